import type { CommandWord } from './command-word.ts';

const QUOTE = 34;
const BACKSLASH = 92;

function isBlank(code: number): boolean {
  return code === 32 || (code >= 9 && code <= 13);
}

class WordBuilder {
  text = '';
  readonly map: number[] = [];
  add(character: string, offset: number): void {
    this.text += character;
    this.map.push(offset);
  }
}

/** The program name: quotes only toggle, a backslash is a backslash. */
function readProgram(line: string, start: number, word: WordBuilder): number {
  let quoted = false;
  let at = start;
  for (; at < line.length; at++) {
    const code = line.charCodeAt(at);
    if (code === QUOTE) quoted = !quoted;
    else if (!quoted && isBlank(code)) break;
    else word.add(line.charAt(at), at);
  }
  return at;
}

function readArgument(line: string, start: number, word: WordBuilder): number {
  let quoted = false;
  let at = start;
  while (at < line.length) {
    const code = line.charCodeAt(at);
    if (code === BACKSLASH) {
      let run = at;
      while (line.charCodeAt(run) === BACKSLASH) run++;
      const count = run - at;
      const beforeQuote = line.charCodeAt(run) === QUOTE;
      const kept = beforeQuote ? count >> 1 : count;
      for (let index = 0; index < kept; index++) word.add('\\', at + index);
      at = run;
      if (beforeQuote && count % 2 === 1) {
        word.add('"', at);
        at++;
      }
      continue;
    }
    if (code === QUOTE) {
      // Since 2008 a doubled quote inside quotes is one quote, and the quoting goes on.
      if (quoted && line.charCodeAt(at + 1) === QUOTE) {
        word.add('"', at);
        at += 2;
        continue;
      }
      quoted = !quoted;
      at++;
      continue;
    }
    if (!quoted && isBlank(code)) break;
    word.add(line.charAt(at), at);
    at++;
  }
  return at;
}

/**
 * Splits a Windows command line as CommandLineToArgvW and the C runtime do (rules since Visual C++ 2008).
 * `programFirst` is false for a text that continues a command line.
 */
export function splitWindowsWords(line: string, programFirst = true): CommandWord[] {
  const words: CommandWord[] = [];
  let at = 0;
  while (at < line.length) {
    while (at < line.length && isBlank(line.charCodeAt(at))) at++;
    if (at >= line.length) break;
    const word = new WordBuilder();
    const start = at;
    at = words.length === 0 && programFirst ? readProgram(line, at, word) : readArgument(line, at, word);
    const plain = word.text.length === at - start;
    words.push({ text: word.text, start, end: at, map: plain ? undefined : word.map });
  }
  return words;
}
