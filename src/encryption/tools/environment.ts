import type { ToolArguments } from './tool.ts';

/** Value of `NAME=value` before the program, or `undefined`. Names are compared as written. */
export function assigned({ command }: Pick<ToolArguments, 'command'>, name: RegExp): string | undefined {
  for (const { text } of command.assignments ?? []) {
    const equals = text.indexOf('=');
    if (name.test(text.slice(0, equals))) return text.slice(equals + 1);
  }
  return undefined;
}
