/** One command: which program it is, whatever wraps it, and who reads its arguments. */
import { LIMITS } from '../layers/limits.ts';
import type { TextView } from '../layers/text-view.ts';
import type { RecognitionDraft } from '../recognition-draft.ts';
import { toolByName, toolByShape } from '../tools/find-tool.ts';
import type { Tool, ToolArguments } from '../tools/tool.ts';
import { cmdTail, splitCmdCommands } from './cmd-commands.ts';
import type { SimpleCommand } from './command-word.ts';
import { wordOffset } from './command-word.ts';
import { readInlineCode } from './interpreters.ts';
import { nestedCommands, nestedShellTexts, readsCommandsFromInput, remoteShell } from './nested-shell.ts';
import { splitPosixCommands } from './posix-commands.ts';
import { hasEncodedCommandShape, readPowershellArguments } from './powershell-arguments.ts';
import { programName } from './program-name.ts';
import { readShell, readShellInput, readShellWords, shellInput, SHELL } from './run-shell.ts';
import { splitWindowsWords } from './windows-words.ts';
import { withoutWrappers } from './wrappers.ts';

type Platform = 'windows' | 'posix';

const POWERSHELL = /^(?:powershell|pwsh|powershell_ise|pwsh-preview)$/;
const CMD = /^(?:cmd|comspec)$/;
const SECRET_VARIABLE = /^\w*(?:PASS|PW|SECRET|TOKEN|KEY)\w*=/i;
/** Programs that write their input to a file. */
const STORES = /^(?:cat|tee|dd|install)$/;
/** A command line inside an argument: `schtasks /tr "powershell -enc ..."`. */
const NESTED = /(?:^|[\s"'`(=\\/])((?:powershell|pwsh|cmd)(?:\.exe)?["']?\s+["']?[-/–—―])/i;

function readTool(draft: RecognitionDraft, tool: Tool, given: ToolArguments, sureness: number): boolean {
  const reading = tool.read(given);
  if (reading === undefined) return false;
  const { command, words } = given;
  for (const { word, start, end } of reading.secrets ?? []) {
    const argument = words[word];
    if (argument !== undefined && end > start)
      draft.addSecret(command.view, wordOffset(argument, start), wordOffset(argument, end - 1) + 1);
  }
  for (const assignment of command.assignments ?? []) {
    const name = SECRET_VARIABLE.exec(assignment.text)?.[0];
    if (name !== undefined && name.length < assignment.text.length)
      draft.addSecret(command.view, wordOffset(assignment, name.length), assignment.end);
  }
  if (reading.class === 'none') return true;
  const first = command.words[0]?.start ?? 0;
  const last = command.words[command.words.length - 1]?.end ?? first;
  draft.addOperation(command.view, [[first, last]], {
    rule: reading.form === undefined ? `tool/${tool.id}` : `tool/${tool.id}-${reading.form}`,
    tool: tool.names[0] ?? tool.id,
    class: reading.class,
    direction: reading.direction ?? 'unknown',
    algorithm: reading.algorithm,
    keySource: reading.keySource ?? 'unknown',
    tier: reading.tier ?? 3,
    confidence: (reading.confidence ?? 0.95) * sureness,
    inputs: reading.inputs ?? command.inputs,
    outputs: reading.outputs ?? command.outputs,
    reason:
      sureness < 1 ? `${reading.reason} (recognised by its arguments, not by its name)` : reading.reason,
  });
  return true;
}

/** Reads one command and what it starts in turn. `image` is the program the sensor saw, if it said so. */
export function readCommand(
  draft: RecognitionDraft,
  given: SimpleCommand,
  platform: Platform,
  image: string | undefined,
): void {
  draft.enterCommand(() => readProgram(draft, given, platform, image));
}

