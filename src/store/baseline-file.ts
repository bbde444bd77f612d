/** Baselines as files. */
import { createReadStream } from 'node:fs';
import { Baseline, DEFAULT_BASELINE_SETTINGS } from '../baseline/baseline.ts';
import type { BaselineSettings } from '../baseline/baseline.ts';
import { SnapshotReader } from '../baseline/snapshot/read-snapshot.ts';
import { LONGEST_HEADER } from '../baseline/snapshot/snapshot-format.ts';
import { writeSnapshot } from '../baseline/snapshot/write-snapshot.ts';
import { clearingText, NO_CLEARINGS, parseClearings } from './clearing.ts';
import type { ClearingHistory } from './clearing.ts';
import { writeWhole } from './write-whole.ts';

/** A baseline with the name of what it knows. */
export interface StoredBaseline {
  readonly baseline: Baseline;
  readonly version: string;
  /** Who reviewed records that it learned from. */
  readonly reviewedBy: readonly string[];
  /** Who cleared suspicion in it. */
  readonly cleared: ClearingHistory;
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
  return { baseline, version: header.version, ...accountIn(header.config) };
}

/** Writes it whole or not at all; gives its version. */
export function storeBaseline(
  path: string,
  baseline: Baseline,
  reviewedBy: readonly string[],
  cleared: ClearingHistory = NO_CLEARINGS,
): string {
  const snapshot = writeSnapshot(baseline, configWith(reviewedBy, cleared));
  let version = '';
  writeWhole(
    path,
    chunksOf(snapshot, (told) => (version = told)),
  );
  return version;
}

/** A snapshot says its version when it has said everything else. */
function* chunksOf(
  snapshot: Generator<Uint8Array, string>,
  onVersion: (version: string) => void,
): Generator<Uint8Array> {
  onVersion(yield* snapshot);
}

export function newBaseline(secret: string): Baseline {
  return new Baseline(settingsWith(secret));
}

function settingsWith(secret: string): BaselineSettings {
  return { ...DEFAULT_BASELINE_SETTINGS, secret };
}

const REVIEWED = 'reviewed by ';
const CLEARED = 'cleared ';
const BETWEEN = '; ';
/** Bytes of the account that leave room for the rest of the first line. */
const MOST_BYTES = LONGEST_HEADER - 1_024;

type Account = Pick<StoredBaseline, 'reviewedBy' | 'cleared'>;

/**
 * Reviewers and clearings stand in the snapshot's own account of how it was learned, which its version and checksum cover:
 * `reviewed by Jane%20Doe; cleared [0,{...}]`. @throws Error when there are more reviewers than fit.
 */
function configWith(reviewedBy: readonly string[], cleared: ClearingHistory): string {
  const names = [...new Set(reviewedBy)].sort().map(encodeURIComponent);
  const reviewers = names.length === 0 ? '' : REVIEWED + names.join(' ');
  const room = MOST_BYTES - reviewers.length;
  if (room < 0) throw new Error('there are more names of reviewers than a baseline holds');
  const clearings = clearingText(cleared, room);
  return [reviewers, clearings === '' ? '' : CLEARED + clearings].filter((part) => part !== '').join(BETWEEN);
}

function accountIn(config: string): Account {
  const parts = config.startsWith(CLEARED) ? ['', config] : split(config);
  const [reviewers = '', clearings = ''] = parts;
  return {
    reviewedBy: reviewers.startsWith(REVIEWED)
      ? reviewers.slice(REVIEWED.length).split(' ').map(decoded)
      : [],
    cleared: clearings.startsWith(CLEARED) ? parseClearings(clearings.slice(CLEARED.length)) : NO_CLEARINGS,
  };
}

/** Encoded names hold no separator. */
function split(config: string): string[] {
  const at = config.indexOf(BETWEEN);
  return at < 0 ? [config] : [config.slice(0, at), config.slice(at + BETWEEN.length)];
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
