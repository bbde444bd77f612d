/** Baselines as files. */
import { createReadStream } from 'node:fs';
import { Baseline, DEFAULT_BASELINE_SETTINGS } from '../baseline/baseline.ts';
import type { BaselineSettings } from '../baseline/baseline.ts';
import { SnapshotReader } from '../baseline/snapshot/read-snapshot.ts';
import { snapshotVersion } from '../baseline/snapshot/snapshot-version.ts';
import { writeSnapshot } from '../baseline/snapshot/write-snapshot.ts';
import { writeWhole } from './write-whole.ts';

/** A baseline with the name of what it knows. */
export interface StoredBaseline {
  readonly baseline: Baseline;
  readonly version: string;
  /** Who reviewed records that it learned from. */
  readonly reviewedBy: readonly string[];
}

/** A file that is no baseline, is damaged, or belongs to another site; the message says which and where it shows. */
export class BaselineFileError extends Error {}

const CHUNK = 1 << 20;

/** `secret` is the one it was learned with. @throws BaselineFileError */
export async function readBaseline(path: string, secret: string): Promise<StoredBaseline> {
  const reader = new SnapshotReader(settingsWith(secret));
  try {
    for await (const chunk of createReadStream(path, { highWaterMark: CHUNK })) {
      if (!(chunk instanceof Uint8Array) || reader.push(chunk) !== undefined) break;
    }
  } catch (error) {
    const missing = error instanceof Error && 'code' in error && error.code === 'ENOENT';
    throw new BaselineFileError(`The baseline ${path} ${missing ? 'does not exist' : 'cannot be read'}.`, {
      cause: error,
    });
  }
  const { baseline, header, problem } = reader.end();
  if (problem !== undefined)
    throw new BaselineFileError(
      `${path} cannot be used as a baseline: ${problem.message} (byte ${problem.offset}).`,
    );
  return { baseline, version: header.version, reviewedBy: reviewersIn(header.config) };
}

/** Writes it whole or not at all; gives its version. */
export function storeBaseline(path: string, baseline: Baseline, reviewedBy: readonly string[]): string {
  const config = configWith(reviewedBy);
  writeWhole(path, writeSnapshot(baseline, config));
  return snapshotVersion(baseline, config);
}

export function newBaseline(secret: string): Baseline {
  return new Baseline(settingsWith(secret));
}

function settingsWith(secret: string): BaselineSettings {
  return { ...DEFAULT_BASELINE_SETTINGS, secret };
}

const REVIEWED = 'reviewed by ';

/** The reviewers stand in the snapshot's own account of how it was learned, which its version and checksum cover. */
function configWith(reviewedBy: readonly string[]): string {
  const names = [...new Set(reviewedBy)].sort().map(encodeURIComponent);
  return names.length === 0 ? '' : REVIEWED + names.join(' ');
}

function reviewersIn(config: string): string[] {
  if (!config.startsWith(REVIEWED)) return [];
  return config.slice(REVIEWED.length).split(' ').map(decoded);
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
