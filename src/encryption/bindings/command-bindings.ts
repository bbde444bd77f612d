/**
 * PowerShell 4103: the rendered `CommandInvocation` and `ParameterBinding` lines of one pipeline.
 *
 * Values are not escaped, so a value ends at the quote that is followed by a line which can only be the next heading or
 * by the end of the text; quotes and line breaks inside belong to it.
 */

/** One bound parameter. Offsets are those of the value, quotes excluded. */
export interface Binding {
  readonly parameter: string;
  readonly value: string;
  readonly start: number;
  readonly end: number;
}

export interface BoundCommand {
  readonly command: string;
  readonly bindings: readonly Binding[];
}

const HEADING =
  /^(CommandInvocation|ParameterBinding|NonTerminatingError|TerminatingError)\(([^)\n]{1,256})\): /;
const BINDING = /^ParameterBinding\(([^)\n]{1,256})\): name="([^"\n]{0,256})"; value="/;

/** Does a heading start at `at`? Then its whole first line up to the value. */
function headingAt(text: string, at: number): RegExpExecArray | null {
  return HEADING.exec(text.slice(at, at + 600));
}

/** Offset of the quote that closes a value beginning at `start`. */
function valueEnd(text: string, start: number): number {
  for (let quote = text.indexOf('"', start); quote >= 0; quote = text.indexOf('"', quote + 1)) {
    let next = quote + 1;
    if (text.charAt(next) === '\r') next++;
    const atEnd = next >= text.length || text.slice(next, next + 8).trim() === '';
    if (atEnd && next + 8 >= text.length) return quote;
    if (text.charAt(next) !== '\n') continue;
    if (headingAt(text, next + 1) !== null) return quote;
  }
  return text.length;
}

/** Reads the text into commands in their order; lines that fit nothing are skipped. */
export function readCommandBindings(text: string): BoundCommand[] {
  const commands: { command: string; bindings: Binding[] }[] = [];
  const latest = new Map<string, { command: string; bindings: Binding[] }>();
  const open = (command: string): { command: string; bindings: Binding[] } => {
    const opened = { command, bindings: [] };
    commands.push(opened);
    latest.set(command, opened);
    return opened;
  };
  let at = 0;
  while (at < text.length) {
    const binding = BINDING.exec(text.slice(at, at + 600));
    let from = at;
    if (binding === null) {
      const heading = headingAt(text, at);
      if (heading?.[1] === 'CommandInvocation') open(heading[2] ?? '');
    } else {
      const [whole, command = '', parameter = ''] = binding;
      const start = at + whole.length;
      const end = valueEnd(text, start);
      (latest.get(command) ?? open(command)).bindings.push({
        parameter,
        value: text.slice(start, end),
        start,
        end,
      });
      from = end;
    }
    const line = text.indexOf('\n', from);
    at = line < 0 ? text.length : line + 1;
  }
  return commands;
}
