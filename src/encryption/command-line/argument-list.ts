/** Argument lists written as JSON or Python lists: `["sh", "-c", "..."]`, as build files, units and audit exports have them. */
import type { TextView } from '../layers/text-view.ts';
import type { CommandWord, SimpleCommand } from './command-word.ts';

const START = /^\s*(?:(?:RUN|CMD|ENTRYPOINT|exec|argv|args|command)\s*[:=]?\s*)?\[\s*(?=["'])/i;
const BETWEEN = /\s*([,\]])\s*/y;
const MOST = 1024;

interface Quoted {
  readonly text: string;
  readonly map: readonly number[];
  readonly end: number;
}

const ESCAPES: Readonly<Record<string, string>> = { n: '\n', t: '\t', r: '\r', b: '\b', f: '\f' };

function quotedAt(text: string, at: number): Quoted | undefined {
  const quote = text.charAt(at);
  if (quote !== '"' && quote !== "'") return undefined;
  let result = '';
  const map: number[] = [];
  for (let index = at + 1; index < text.length; index++) {
    const character = text.charAt(index);
    if (character === quote) return { text: result, map, end: index + 1 };
    map.push(index);
    if (character !== '\\') result += character;
    else if (text.charAt(index + 1) === 'u') {
      result += String.fromCharCode(Number.parseInt(text.slice(index + 2, index + 6), 16) || 0xff_fd);
      index += 5;
    } else {
      const next = text.charAt(++index);
      result += ESCAPES[next] ?? next;
    }
  }
  return undefined;
}

/** The command of a text that is one argument list; `undefined` for every other text. */
export function readArgumentList(view: TextView): SimpleCommand | undefined {
  const { text } = view;
  let at = START.exec(text)?.[0].length;
  if (at === undefined) return undefined;
  const words: CommandWord[] = [];
  while (words.length < MOST) {
    const quoted = quotedAt(text, at);
    if (quoted === undefined) return undefined;
    words.push({ text: quoted.text, start: at, end: quoted.end, map: quoted.map });
    BETWEEN.lastIndex = quoted.end;
    const between = BETWEEN.exec(text);
    if (between === null) return undefined;
    at = BETWEEN.lastIndex;
    if (between[1] === ']') break;
    // A comma may stand before the end.
    if (text.charAt(at) === ']') break;
  }
  return { view, words, inputs: [], outputs: [] };
}
