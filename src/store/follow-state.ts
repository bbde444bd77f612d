/** What a follower must remember to go on after its death: where to read again from, and what it has said already. */
import { closeSync, fsyncSync, openSync, readFileSync, renameSync, writeSync } from 'node:fs';
import { z } from 'zod';

const position = z.strictObject({
  identity: z.strictObject({
    device: z.number(),
    inode: z.number(),
    length: z.number(),
    digest: z.string(),
  }),
  offset: z.number().int().min(0),
});

const schema = z.strictObject({
  version: z.literal(1),
  /** By followed path: the low-water position, the oldest record that still matters. */
  files: z.record(z.string(), position),
  /** Findings told, with the level they were told at and the time of their last act. */
  told: z.array(z.strictObject({ id: z.string(), level: z.string(), last: z.number() })),
});

export type FollowState = z.infer<typeof schema>;

export const NEW_STATE: FollowState = { version: 1, files: {}, told: [] };

/** A state file that cannot be used; the message says which and what to do. */
export class StateFileError extends Error {}

/** @throws StateFileError when the file is there and is not a follower's. */
export function readState(path: string): FollowState {
  let text: string;
  try {
    text = readFileSync(path, 'utf8');
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return NEW_STATE;
    throw new StateFileError(`The state file ${path} cannot be read: ${String(error)}`, { cause: error });
  }
  try {
    return schema.parse(JSON.parse(text));
  } catch (error) {
    throw new StateFileError(
      `${path} is no state file of postern follow; name another one with --state, or remove it.`,
      { cause: error },
    );
  }
}

/** Whole or not at all: written beside, synced, renamed. */
export function writeState(path: string, state: FollowState): void {
  const beside = `${path}.new`;
  const file = openSync(beside, 'w', 0o600);
  try {
    writeSync(file, JSON.stringify(state));
    fsyncSync(file);
  } finally {
    closeSync(file);
  }
  renameSync(beside, path);
}
