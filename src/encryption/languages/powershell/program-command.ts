/** Commands of a script that are programs of their own. */
import { programName } from '../../command-line/program-name.ts';
import { readCommand } from '../../command-line/read-command.ts';
import { joinWords } from '../../command-line/command-word.ts';
import type { CommandWord } from '../../command-line/command-word.ts';
import type { TextView } from '../../layers/text-view.ts';
import type { RecognitionDraft } from '../../recognition-draft.ts';
import { toolByName, toolByShape } from '../../tools/find-tool.ts';
import { commandWords } from './command-line-words.ts';
import { isOperator } from './node-cursor.ts';
import type { CommandUse } from './script-observer.ts';

const HOSTS = /^(?:powershell|pwsh|cmd|comspec|bash|sh|wsl|schtasks|wmic|reg|sc)$/;

/** Worth handing to the grammars? Cmdlets have a dash and a verb; the rest may be a renamed tool. */
export function isProgram(name: string): boolean {
  if (name === '' || name.length > 512) return false;
  const program = programName(name);
  return toolByName(program) !== undefined || HOSTS.test(program) || !/^[a-z]+-[a-z]/.test(program);
}

/** The command without `&`, and the files of its redirections. */
function wordsAndOutputs(view: TextView, use: CommandUse): { words: CommandWord[]; outputs: string[] } {
  const first = isOperator(use.nodes[0], '&', '.') ? 1 : 0;
  const redirect = use.nodes.findIndex((node) => isOperator(node, '>'));
  const nodes = use.nodes.slice(first, redirect < 0 ? undefined : redirect);
  const outputs = redirect < 0 ? [] : commandWords(view.text, use.nodes.slice(redirect + 1)).slice(0, 1);
  return { words: commandWords(view.text, nodes), outputs: outputs.map(({ text }) => text) };
}

/** Reads one command of a script as a command line, if it is one. */
export function readProgramCommand(draft: RecognitionDraft, view: TextView, use: CommandUse): void {
  const { words, outputs } = wordsAndOutputs(view, use);
  const first = words[0];
  const last = words[words.length - 1];
  if (first === undefined || last === undefined) return;
  const program = programName(use.name);
  if (HOSTS.test(program)) {
    const { text, map } = joinWords(words);
    const layer = draft.addLayer('command', view, { start: first.start, end: last.end, map }, text);
    if (layer !== undefined) draft.readers.windowsCommand(draft, layer);
    return;
  }
  if (toolByName(program) === undefined && toolByShape(words.slice(1)) === undefined) return;
  readCommand(draft, { view, words, inputs: [], outputs }, 'windows', undefined);
}
