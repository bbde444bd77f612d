/** Interpreters under another name: `./.cache/x -c 'import ...'`. What they are given is code, and looks like it. */
import type { ScriptLanguage } from '../languages/language.ts';
import type { CommandWord } from './command-word.ts';

interface Shape {
  readonly language: ScriptLanguage;
  /** The option before the code. */
  readonly option: RegExp;
  /** How such code begins, or what stands early in it. */
  readonly code: RegExp;
}

/** Of the code so much is looked at. */
const BEGINNING = 400;
/** Words looked at for the option. */
const MOST_WORDS = 16;

const SHAPES: readonly Shape[] = [
  {
    language: 'python',
    option: /^-[A-Zbdiqsuvx]*c$/,
    code: /(?:^|[\n;])\s*(?:import\s+[\w.]+|from\s+[\w.]+\s+import\s)/,
  },
  {
    language: 'javascript',
    option: /^(?:-e|-p|-pe|--eval|--print)$/,
    code: /\brequire\(\s*["'`][\w:/@-]+["'`]\s*\)|(?:^|[\n;])\s*(?:const|let|var)\s+[\w{]/,
  },
  { language: 'ruby', option: /^-[a-z]*e$/, code: /(?:^|[\n;])\s*require\s+["'][\w/]+["']/ },
  {
    language: 'perl',
    option: /^-[a-zA-Z\d]*[eE]$/,
    code: /(?:^|[\n;])\s*(?:use\s+[A-Z]\w*(?:::\w+)*|my\s+[$@%]\w)/,
  },
  { language: 'php', option: /^(?:-r|--run)$/, code: /\$\w+\s*=|\bopenssl_\w+\(/ },
];

export interface InlineCode {
  readonly language: ScriptLanguage;
  readonly word: CommandWord;
}

/** The code a program is given as Python, Node and their like take it; `undefined` where nothing looks like that. */
export function inlineCodeByShape(words: readonly CommandWord[]): InlineCode | undefined {
  for (let at = 0; at < Math.min(words.length - 1, MOST_WORDS); at++) {
    const option = words[at]?.text ?? '';
    const word = words[at + 1];
    if (word === undefined || !option.startsWith('-') || option.length > 12) continue;
    const beginning = word.text.slice(0, BEGINNING);
    const shape = SHAPES.find((one) => one.option.test(option) && one.code.test(beginning));
    if (shape !== undefined) return { language: shape.language, word };
  }
  return undefined;
}
