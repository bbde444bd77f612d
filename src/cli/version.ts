import { readFileSync } from 'node:fs';

/** Version of the installed package; the same two levels up from `src/cli` and `dist/cli`. */
export const VERSION: string = (
  JSON.parse(readFileSync(new URL('../../package.json', import.meta.url), 'utf8')) as { version: string }
).version;
