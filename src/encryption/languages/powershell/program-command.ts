/** Commands of a script that are programs of their own. */
import { programName } from '../../command-line/program-name.ts';
import { isInterpreter } from '../../command-line/interpreters.ts';
import { readCommand } from '../../command-line/read-command.ts';
import { SHELL } from '../../command-line/run-shell.ts';
import { joinWords } from '../../command-line/command-word.ts';
import type { CommandWord } from '../../command-line/command-word.ts';
import type { TextView } from '../../layers/text-view.ts';
import { launchedScript } from '../../patterns/launched-script.ts';
import type { PatternLexicon } from '../../patterns/pattern-lexicon.ts';
import type { RecognitionDraft } from '../../recognition-draft.ts';
import { toolByName, toolByShape } from '../../tools/find-tool.ts';
import { commandWords } from './command-line-words.ts';
import { asText } from './constant.ts';
import { isOperator } from './node-cursor.ts';
import type { CommandUse } from './script-observer.ts';
import { literalOffset } from './splatted.ts';

const HOSTS = /^(?:powershell|pwsh|cmd|comspec)$/;
/** Programs whose arguments may hold a command or code. */
const STARTERS = /^(?:wsl|schtasks|wmic|reg|sc|mshta|forfiles|conhost|pcalua)$/;

/** Worth handing to the grammars? Cmdlets have a dash and a verb; the rest may be a renamed tool. */
export function isProgram(name: string, patterns?: PatternLexicon): boolean {
  if (name === '' || name.length > 512) return false;
  const program = programName(name);
  return (
    toolByName(program) !== undefined ||
    HOSTS.test(program) ||
    !/^[a-z]+-[a-z]/.test(program) ||
    patterns?.tool(program, 'windows') !== undefined
  );
}

/** The command without `&`, and the files of its redirections. */
function wordsAndOutputs(
  draft: RecognitionDraft,
  view: TextView,
  use: CommandUse,
): { words: CommandWord[]; outputs: string[] } {
  const first = isOperator(use.nodes[0], '&', '.') ? 1 : 0;
  const redirect = use.nodes.findIndex((node) => isOperator(node, '>'));
  const nodes = use.nodes.slice(first, redirect < 0 ? undefined : redirect);
  const outputs = redirect < 0 ? [] : commandWords(view.text, use.nodes.slice(redirect + 1)).slice(0, 1);
  const words = commandWords(view.text, nodes).flatMap(
    (word) => listedWords(draft, view.text, use, word) ?? [word],
  );
  return { words, outputs: outputs.map(({ text }) => text) };
}

/** The words that `@name` stands for. */
function listedWords(
  draft: RecognitionDraft,
  source: string,
  use: CommandUse,
  word: CommandWord,
): CommandWord[] | undefined {
  if (!word.text.startsWith('@')) return undefined;
  const listed = use.given.filter(({ listed: own, start }) => own === true && start === word.start);
  return listed.length === 0
    ? undefined
    : listed.map(({ value }) => {
        const text = asText(value) ?? '';
        // Searching a long script for every text of a list is dear.
        const from = draft.spendFoldWork(source.length >> 4) ? literalOffset(source, value) : undefined;
        const map = Array.from(text, (_, index) => (from === undefined ? word.start : from + index));
        return { text, start: word.start, end: word.end, map };
      });
}

/** Reads one command of a script as a command line, if it is one. */
export function readProgramCommand(draft: RecognitionDraft, view: TextView, use: CommandUse): void {
  const { words, outputs } = wordsAndOutputs(draft, view, use);
  const first = words[0];
  const last = words[words.length - 1];
  if (first === undefined || last === undefined) return;
  const program = programName(use.name);
  const isPattern = (name: string): boolean => draft.patterns.tool(name, 'windows') !== undefined;
  if (HOSTS.test(program)) {
    const { text, map } = joinWords(words);
    const layer = draft.addLayer('command', view, { start: first.start, end: last.end, map }, text);
    if (layer !== undefined) draft.readers.windowsCommand(draft, layer);
    return;
  }
  if (SHELL.test(program) || STARTERS.test(program) || isInterpreter(program)) {
    const platform = SHELL.test(program) ? 'posix' : 'windows';
    readCommand(draft, { view, words, inputs: [], outputs }, platform, undefined);
    return;
  }
  const { patterns } = draft;
  const known =
    toolByName(program) ??
    patterns.tool(program, 'windows') ??
    toolByShape(words.slice(1)) ??
    patterns.toolByShape(words.slice(1), 'windows');
  if (known === undefined && launchedScript(program, words.slice(1), isPattern) === undefined) return;
  readCommand(draft, { view, words, inputs: [], outputs }, 'windows', undefined);
}
