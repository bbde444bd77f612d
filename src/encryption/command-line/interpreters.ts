/** Interpreters that are handed code: `python3 -c`, `perl -e`, `osascript -e`, code in a here-document or a pipe. */
import type { ScriptLanguage } from '../languages/language.ts';
import type { RecognitionDraft } from '../recognition-draft.ts';
import type { TextView } from '../layers/text-view.ts';
import type { CommandWord, SimpleCommand } from './command-word.ts';
import { wordOffset } from './command-word.ts';
import { inlineCodeByShape } from './renamed-interpreter.ts';
import { shellInput } from './run-shell.ts';

interface Interpreter {
  readonly name: RegExp;
  readonly language: ScriptLanguage;
  /** Options whose next word is code. */
  readonly code: RegExp;
  /** Code may be glued to the option: `-cprint(1)`. */
  readonly glued?: RegExp;
  /** Options whose next word is their value. */
  readonly valued?: RegExp;
}

const INTERPRETERS: readonly Interpreter[] = [
  {
    name: /^(?:python|pypy|py)[\d.]*w?$/,
    language: 'python',
    code: /^-[A-Zbdiqsuvx]*c$/,
    glued: /^-c(?=.)/,
    valued: /^-[WX]$/,
  },
  {
    name: /^(?:node|nodejs|bun)[\d.]*$/,
    language: 'javascript',
    code: /^(?:-e|-p|-pe|--eval|--print)$/,
    glued: /^--eval=/,
    valued: /^(?:-r|--require|--import|--loader|--input-type)$/,
  },
  { name: /^deno$/, language: 'javascript', code: /^eval$/ },
  { name: /^perl[\d.]*$/, language: 'perl', code: /^-[a-zA-Z\d]*[eE]$/, glued: /^-e(?=.)/, valued: /^-I$/ },
  { name: /^ruby[\d.]*$/, language: 'ruby', code: /^-[a-z]*e$/, valued: /^-[rIC]$/ },
  { name: /^php[\d.]*$/, language: 'php', code: /^(?:-r|--run)$/, valued: /^-[dczn]$/ },
  { name: /^osascript$/, language: 'applescript', code: /^-e$/, valued: /^-[ls]$/ },
];
/** All of them at once: most programs are none. */
const ANY = new RegExp(INTERPRETERS.map(({ name }) => name.source).join('|'));
const MOST_PARTS = 256;

/** Is this a program that runs code of a script language? */
export function isInterpreter(program: string): boolean {
  return ANY.test(program);
}

/** The words that are code, in their order. */
function codeWords({ code, glued, valued }: Interpreter, words: readonly CommandWord[]): CommandWord[] {
  const found: CommandWord[] = [];
  for (let index = 1; index < words.length && found.length < MOST_PARTS; index++) {
    const word = words[index];
    const value = words[index + 1];
    if (word === undefined) break;
    if (code.test(word.text)) {
      if (value !== undefined) found.push(value);
      index++;
      continue;
    }
    if (valued?.test(word.text) === true) {
      index++;
      continue;
    }
    const prefix = glued?.exec(word.text)?.[0].length ?? 0;
    if (prefix > 0)
      found.push({
        text: word.text.slice(prefix),
        start: wordOffset(word, prefix),
        end: word.end,
        map: word.map?.slice(prefix),
      });
    // What follows the script's name are arguments of the script.
    else if (!word.text.startsWith('-')) break;
  }
  return found;
}

function readWords(
  draft: RecognitionDraft,
  view: TextView,
  words: readonly CommandWord[],
): TextView | undefined {
  const first = words[0];
  const last = words[words.length - 1];
  if (first === undefined || last === undefined) return undefined;
  const map: number[] = [];
  for (const word of words) {
    if (map.length > 0) map.push(Math.max(0, word.start - 1));
    for (let index = 0; index < word.text.length; index++) map.push(wordOffset(word, index));
  }
  const text = words.map((word) => word.text).join('\n');
  return draft.addLayer('inline-code', view, { start: first.start, end: last.end, map }, text);
}

/** Code that stands in one word, told by what it looks like; less sure than by the interpreter's name. */
export function readCodeByShape(draft: RecognitionDraft, { view, words }: SimpleCommand): boolean {
  const found = inlineCodeByShape(words.slice(1));
  const inner = found === undefined ? undefined : readWords(draft, view, [found.word]);
  if (found === undefined || inner === undefined) return false;
  draft.withCertainty(BY_SHAPE, () => draft.readers.script(draft, inner, found.language));
  return true;
}

const BY_SHAPE = 0.8;

function readInput(draft: RecognitionDraft, command: SimpleCommand): TextView | undefined {
  const takesInput = command.words.slice(1).every((word) => word.text.startsWith('-'));
  if (!takesInput) return undefined;
  return shellInput(draft, command);
}

/** Reads the code an interpreter is handed; `false` where none is seen. */
export function readInlineCode(draft: RecognitionDraft, program: string, command: SimpleCommand): boolean {
  if (!ANY.test(program)) return false;
  const interpreter = INTERPRETERS.find(({ name }) => name.test(program));
  if (interpreter === undefined) return false;
  const words = codeWords(interpreter, command.words);
  const view = words.length > 0 ? readWords(draft, command.view, words) : readInput(draft, command);
  if (view === undefined) return words.length > 0;
  const jxa =
    interpreter.language === 'applescript' &&
    command.words.some((word) => /^-?l?javascript$/i.test(word.text));
  draft.readers.script(draft, view, jxa ? 'javascript' : interpreter.language);
  return true;
}
