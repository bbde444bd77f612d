import { canonicalAddress } from '../../event/address.ts';

const MAPPED = 0xffff;

/** Canonical text of the address in `words[at, at + 4)`; IPv4 sits in the mapped range. */
export function addressText(words: Int32Array, at: number): string {
  const last = words[at + 3]!;
  if (words[at] === 0 && words[at + 1] === 0 && words[at + 2] === MAPPED) {
    return `${last >>> 24}.${(last >>> 16) & 255}.${(last >>> 8) & 255}.${last & 255}`;
  }
  const groups: string[] = [];
  for (let i = at; i < at + 4; i++)
    groups.push((words[i]! >>> 16).toString(16), (words[i]! & 0xffff).toString(16));
  return canonicalAddress(groups.join(':')) ?? '';
}
