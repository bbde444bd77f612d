/** Cases of files that `postern hunt --save` wrote, or of logs that are hunted in now. */
import { closeSync, openSync, readSync } from 'node:fs';
import type { HuntSettings } from '../config/hunt-settings.ts';
import type { CaseFileProblem } from '../store/case-problems.ts';
import { readCases } from '../store/read-cases.ts';
import type { StoredCase } from '../store/stored-case.ts';
import { hunt } from './hunt.ts';

/** Of stored ones without what a baseline would be asked. */
export type GatheredCase = Pick<StoredCase, 'facts' | 'encrypts' | 'asked' | 'askedAlso'>;

/** Throws what `readCases` throws. What is damaged is left out and told. */
export async function gatherCases(
  paths: readonly string[],
  settings: HuntSettings,
  onProblem?: (problem: CaseFileProblem, path: string) => void,
): Promise<readonly GatheredCase[]> {
  const cases: GatheredCase[] = [];
  const logs: string[] = [];
  for (const path of paths) {
    if (isCaseFile(path)) {
      await readCases(path, {
        onCase: ({ facts, encrypts, asked, askedAlso }) => cases.push({ facts, encrypts, asked, askedAlso }),
        onProblem: (problem) => onProblem?.(problem, path),
      });
    } else logs.push(path);
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
