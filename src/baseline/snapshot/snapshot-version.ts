/** The name of what a baseline knows: the same content gives the same version, in whatever order it was learned. */
import { sha256Hex } from '../../event/sha256.ts';
import type { Baseline } from '../baseline.ts';
import { ContentHash } from './content-hash.ts';
import { copyProfile, PROFILE_WORDS } from './profile-words.ts';
import { PROFILE_TEXTS } from './snapshot-format.ts';

/** 64 hexadecimal digits. `config` is the hash of the configuration, `''` where there is none. Reads every profile. */
export function snapshotVersion(baseline: Baseline, config: string): string {
  const { table } = baseline;
  const content = new ContentHash();
  const words = new Uint32Array(PROFILE_WORDS);
  for (const record of table.index.sorted()) {
    const end = copyProfile(table, record, words, 0);
    content.add(table, record, words, PROFILE_TEXTS, end);
  }
  return versionOf(baseline, config, content);
}

export function versionOf(baseline: Baseline, config: string, content: ContentHash): string {
  const parts = ['postern baseline 1', config, secretCheck(baseline), baseline.table.size, ...content.sums];
  return sha256Hex(parts.join('\n'));
}

/** Equal for equal secrets; the secret itself cannot be told from it in less than guessing. */
export function secretCheck(baseline: Baseline): string {
  return sha256Hex(`postern baseline secret\n${baseline.settings.secret}`).slice(0, 16);
}
