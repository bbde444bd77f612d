/** Finds and reads pattern files. */
import { readdir, readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { PATTERN_LIMITS } from '../../encryption/patterns/pattern.ts';
import type { EncryptionPattern } from '../../encryption/patterns/pattern.ts';
import { PatternClaims } from '../../encryption/patterns/pattern-claims.ts';
import type { FileProblem } from './located-document.ts';
import { readPattern } from './read-pattern.ts';

export interface LoadedPatterns {
  /** By path, so that the order does not depend on the file system; they contradict nothing and each other nowhere. */
  readonly patterns: readonly EncryptionPattern[];
  readonly problems: readonly FileProblem[];
}

/** Reads files and, below directories, every `.yaml` and `.yml`. One bad pattern does not stop the others. */
export async function loadPatterns(paths: readonly string[]): Promise<LoadedPatterns> {
  const problems: FileProblem[] = [];
  const patterns: EncryptionPattern[] = [];
  const claims = new PatternClaims();
  for (const file of await filesOf(paths, problems)) {
    const text = await textOf(file);
    if (text === undefined) {
      problems.push(problem(file, 'cannot be read'));
      continue;
    }
    const reading = readPattern(text, file);
    problems.push(...reading.problems);
    if (reading.pattern === undefined) continue;
    if (patterns.length >= PATTERN_LIMITS.patterns) {
      problems.push(reading.problem([], `is left out: ${PATTERN_LIMITS.patterns} patterns are the most`));
      continue;
    }
    const conflicts = claims.add(reading.pattern);
    if (conflicts.length === 0) patterns.push(reading.pattern);
    else problems.push(...conflicts.map(({ path, message }) => reading.problem(path, message)));
  }
  return { patterns, problems };
}

async function filesOf(paths: readonly string[], problems: FileProblem[]): Promise<readonly string[]> {
  const files = new Set<string>();
  for (const path of paths) {
    for (const file of await filesBelow(path, problems)) {
      if (files.size >= PATTERN_LIMITS.files) {
        problems.push(problem(path, `holds more than ${PATTERN_LIMITS.files} files; the rest is not read`));
        return [...files];
      }
      files.add(file);
    }
  }
  return [...files];
}

async function filesBelow(path: string, problems: FileProblem[]): Promise<readonly string[]> {
  const facts = await stat(path).catch(() => undefined);
  if (facts === undefined) {
    problems.push(problem(path, 'does not exist or cannot be read'));
    return [];
  }
  if (!facts.isDirectory()) return [path];
  const entries = await readdir(path, { recursive: true });
  const files = entries.filter((entry) => /\.ya?ml$/.test(entry)).sort();
  if (files.length === 0) problems.push(problem(path, 'holds no .yaml file'));
  return files.map((entry) => join(path, entry));
}

/** A file that is far too long is not read at all; its reading then says so. */
async function textOf(file: string): Promise<string | undefined> {
  try {
    const facts = await stat(file);
    if (!facts.isFile()) return undefined;
    if (facts.size > PATTERN_LIMITS.file * 4) return ' '.repeat(PATTERN_LIMITS.file + 1);
    return await readFile(file, 'utf8');
  } catch {
    return undefined;
  }
}

function problem(source: string, message: string): FileProblem {
  return { source, line: undefined, path: '', message };
}
