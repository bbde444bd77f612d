/** Programs that change what flows through them in a way that can be worked out: decoders and letter games. */
import { decodeBase64, decodeHex } from '../layers/base64.ts';

/** What a filter makes of its input; `undefined` when its arguments say it does something else. */
export type StreamFilter = (
  args: readonly string[],
  input: string,
) => { readonly kind: string; readonly content: string | Uint8Array } | undefined;

function has(args: readonly string[], pattern: RegExp): boolean {
  return args.some((arg) => pattern.test(arg));
}

function base64(args: readonly string[], input: string): ReturnType<StreamFilter> {
  if (!has(args, /^(?:-[a-z]*[dD][a-z]*|--d(?:e(?:c(?:o(?:d(?:e)?)?)?)?)?)$/)) return undefined;
  const content = decodeBase64(input);
  return content === undefined ? undefined : { kind: 'base64', content };
}

function openssl(args: readonly string[], input: string): ReturnType<StreamFilter> {
  const encodes = args[0] === 'base64' || (args[0] === 'enc' && has(args, /^--?(?:a|base64)$/));
  const only = args.slice(1).every((arg) => /^--?(?:d|a|A|base64)$/.test(arg));
  return encodes && only && has(args, /^--?d$/) ? base64(['-d'], input) : undefined;
}

function xxd(args: readonly string[], input: string): ReturnType<StreamFilter> {
  const letters = args.filter((arg) => arg.startsWith('-')).join('');
  if (!letters.includes('r') || !letters.includes('p')) return undefined;
  const content = decodeHex(input.replace(/\s+/g, ''));
  return content === undefined ? undefined : { kind: 'hex', content };
}

function reverse(_: readonly string[], input: string): ReturnType<StreamFilter> {
  const lines = input.split('\n').map((line) => Array.from(line).reverse().join(''));
  return { kind: 'reversed', content: lines.join('\n') };
}

const CLASSES: Readonly<Record<string, string>> = {
  '[:lower:]': 'a-z',
  '[:upper:]': 'A-Z',
  '[:digit:]': '0-9',
};

/** The characters a `tr` set stands for, `a-z` written out. */
function trSet(set: string): string[] {
  const characters: string[] = [];
  const text = CLASSES[set] ?? set;
  for (let at = 0; at < text.length && characters.length < 1024; at++) {
    const first = text.charCodeAt(at);
    if (text.charAt(at) === '\\' && at + 1 < text.length) {
      const next = text.charAt(++at);
      characters.push(next === 'n' ? '\n' : next === 't' ? '\t' : next);
    } else if (text.charAt(at + 1) === '-' && at + 2 < text.length) {
      const last = Math.min(text.charCodeAt(at + 2), first + 512);
      for (let code = first; code <= last; code++) characters.push(String.fromCharCode(code));
      at += 2;
    } else characters.push(text.charAt(at));
  }
  return characters;
}

function tr(args: readonly string[], input: string): ReturnType<StreamFilter> {
  const [option, ...rest] = args[0]?.startsWith('-') === true ? args : ['', ...args];
  const from = trSet(rest[0] ?? '');
  if (option === '-d') {
    const gone = new Set(from);
    return {
      kind: 'tr',
      content: Array.from(input)
        .filter((letter) => !gone.has(letter))
        .join(''),
    };
  }
  const to = trSet(rest[1] ?? '');
  const last = to[to.length - 1];
  if (option !== '' || from.length === 0 || last === undefined) return undefined;
  const table = new Map(from.map((letter, index) => [letter, to[index] ?? last]));
  return { kind: 'tr', content: Array.from(input, (letter) => table.get(letter) ?? letter).join('') };
}

/** `s/old/new/g` with a literal pattern. */
function sed(args: readonly string[], input: string): ReturnType<StreamFilter> {
  const script = args[args.length - 1] ?? '';
  const [command, pattern = '', replacement = '', flags] = script.split(script.charAt(1), 5);
  if (command !== 's' || flags === undefined || !/^g?$/.test(flags) || args.length > 2) return undefined;
  if (pattern === '' || /[\\.*^$[\]&]/.test(pattern + replacement)) return undefined;
  const content =
    flags === 'g'
      ? input.replaceAll(pattern, () => replacement)
      : input
          .split('\n')
          .map((line) => line.replace(pattern, () => replacement))
          .join('\n');
  return content.length > 2 * input.length + 4096 ? undefined : { kind: 'sed', content };
}

function pass(args: readonly string[], input: string): ReturnType<StreamFilter> {
  return args.every((arg) => arg.startsWith('-')) ? { kind: 'pipe', content: input } : undefined;
}

export const STREAM_FILTERS: ReadonlyMap<string, StreamFilter> = new Map([
  ['base64', base64],
  ['gbase64', base64],
  ['basenc', base64],
  ['openssl', openssl],
  ['xxd', xxd],
  ['rev', reverse],
  ['tr', tr],
  ['sed', sed],
  ['cat', pass],
  ['tee', (_, input) => ({ kind: 'pipe', content: input })],
]);
