import type { ToolPattern } from './pattern.ts';

/** How a command line is split into words. */
export type Family = 'windows' | 'posix';

/** Whose command lines the pattern's tool is looked for in. */
export function familiesOf({ platforms }: ToolPattern): readonly Family[] {
  if (platforms === undefined) return ['windows', 'posix'];
  return [...new Set(platforms.map((platform): Family => (platform === 'windows' ? 'windows' : 'posix')))];
}
