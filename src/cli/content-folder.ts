import { fileURLToPath } from 'node:url';

/** A folder of what is shipped beside the program: `stories`, `approvals`. */
export function contentFolder(name: string): string {
  return fileURLToPath(new URL(`../../content/${name}`, import.meta.url));
}
