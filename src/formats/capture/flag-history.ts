import { HISTORY_LETTERS, HISTORY_STEPS, WORD } from './flow-layout.ts';
import type { FlowTable } from './flow-table.ts';

/** Notes that something happened for the first time in a direction of the opened flow. `code` is one of `HISTORY`. */
export function noteHistory(table: FlowTable, direction: number, code: number): void {
  const { words, base } = table;
  const state = words[base + WORD.historyLength]!;
  const seen = 1 << (8 + 8 * direction + code);
  if (state & seen) return;
  const length = state & 0xff;
  words[base + WORD.historyLength] = (state | seen) + 1;
  const step = code | (direction << 3);
  words[base + WORD.history + (length >> 3)]! |= step << (4 * (length & 7));
}

/** Texts made before: a million flows have a few dozen histories. */
const known = new Map<number, string>();
const MOST_KNOWN = 4096;

/** The history of the opened flow as Zeek writes it: `ShADadFf`. Each letter once per direction. */
export function historyText(table: FlowTable): string {
  const { words, base } = table;
  const length = Math.min(HISTORY_STEPS, words[base + WORD.historyLength]! & 0xff);
  const first = words[base + WORD.history]!;
  const key = length <= 8 ? (first >>> 0) * 16 + length : -1;
  const before = known.get(key);
  if (before !== undefined) return before;
  let text = '';
  for (let i = 0; i < length; i++) {
    const step = (words[base + WORD.history + (i >> 3)]! >>> (4 * (i & 7))) & 15;
    const letter = HISTORY_LETTERS.charAt(step & 7);
    text += step & 8 ? letter : letter.toUpperCase();
  }
  if (key >= 0 && known.size < MOST_KNOWN) known.set(key, text);
  return text;
}
