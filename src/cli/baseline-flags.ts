/** Which baseline is judged with, and the secret it was learned with. */
import { readFile } from 'node:fs/promises';
import { dirname, resolve } from 'node:path';
import { UsageError } from '../config/usage-error.ts';
import type { StoredBaseline } from '../store/baseline-file.ts';
import { configOf } from './config-of.ts';

export interface BaselineFlags {
  readonly config?: string;
  readonly baseline?: string;
  readonly secretFile?: string;
}

export const SECRET_FILE_FLAG = {
  kind: 'parsed',
  parse: String,
  optional: true,
  placeholder: 'FILE',
  brief: "File of the site's secret text that baselines are learned with, so that nobody can forge one",
} as const;

export const BASELINE_FLAGS = {
  baseline: {
    kind: 'parsed',
    parse: String,
    optional: true,
    placeholder: 'FILE',
    brief: 'Judge with what `postern learn` wrote into FILE',
  },
  secretFile: SECRET_FILE_FLAG,
} as const;

/**
 * The baseline of the flags, else of the configuration; `undefined` without any. What reads it is loaded only where there is
 * one. @throws UsageError when it cannot be used: a hunt that silently knows nothing would raise everything.
 */
export async function learnedOf(flags: BaselineFlags): Promise<StoredBaseline | undefined> {
  const { baseline } = await configOf(flags.config);
  const folder = dirname(flags.config ?? '.');
  const path = flags.baseline ?? (baseline.file === undefined ? undefined : resolve(folder, baseline.file));
  return path === undefined ? undefined : loadBaseline(path, await secretOf(flags));
}

/** @throws UsageError */
export async function loadBaseline(path: string, secret: string): Promise<StoredBaseline> {
  const { BaselineFileError, readBaseline } = await import('../store/baseline-file.ts');
  try {
    return await readBaseline(path, secret);
  } catch (error) {
    if (error instanceof BaselineFileError) throw new UsageError(error.message, { cause: error });
    throw error;
  }
}

/** The text of the secret file without its last line feed; empty without one. @throws UsageError */
export async function secretOf(flags: Pick<BaselineFlags, 'config' | 'secretFile'>): Promise<string> {
  const { baseline } = await configOf(flags.config);
  const folder = dirname(flags.config ?? '.');
  const path =
    flags.secretFile ??
    (baseline.secretFile === undefined ? undefined : resolve(folder, baseline.secretFile));
  if (path === undefined) return '';
  let text: string;
  try {
    text = (await readFile(path, 'utf8')).trimEnd();
  } catch (error) {
    throw new UsageError(`The secret file ${path} cannot be read.`, { cause: error });
  }
  if (text === '')
    throw new UsageError(`The secret file ${path} is empty; write a long random text into it.`);
  return text;
}
