import { cells, firstCells, headCells } from './cell-width.ts';
import type { StyledText } from './styled-text.ts';

/** What stands between two spaces; its parts may differ in style but stay together. */
type Word = readonly StyledText[];

function wordsOf(pieces: readonly StyledText[]): readonly Word[] {
  const words: StyledText[][] = [];
  let together = false;
  for (const { text, style } of pieces) {
    for (const [index, part] of text.split(' ').entries()) {
      if (index > 0) together = false;
      if (part === '') continue;
      if (together) words.at(-1)?.push({ text: part, style });
      else words.push([{ text: part, style }]);
      together = true;
    }
  }
  return words;
}

function wordCells(word: Word): number {
  return word.reduce((total, { text }) => total + cells(text), 0);
}

/** Neighbours of one style become one, spaces between them included: fewer escape sequences, the same look. */
function joined(line: readonly StyledText[]): StyledText[] {
  const found: StyledText[] = [];
  for (const [index, piece] of line.entries()) {
    const last = found.at(-1);
    const space = piece.text === ' ' && line[index + 1]?.style === last?.style;
    if (last !== undefined && (space || piece.style === last.style)) {
      found[found.length - 1] = { text: last.text + piece.text, style: last.style };
    } else found.push(piece);
  }
  return found;
}

/**
 * Breaks text into lines of at most `width` cells (2 at least), at spaces where there are some, inside a word where it
 * alone is too long. Runs of spaces become one.
 */
export function wrapText(pieces: readonly StyledText[], width: number): readonly (readonly StyledText[])[] {
  const lines: StyledText[][] = [];
  let line: StyledText[] = [];
  let used = 0;
  const flush = (): void => {
    if (line.length > 0) lines.push(joined(line));
    line = [];
    used = 0;
  };
  for (const word of wordsOf(pieces)) {
    const length = wordCells(word);
    if (used > 0 && used + 1 + length > width) flush();
    if (used > 0) {
      line.push({ text: ' ', style: 'plain' });
      used += 1;
    }
    for (const { text, style } of word) {
      for (let rest = text; rest !== '';) {
        if (used + firstCells(rest) > width) flush();
        const head = headCells(rest, width - used);
        line.push({ text: head, style });
        used += cells(head);
        rest = rest.slice(head.length);
      }
    }
  }
  flush();
  return lines;
}

/** Cuts text into lines of exactly `width` cells, nothing collapsed: for evidence. */
export function foldText(text: string, width: number): readonly string[] {
  const lines: string[] = [];
  let rest = text;
  do {
    const head = headCells(rest, width);
    lines.push(head);
    rest = rest.slice(head.length);
  } while (rest !== '');
  return lines;
}
