/** The name of what a baseline knows: the same content gives the same version, in whatever order it was learned. */
import { sha256Hex } from '../../event/sha256.ts';
import type { Baseline } from '../baseline.ts';
import { DESTINATION, IDENTITY, KIND, NAME } from '../profile/record-layout.ts';
import type { ProfileTable } from '../profile/profile-table.ts';
import { LIST_SLOTS } from '../sketch/list-store.ts';
import { mixHash } from '../storage/text-hash.ts';

/** 64 hexadecimal digits. `config` is the hash of the configuration, `''` where there is none. */
export function snapshotVersion(baseline: Baseline, config: string): string {
  const { table } = baseline;
  let low = 0;
  let high = 0;
  // A sum over all profiles knows no order.
  table.index.forEach((record) => {
    low = (low + contentHash(table, record, 0x243f6a88)) >>> 0;
    high = (high + contentHash(table, record, 0x85a308d3)) >>> 0;
  });
  const parts = ['postern baseline 1', config, secretCheck(baseline), table.size, low, high];
  return sha256Hex(parts.join('\n'));
}

/** Equal for equal secrets; the secret itself cannot be told from it in less than guessing. */
export function secretCheck(baseline: Baseline): string {
  return sha256Hex(`postern baseline secret\n${baseline.settings.secret}`).slice(0, 16);
}

function contentHash(table: ProfileTable, record: number, seed: number): number {
  let hash = mixHash(seed, table.word(record, KIND));
  for (const word of [NAME, IDENTITY, DESTINATION]) {
    const text = table.word(record, word);
    hash = mixHash(hash, text === 0 ? 0 : table.texts.hash(text));
  }
  for (const fact of table.facts(record)) hash = mixHash(hash, fact);
  for (const slot of LIST_SLOTS) {
    const words = table.lists.words(record, slot);
    hash = mixHash(hash, words.length);
    for (const word of words) hash = mixHash(hash, word);
  }
  return hash;
}
