import type { CommandWord } from '../command-line/command-word.ts';
import { TOOLS } from './tools.ts';
import type { Tool } from './tool.ts';

const BY_NAME: ReadonlyMap<string, Tool> = new Map(
  TOOLS.flatMap((tool: Tool) => tool.names.map((name) => [name, tool] as const)),
);
const SHAPED: readonly Tool[] = TOOLS.filter((tool: Tool) => tool.shape !== undefined);

/** Every name a tool is known by, for the text gate. */
export const TOOL_NAMES: readonly string[] = [...BY_NAME.keys()];

/** The tool of this program name. */
export function toolByName(program: string): Tool | undefined {
  return BY_NAME.get(program);
}

/** The tool whose arguments these can only be, whatever the program is called. */
export function toolByShape(words: readonly CommandWord[]): Tool | undefined {
  return SHAPED.find((tool) => tool.shape?.(words) === true);
}