function readProgram(
  draft: RecognitionDraft,
  given: SimpleCommand,
  platform: Platform,
  image: string | undefined,
): void {
  const command = withoutWrappers(given, platform);
  const head = command.words[0];
  if (head === undefined) return;
  const called = programName(head.text);
  const seen = image === undefined ? called : programName(image);
  const program = isKnown(seen) ? seen : called;
  const words = command.words.slice(1);
  if (POWERSHELL.test(program)) {
    readPowershellArguments(draft, command.view, words);
    return;
  }
  if (CMD.test(program)) {
    const tail = cmdTail(command.view, head.end);
    if (tail !== undefined) readCmdText(draft, tail);
    return;
  }
  if (SHELL.test(program) && readShell(draft, command)) return;
  if (readInlineCode(draft, program, command)) return;
  const nests = platform === 'posix' && readNestedShell(draft, program, command);
  const tool = toolByName(program);
  // A variable that is named after a tool is a guess.
  const sureness = /^["']?[$%]/.test(head.text) && seen === called ? 0.8 : 1;
  if (tool !== undefined && readTool(draft, tool, { program, words, command, platform }, sureness)) return;
  const shaped = toolByShape(words);
  if (shaped !== undefined && readTool(draft, shaped, { program, words, command, platform }, 0.65)) return;
  if (hasEncodedCommandShape(words)) {
    draft.withCertainty(0.8, () => readPowershellArguments(draft, command.view, words));
    return;
  }
  if (!nests) readNested(draft, command, platform);
}

function isKnown(program: string): boolean {
  return (
    POWERSHELL.test(program) || CMD.test(program) || SHELL.test(program) || toolByName(program) !== undefined
  );
}

/** What the arguments start in turn, in shells and by themselves. */
function readNestedShell(draft: RecognitionDraft, program: string, command: SimpleCommand): boolean {
  const { words } = command;
  if (program === '.' || program === 'source') return readShell(draft, command);
  const shell = program === 'ssh' ? remoteShell(words, (name) => SHELL.test(name)) : undefined;
  if (shell !== undefined) {
    draft.withCertainty(0.85, () => readCommand(draft, { ...command, words: shell }, 'posix', undefined));
    return true;
  }
  const texts = nestedShellTexts(program, words);
  for (const nested of texts)
    draft.withCertainty(nested.certainty, () => readShellWords(draft, command, nested.words, nested.kind));
  const commands = nestedCommands(program, command);
  for (const inner of commands) readCommand(draft, inner, 'posix', undefined);
  if (readsCommandsFromInput(program, words)) readShellInput(draft, command);
  if (STORES.test(program)) readStoredScript(draft, command);
  if (program === 'openssl' && words.length === 1) readPrompt(draft, command);
  return texts.length + commands.length > 0;
}

/** `openssl` without arguments takes its commands from its input, one a line (up to 1.1.1, and LibreSSL). */
function readPrompt(draft: RecognitionDraft, command: SimpleCommand): void {
  const view = shellInput(draft, command);
  if (view === undefined) return;
  for (const line of splitPosixCommands(view).slice(0, LIMITS.operations)) {
    const start = line.words[0]?.start ?? 0;
    const head = { text: 'openssl', start, end: start, map: [] };
    readCommand(draft, { ...line, words: [head, ...line.words] }, 'posix', undefined);
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

/** Another program is given a command line to run, to schedule or to store. */
function readNested(draft: RecognitionDraft, command: SimpleCommand, platform: Platform): void {
  const { words, view } = command;
  for (let index = 1; index < words.length; index++) {
    const word = words[index];
    if (word === undefined) return;
    const name = programName(word.text);
    if (POWERSHELL.test(name) || CMD.test(name) || (word.map === undefined && isShellCall(words, index))) {
      const inner = { ...command, words: words.slice(index) };
      draft.withCertainty(0.9, () => readCommand(draft, inner, platform, undefined));
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

/** Reads a text as cmd.exe would run it. */
export function readCmdText(draft: RecognitionDraft, view: TextView): void {
  for (const command of splitCmdCommands(draft, view).slice(0, LIMITS.operations))
    readCommand(draft, command, 'windows', undefined);
}

/** Reads a command line of one Windows process. */
export function readWindowsLine(draft: RecognitionDraft, view: TextView, image?: string): void {
  const words = splitWindowsWords(view.text);
  if (words.length > 0) readCommand(draft, { view, words, inputs: [], outputs: [] }, 'windows', image);
}
