/* oxlint-disable vitest/valid-title, vitest/no-disabled-tests, vitest/no-conditional-tests -- this file makes suites for others and skips them where there is no data */
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, it } from 'vitest';

const checkout = fileURLToPath(new URL('..', import.meta.url));

/**
 * The absolute path of a recording or folder of the real data, or `undefined` where this machine has none.
 * Looked for under `POSTERN_DATA`, else under `../shared/data` beside the checkout. `relative` uses `/`.
 */
export function realData(relative: string): string | undefined {
  const root = process.env['POSTERN_DATA'] ?? join(checkout, '..', 'shared', 'data');
  const path = join(root, ...relative.split('/'));
  return existsSync(path) ? path : undefined;
}

/**
 * A `describe` over real data. `tests` gets the absolute path. Where the data is absent one skipped test stands in
 * its place and a warning names what was not proven, so that a green run never hides it.
 *
 * @example describeWithData('EVTX of real attacks', 'evtx/sigma-regression.tar.gz', (path) => { it(...) });
 */
export function describeWithData(name: string, relative: string, tests: (path: string) => void): void {
  const path = realData(relative);
  if (path !== undefined) {
    describe(name, () => {
      tests(path);
    });
    return;
  }
  const reason = `real data ${relative} is absent (set POSTERN_DATA to the folder that holds it)`;
  // oxlint-disable-next-line no-console -- the skip must be seen in the run's own output
  console.warn(`SKIPPED: ${name}: ${reason}`);
  describe(name, () => {
    it.skip(reason, () => {});
  });
}
