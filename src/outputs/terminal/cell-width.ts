/** How many terminal cells text takes, and cutting by cells. Text is escaped already: no controls in it. */

const zeroWidth = /^\p{M}$/u;

/** East Asian wide and emoji ranges; ambiguous ones count as narrow, as terminals outside East Asia show them. */
const wide: readonly (readonly [number, number])[] = [
  [0x1100, 0x115f],
  [0x231a, 0x231b],
  [0x23e9, 0x23f3],
  [0x25fd, 0x25fe],
  [0x2614, 0x2615],
  [0x2648, 0x2653],
  [0x267f, 0x267f],
  [0x2693, 0x26a1],
  [0x26aa, 0x26ce],
  [0x26d4, 0x26fd],
  [0x2705, 0x2728],
  [0x274c, 0x2757],
  [0x2795, 0x27bf],
  [0x2b1b, 0x2b55],
  [0x2e80, 0xa4cf],
  [0xa960, 0xa97c],
  [0xac00, 0xd7a3],
  [0xf900, 0xfaff],
  [0xfe30, 0xfe6f],
  [0xff00, 0xff60],
  [0xffe0, 0xffe6],
  [0x16fe0, 0x18cff],
  [0x1b000, 0x1b2fb],
  [0x1f004, 0x1faff],
  [0x20000, 0x3fffd],
];

/** Cells of one code point: 0, 1 or 2. */
function charCells(char: string): number {
  const code = char.codePointAt(0) ?? 0;
  if (code < 0x300) return 1;
  if (zeroWidth.test(char)) return 0;
  return wide.some(([from, to]) => code >= from && code <= to) ? 2 : 1;
}

/** Cells of the first character. */
export function firstCells(text: string): number {
  return charCells(String.fromCodePoint(text.codePointAt(0) ?? 0));
}

export function cells(text: string): number {
  let total = 0;
  for (const char of text) total += charCells(char);
  return total;
}

/** The longest beginning of `text` that fits `width` cells; never less than one character, so that callers advance. */
export function headCells(text: string, width: number): string {
  let used = 0;
  let end = 0;
  for (const char of text) {
    used += charCells(char);
    if (used > width && end > 0) break;
    end += char.length;
  }
  return text.slice(0, end);
}

function tailCells(text: string, width: number): string {
  const chars = Array.from(text);
  let used = 0;
  let start = chars.length;
  while (start > 0) {
    used += charCells(chars[start - 1] ?? '');
    if (used > width) break;
    start -= 1;
  }
  return chars.slice(start).join('');
}

/** Takes the middle out of what is too long: both ends of a command line matter. */
export function abbreviateMiddle(text: string, width: number): string {
  // More code units than this cannot fit any terminal: counting their cells would only cost time.
  if (text.length <= width * 4 && cells(text) <= width) return text;
  const room = Math.max(2, width - 3);
  const head = Math.ceil(room * 0.6);
  return `${headCells(text.slice(0, head * 4), head)} … ${tailCells(text.slice(-room * 4), room - head)}`;
}
