/** One command: which program it is, whatever wraps it, and who reads its arguments. */
import { LIMITS } from '../layers/limits.ts';
import type { TextView } from '../layers/text-view.ts';
import { launchedScript } from '../patterns/launched-script.ts';
import type { RecognitionDraft } from '../recognition-draft.ts';
import { toolByName, toolByShape } from '../tools/find-tool.ts';
import type { Tool } from '../tools/tool.ts';
import { cmdTail, isCmdText, splitCmdCommands } from './cmd-commands.ts';
import type { SimpleCommand } from './command-word.ts';
import { readHeldLines, readHypertext, readNested } from './held-commands.ts';
import { readCodeByShape, readInlineCode } from './interpreters.ts';
import { CMD, isKnown, POWERSHELL } from './known-program.ts';
import { hasEncodedCommandShape, readPowershellArguments } from './powershell-arguments.ts';
import { programName } from './program-name.ts';
import { readTool } from './read-tool.ts';
import { readShell, SHELL } from './run-shell.ts';
import { readNestedShell, readWholeText } from './started-commands.ts';
import { splitWindowsWords } from './windows-words.ts';
import { withoutWrappers } from './wrappers.ts';

type Platform = 'windows' | 'posix';

/** Their arguments are PowerShell's, whatever they look like. */
const CMDLET =
  /^(?:add|convertfrom|convertto|export|get|import|invoke|new|out|register|set|start|write)-[a-z]+$/;

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
  const own = (name: string): Tool | undefined => draft.patterns.tool(name, platform);
  const program = isKnown(seen) || own(seen) !== undefined ? seen : called;
  const words = command.words.slice(1);
  // A script or archive that a pattern names is the program, whoever runs it.
  const script = launchedScript(program, words, (name) => own(name) !== undefined);
  const launched = script === undefined ? undefined : own(script.program);
  if (script !== undefined && launched !== undefined) {
    const given = { program: script.program, words: script.words, command, platform };
    if (readTool(draft, launched, given, 1)) return;
  }
  // Many tools are scripts, and every log names their interpreter: `/usr/bin/python3 /usr/bin/ansible-vault encrypt x`.
  const installed = launchedScript(program, words, (name) => toolByName(name) !== undefined, 1);
  const known = installed === undefined ? undefined : toolByName(installed.program);
  if (installed !== undefined && known !== undefined) {
    const given = { program: installed.program, words: installed.words, command, platform };
    if (readTool(draft, known, given, 1)) return;
  }
  if (POWERSHELL.test(program)) {
    readPowershellArguments(draft, command.view, words);
    return;
  }
  if (CMD.test(program)) {
    const tail = cmdTail(command.view, head.end) ?? echoedText(command);
    if (tail !== undefined) readCmdText(draft, tail);
    return;
  }
  if (program === 'mshta' && readHypertext(draft, command)) return;
  if (SHELL.test(program) && readShell(draft, command)) return;
  if (readInlineCode(draft, program, command)) return;
  if (platform === 'posix' && readWholeText(draft, command)) return;
  const read = (inner: SimpleCommand, of: Platform): void => readCommand(draft, inner, of, undefined);
  const nests = (platform === 'posix' || program === 'ssh') && readNestedShell(draft, program, command, read);
  const tool = toolByName(program);
  // A variable that is named after a tool is a guess.
  const sureness = /^["']?[$%]/.test(head.text) && seen === called ? 0.8 : 1;
  if (tool !== undefined && readTool(draft, tool, { program, words, command, platform }, sureness)) return;
  const pattern = own(program);
  if (pattern !== undefined && readTool(draft, pattern, { program, words, command, platform }, sureness))
    return;
  if (tool === undefined && readCodeByShape(draft, command)) return;
  const shaped =
    tool !== undefined || CMDLET.test(program)
      ? undefined
      : (toolByShape(words) ?? draft.patterns.toolByShape(words, platform));
  if (shaped !== undefined && readTool(draft, shaped, { program, words, command, platform }, 0.65)) return;
  if (hasEncodedCommandShape(words)) {
    draft.withCertainty(0.8, () => readPowershellArguments(draft, command.view, words));
    return;
  }
  readHeldLines(draft, program, command);
  if (!nests) readNested(draft, command, platform, read);
}

/** Reads a text as cmd.exe would run it. */
export function readCmdText(draft: RecognitionDraft, view: TextView): void {
  for (const command of splitCmdCommands(draft, view).slice(0, LIMITS.commands))
    readCommand(draft, command, 'windows', undefined);
}

/** `echo dir | cmd`: the text that is the input. */
function echoedText({ pipedFrom, words }: SimpleCommand): TextView | undefined {
  const [echo, first] = pipedFrom?.words ?? [];
  if (pipedFrom === undefined || first === undefined || words.some(({ text }) => /^[/-][ckr]/i.test(text)))
    return undefined;
  return /^@?echo\.?$/i.test(echo?.text ?? '')
    ? pipedFrom.view.part(first.start, pipedFrom.view.text.length)
    : undefined;
}

/**
 * Reads a command line of one Windows process; where nobody saw the process it may be a text for cmd.exe as well.
 */
export function readWindowsLine(draft: RecognitionDraft, view: TextView, image?: string): void {
  const words = splitWindowsWords(view.text);
  const [head] = words;
  if (head === undefined) return;
  const program = programName(head.text);
  const own = POWERSHELL.test(program) || (CMD.test(program) && !/^[^"]{0,200}\/\^/.test(view.text));
  if (image === undefined && !own && isCmdText(view.text)) readCmdText(draft, view);
  else readCommand(draft, { view, words, inputs: [], outputs: [] }, 'windows', image);
}
