/** Commands that a command starts in a POSIX shell: in its arguments, its input, and the files it writes. */
import { LIMITS } from '../layers/limits.ts';
import type { RecognitionDraft } from '../recognition-draft.ts';
import type { SimpleCommand } from './command-word.ts';
import { wordView } from './command-word.ts';
import { embeddedCommands, hostsCommands } from './embedded-commands.ts';
import { nestedCommands, nestedShellTexts, readsCommandsFromInput, remoteShell } from './nested-shell.ts';
import { splitPosixCommands } from './posix-commands.ts';
import { readShell, readShellInput, readShellWords, shellInput, SHELL } from './run-shell.ts';

type Platform = 'windows' | 'posix';
/** Reads one more command into the same draft. */
export type CommandReader = (command: SimpleCommand, platform: Platform) => void;

/** Arguments of one program that are searched for commands. */
const MOST_HOSTED = 32;
/** Programs that write their input to a file. */
const STORES = /^(?:cat|tee|dd|install)$/;

/** A program word of several words can only be a text for a shell: `parallel 'gpg -c {}'`. */
export function readWholeText(draft: RecognitionDraft, command: SimpleCommand): boolean {
  const [head] = command.words;
  if (head?.map === undefined || !/^[\w./-]+\s+\S/.test(head.text) || command.words.length > 64) return false;
  draft.withCertainty(0.9, () => readShellWords(draft, command, [head], 'shell-text'));
  return true;
}

/** What the arguments start in turn, in shells and by themselves. */
export function readNestedShell(
  draft: RecognitionDraft,
  program: string,
  command: SimpleCommand,
  readCommand: CommandReader,
): boolean {
  const { words } = command;
  if (program === '.' || program === 'source') return readShell(draft, command);
  const shell = program === 'ssh' ? remoteShell(words, (name) => SHELL.test(name)) : undefined;
  if (shell !== undefined) {
    draft.withCertainty(0.85, () => readCommand({ ...command, words: shell }, 'posix'));
    return true;
  }
  const texts = nestedShellTexts(program, words);
  for (const nested of texts)
    draft.withCertainty(nested.certainty, () => readShellWords(draft, command, nested.words, nested.kind));
  const commands = nestedCommands(program, command);
  for (const inner of commands) readCommand(inner, 'posix');
  if (readsCommandsFromInput(program, words)) readShellInput(draft, command);
  if (STORES.test(program)) readStoredScript(draft, command);
  if (hostsCommands(program)) readEmbedded(draft, command);
  if (program === 'openssl' && words.length === 1) readPrompt(draft, command, readCommand);
  return texts.length + commands.length > 0;
}

/** Commands inside the code that another tool is given, on its command line or as its input. */
function readEmbedded(draft: RecognitionDraft, command: SimpleCommand): void {
  const inline = command.stdin?.text;
  const texts = command.words.slice(1, MOST_HOSTED).map((word) => wordView(command.view, word));
  for (const text of inline === undefined ? texts : [...texts, inline])
    for (const view of embeddedCommands(text))
      draft.withCertainty(0.8, () => draft.readers.posixCommand(draft, view));
}

/** `openssl` without arguments takes its commands from its input, one a line (up to 1.1.1, and LibreSSL). */
function readPrompt(draft: RecognitionDraft, command: SimpleCommand, readCommand: CommandReader): void {
  const view = shellInput(draft, command);
  if (view === undefined) return;
  for (const line of splitPosixCommands(view).slice(0, LIMITS.operations)) {
    const start = line.words[0]?.start ?? 0;
    const head = { text: 'openssl', start, end: start, map: [] };
    readCommand({ ...line, words: [head, ...line.words] }, 'posix');
  }
}

/** `cat > run.sh <<EOF`: a script that is written down, to be run later. */
function readStoredScript(draft: RecognitionDraft, command: SimpleCommand): void {
  const text = command.stdin?.text;
  if (text === undefined) return;
  const files = [...command.outputs, ...command.words.slice(1).map((word) => word.text)];
  const shellFile = files.some((file) => /\.(?:sh|bash|zsh|command)$|\/cron|\/rc\.local$/.test(file));
  if (shellFile || /^\s*#![^\n]*sh\b/.test(text.text))
    draft.withCertainty(0.7, () => draft.readers.posixCommand(draft, text));
}
