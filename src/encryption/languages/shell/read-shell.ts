/** Reads a POSIX shell text, from one command to a whole script: every command, with the variables it sets itself. */
import type { SimpleCommand } from '../../command-line/command-word.ts';
import { splitPosixCommands } from '../../command-line/posix-commands.ts';
import { readCommand } from '../../command-line/read-command.ts';
import { LIMITS } from '../../layers/limits.ts';
import type { TextView } from '../../layers/text-view.ts';
import type { RecognitionDraft } from '../../recognition-draft.ts';
import { ShellVariables } from './shell-variables.ts';
import { withSubstitutions } from './word-substitutions.ts';

/** Reads `view` as shell text into the draft; `image` applies to a text that is one command. */
export function readShellText(draft: RecognitionDraft, view: TextView, image?: string): void {
  const commands = splitPosixCommands(view).slice(0, LIMITS.commands);
  const variables = new ShellVariables((steps) => draft.spendFoldWork(steps));
  const expanded = new Map<SimpleCommand, SimpleCommand>();
  for (const command of commands) {
    const source = command.pipedFrom === undefined ? undefined : expanded.get(command.pipedFrom);
    const full = withSubstitutions(draft, variables.expand(command), variables);
    const piped =
      source === undefined || source === command.pipedFrom ? full : { ...full, pipedFrom: source };
    expanded.set(command, piped);
    readCommand(draft, piped, 'posix', commands.length === 1 ? image : undefined);
  }
}
