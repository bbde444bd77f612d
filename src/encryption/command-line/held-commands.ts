/** Command lines in the arguments of Windows programs that run, schedule or store them. */
import type { RecognitionDraft } from '../recognition-draft.ts';
import { toolByName } from '../tools/find-tool.ts';
import type { SimpleCommand } from './command-word.ts';
import { wordOffset } from './command-word.ts';
import { CMD, POWERSHELL } from './known-program.ts';
import { programName } from './program-name.ts';
import { SHELL } from './run-shell.ts';
import type { CommandReader } from './started-commands.ts';
import { splitWindowsWords } from './windows-words.ts';

type Platform = 'windows' | 'posix';

/** Arguments of one program that are searched for commands. */
const MOST_HOSTED = 32;
/** A command line inside an argument: `schtasks /tr "powershell -enc ..."`. */
const NESTED = /(?:^|[\s"'`(=\\/])((?:powershell|pwsh|cmd)(?:\.exe)?["']?\s+["']?[-/–—―])/i;

const HYPERTEXT = /^["']?\s*(vbscript|javascript):/i;

/** `mshta vbscript:Execute("...")`: takes its command line as it is, quotes and all. */
export function readHypertext(draft: RecognitionDraft, { view, words }: SimpleCommand): boolean {
  const start = words[1]?.start ?? view.text.length;
  const tail = view.part(start, view.text.length);
  const found = HYPERTEXT.exec(tail.text);
  if (found === null) return false;
  const language = found[1]?.toLowerCase() === 'vbscript' ? 'vbscript' : 'javascript';
  const end = found[0].startsWith('"') && tail.text.endsWith('"') ? tail.text.length - 1 : tail.text.length;
  draft.readers.script(draft, tail.part(found[0].length, end), language);
  return true;
}

/** Programs that are given a command line to run elsewhere, later or as somebody else. */
const HOLDERS =
  /^(?:schtasks|at|sc|winrs|wmic|runas|psexec(?:64)?|paexec|reg|forfiles|conhost|pcalua|nssm|bitsadmin|scriptrunner|invoke-command)$/;

/** `schtasks /tr "7z.exe a -px o.7z d"`: an argument that is a command line of a known program. */
export function readHeldLines(
  draft: RecognitionDraft,
  program: string,
  { words, view }: SimpleCommand,
): void {
  if (!HOLDERS.test(program)) return;
  for (const word of words.slice(1, MOST_HOSTED)) {
    const from = /^binpath=/i.exec(word.text)?.[0].length ?? 0;
    const text = word.text.slice(from);
    const head = splitWindowsWords(text.slice(0, 512))[0];
    if (!/\s/.test(text) || head === undefined) continue;
    const name = programName(head.text);
    if ((toolByName(name) ?? draft.patterns.tool(name, 'windows')) === undefined) continue;
    const map = Array.from({ length: text.length }, (_, at) => wordOffset(word, from + at));
    const range = { start: wordOffset(word, from), end: word.end, map };
    const layer = draft.addLayer('argument', view, range, text);
    if (layer === undefined) return;
    draft.withCertainty(0.85, () => draft.readers.windowsCommand(draft, layer));
  }
}

/** Another program is given a command line to run, to schedule or to store. */
export function readNested(
  draft: RecognitionDraft,
  command: SimpleCommand,
  platform: Platform,
  readCommand: CommandReader,
): void {
  const { words, view } = command;
  for (let index = 1; index < words.length; index++) {
    const word = words[index];
    if (word === undefined) return;
    const name = programName(word.text);
    if (POWERSHELL.test(name) || CMD.test(name) || (word.map === undefined && isShellCall(words, index))) {
      const inner = { ...command, words: words.slice(index) };
      draft.withCertainty(0.9, () => readCommand(inner, platform));
      return;
    }
    const found = NESTED.exec(word.text);
    if (found === null) continue;
    const start = found.index + found[0].length - (found[1]?.length ?? 0);
    const map = Array.from({ length: word.text.length - start }, (_, at) => wordOffset(word, start + at));
    const range = { start: wordOffset(word, start), end: word.end, map };
    const layer = draft.addLayer('argument', view, range, word.text.slice(start));
    if (layer === undefined) return;
    draft.withCertainty(0.8, () => draft.readers.windowsCommand(draft, layer));
    return;
  }
}

function isShellCall(words: SimpleCommand['words'], index: number): boolean {
  return SHELL.test(programName(words[index]?.text ?? '')) && /^-[a-z]*c$/.test(words[index + 1]?.text ?? '');
}
