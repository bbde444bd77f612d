/** Cases of files that `postern hunt --save` wrote, or of logs that are hunted in now. */
import { closeSync, openSync, readSync } from 'node:fs';
import type { HuntSettings } from '../config/hunt-settings.ts';
import { readCases } from '../store/case-file.ts';
import type { StoredCase } from '../store/stored-case.ts';
import { hunt } from './hunt.ts';

export type GatheredCase = Pick<StoredCase, 'facts' | 'encrypts' | 'asked' | 'askedAlso'>;

/** Throws what `readCases` throws. Lines that are no cases are left out. */
export async function gatherCases(
  paths: readonly string[],
  settings: HuntSettings,
): Promise<readonly GatheredCase[]> {
  const cases: GatheredCase[] = [];
  const logs: string[] = [];
  for (const path of paths) {
    if (isCaseFile(path)) await readCases(path, { onCase: ({ stored }) => cases.push(stored) });
    else logs.push(path);
  }
  if (logs.length > 0) {
    await hunt({
      paths: logs,
      settings,
      showSecrets: false,
      onHost: ({ judged }) => cases.push(...judged.map((one) => one.case)),
    });
  }
  return cases;
}

const MAGIC = '{"postern":"cases"';

function isCaseFile(path: string): boolean {
  const head = Buffer.alloc(MAGIC.length);
  try {
    const file = openSync(path, 'r');
    try {
      return readSync(file, head, 0, head.length, 0) === head.length && head.toString('latin1') === MAGIC;
    } finally {
      closeSync(file);
    }
  } catch {
    return false;
  }
}
