/** A POSIX shell that is started: its `-c` text, its standard input, the file that is a substitution. */
import type { TextView } from '../layers/text-view.ts';
import type { RecognitionDraft } from '../recognition-draft.ts';
import type { CommandWord, SimpleCommand } from './command-word.ts';
import { joinWords, wordView } from './command-word.ts';
import { programName } from './program-name.ts';
import { addOutputLayer, staticOutput, substitutedCommands } from './static-output.ts';
import { withoutWrappers } from './wrappers.ts';

export const SHELL = /^(?:sh|bash|zsh|dash|ksh|ksh93|mksh|pdksh|ash|fish|csh|tcsh|rbash|busybox)$/;

const COMMAND_OPTION = /^-[A-Za-z]*c[A-Za-z]*$/;
const DOWNLOADERS = /^(?:curl|wget|fetch|lwp-download|aria2c|nc|ncat|socat)$/;

/** Reads the words, joined by blanks, as one shell text. A text that is a mere substitution is worked out if it can be. */
export function readShellWords(
  draft: RecognitionDraft,
  command: SimpleCommand,
  words: readonly CommandWord[],
  kind: string,
): void {
  const [first] = words;
  const last = words[words.length - 1];
  if (first === undefined || last === undefined) return;
  if (words.length === 1 && readSubstitution(draft, command, first)) return;
  const { text, map } = joinWords(words);
  const layer = draft.addLayer(kind, command.view, { start: first.start, end: last.end, map }, text);
  if (layer !== undefined) draft.readers.posixCommand(draft, layer);
}

/** `eval "$(echo ... | base64 -d)"`: reads what the inner commands print. */
function readSubstitution(draft: RecognitionDraft, command: SimpleCommand, word: CommandWord): boolean {
  const inner = substitutedCommands(wordView(command.view, word));
  const printing = inner?.[inner.length - 1];
  if (printing === undefined) return false;
  readOutputOf(draft, printing);
  return true;
}

/** Reads what `printing` writes as shell text; what cannot be known is told of as opaque. */
function readOutputOf(draft: RecognitionDraft, printing: SimpleCommand): void {
  const output = staticOutput(draft, printing);
  const layer = output === undefined ? undefined : addOutputLayer(draft, output);
  if (layer !== undefined) {
    draft.readers.posixCommand(draft, layer);
    return;
  }
  if (output !== undefined) return;
  const program = programName(withoutWrappers(printing, 'posix').words[0]?.text ?? '');
  if (DOWNLOADERS.test(program)) {
    draft.addTrait('download');
    draft.addTrait('in-memory-execution');
  }
  const first = printing.words[0];
  const last = printing.words[printing.words.length - 1];
  if (first !== undefined && last !== undefined)
    draft.addOpaque('piped-script', printing.view, first.start, last.end);
}

/** Standard input where it can be worked out. */
export function shellInput(draft: RecognitionDraft, command: SimpleCommand): TextView | undefined {
  if (command.stdin?.text !== undefined) return command.stdin.text;
  const output = command.pipedFrom === undefined ? undefined : staticOutput(draft, command.pipedFrom);
  return output === undefined ? undefined : addOutputLayer(draft, output);
}

/** Reads standard input as shell text, where it stands in the text or comes out of a pipe. */
export function readShellInput(draft: RecognitionDraft, command: SimpleCommand): void {
  const inline = command.stdin?.text;
  const printing = inline === undefined ? undefined : substitutedCommands(inline)?.at(-1);
  if (printing !== undefined) readOutputOf(draft, printing);
  else if (inline !== undefined) draft.readers.posixCommand(draft, inline);
  else if (command.pipedFrom !== undefined) readOutputOf(draft, command.pipedFrom);
}

/** `sh -c text`, `bash -s`, `... | sh`, `bash <(...)`; `false` where the shell runs a script file. */
export function readShell(draft: RecognitionDraft, command: SimpleCommand): boolean {
  const { words } = command;
  let at = 1;
  for (; at < words.length; at++) {
    const text = words[at]?.text ?? '';
    if (COMMAND_OPTION.test(text)) {
      const script = words[at + 1];
      // `xargs sh -c` takes the text from its own input.
      if (script === undefined || script.text === '{}') readShellInput(draft, command);
      else readScriptWord(draft, command, script, words.slice(at + 2));
      return true;
    }
    if (!/^[-+]./.test(text)) break;
    if (/^[-+][oO]$/.test(text) || text === '--rcfile' || text === '--init-file') at++;
  }
  const operand = words[at];
  if (
    operand === undefined ||
    /^-[a-z]*s$/.test(words[at - 1]?.text ?? '') ||
    /^(?:-|\/dev\/stdin|\/dev\/fd\/0)$/.test(operand.text)
  ) {
    readShellInput(draft, command);
    return true;
  }
  return readSubstitution(draft, command, operand);
}

function readScriptWord(
  draft: RecognitionDraft,
  command: SimpleCommand,
  script: CommandWord,
  rest: readonly CommandWord[],
): void {
  readShellWords(draft, command, [script], 'shell-command');
  // A sensor that joins arguments loses the quotes: `sh -c openssl enc -k x` can only have been one text.
  if (script.map !== undefined || rest.length === 0 || /\s/.test(script.text)) return;
  draft.withCertainty(0.85, () => readShellWords(draft, command, [script, ...rest], 'shell-command'));
}
