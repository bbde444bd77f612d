/**
 * The starting set: reviewed YAML and, beside it, what was made of it. Reading the YAML with its schema takes a third of a
 * second, longer than many a hunt; reading the result takes about a millisecond.
 */
import { createHash } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Approval } from '../../baseline/approvals/approval.ts';
import type { ApprovalReading } from './read-approvals.ts';

/** Beside the YAML; written by the test of the starting set. */
const COMPILED = 'starting-set.json';

interface CompiledSet {
  /** Digest of the files it was made of. */
  readonly madeOf: string;
  readonly approvals: readonly Approval[];
}

/** Every approval of the folder, those of packs included. Files that were changed since they were compiled are read anew. */
export async function loadStartingSet(folder: string): Promise<ApprovalReading> {
  const [madeOf, compiled] = await Promise.all([digestOf(folder), compiledIn(folder)]);
  if (compiled?.madeOf === madeOf) return { approvals: compiled.approvals, problems: [] };
  const { loadApprovals } = await import('./load-approvals.ts');
  return loadApprovals([folder]);
}

/** The text of the compiled file, one approval a line. */
export async function compiledSetText(folder: string, approvals: readonly Approval[]): Promise<string> {
  const lines = approvals.map((approval) => JSON.stringify(approval));
  return `{"madeOf":"${await digestOf(folder)}","approvals":[\n${lines.join(',\n')}\n]}\n`;
}

export function compiledSetPath(folder: string): string {
  return join(folder, COMPILED);
}

async function compiledIn(folder: string): Promise<CompiledSet | undefined> {
  try {
    return JSON.parse(await readFile(compiledSetPath(folder), 'utf8')) as CompiledSet;
  } catch {
    return undefined;
  }
}

/** Line ends are left out of it: a checkout may change them. */
async function digestOf(folder: string): Promise<string> {
  const names = (await readdir(folder)).filter((name) => /\.ya?ml$/.test(name)).sort();
  const texts = await Promise.all(names.map((name) => readFile(join(folder, name), 'utf8')));
  const digest = createHash('sha256');
  for (const [at, name] of names.entries())
    digest.update(`${name}\n${texts[at]?.replaceAll('\r\n', '\n') ?? ''}\n`);
  return digest.digest('hex');
}
