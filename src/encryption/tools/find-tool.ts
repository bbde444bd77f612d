import type { CommandWord } from '../command-line/command-word.ts';
import { TOOLS } from './tools.ts';
import type { Tool } from './tool.ts';

const BY_NAME: ReadonlyMap<string, Tool> = new Map(
  TOOLS.flatMap((tool: Tool) => tool.names.map((name) => [name, tool] as const)),
);
const SHAPED: readonly Tool[] = TOOLS.filter((tool: Tool) => tool.shape !== undefined);

function gateWords(tools: readonly Tool[]): string[] {
  return [...new Set(tools.flatMap((tool) => tool.gate ?? tool.names))];
}

/** Words of which one must stand in a text for a tool that encrypts to be in it; for the text gates. */
export const TOOL_NAMES: readonly string[] = gateWords(TOOLS.filter((tool: Tool) => tool.encrypts !== false));

/** The same for command lines: hashes, encoders and packers too, and what runs or unwraps a hidden text. */
export const COMMAND_WORDS: readonly string[] = [
  ...gateWords(TOOLS),
  ...'bash zsh dash ksh ash fish eval xxd rev busybox'.split(' '),
];

/** The tool of this program name. */
export function toolByName(program: string): Tool | undefined {
  return BY_NAME.get(program);
}

/** The tool whose arguments these can only be, whatever the program is called. */
export function toolByShape(words: readonly CommandWord[]): Tool | undefined {
  return SHAPED.find((tool) => tool.shape?.(words) === true);
}
