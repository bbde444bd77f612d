/** Reads the text of one pattern file. Everything wrong with it is a located problem, never an exception. */
import type { z } from 'zod';
import { PATTERN_LIMITS } from '../../encryption/patterns/pattern.ts';
import type { EncryptionPattern } from '../../encryption/patterns/pattern.ts';
import { patternConflicts } from '../../encryption/patterns/pattern-conflicts.ts';
import { closestWord } from '../../event/closest-word.ts';
import { LocatedDocument } from './located-document.ts';
import type { FileProblem } from './located-document.ts';
import { patternKeysAt } from './pattern-json-schema.ts';
import { patternSchema } from './pattern-schema.ts';

export type PatternReading =
  | {
      readonly pattern: EncryptionPattern;
      readonly problems: readonly [];
      /** Places a later problem of this pattern, such as a conflict with another. */
      readonly problem: (path: readonly PropertyKey[], message: string) => FileProblem;
    }
  | { readonly pattern: undefined; readonly problems: readonly FileProblem[] };

const MOST_PROBLEMS = 50;

/** Reads YAML text into a checked pattern that contradicts nothing built in. `source` names the file in problems. */
export function readPattern(text: string, source: string): PatternReading {
  if (text.length > PATTERN_LIMITS.file)
    return failed([
      { source, line: undefined, path: '', message: `is longer than ${PATTERN_LIMITS.file} characters` },
    ]);
  const document = new LocatedDocument(text, source);
  if (document.problems.length > 0) return failed(document.problems);
  const parsed = patternSchema.safeParse(document.value);
  if (!parsed.success)
    return failed(
      parsed.error.issues
        .flatMap(describeIssue)
        .slice(0, MOST_PROBLEMS)
        .map(({ path, message }) => document.problem(path, message)),
    );
  const conflicts = patternConflicts([parsed.data]);
  if (conflicts.length > 0)
    return failed(
      conflicts.slice(0, MOST_PROBLEMS).map(({ path, message }) => document.problem(path, message)),
    );
  return {
    pattern: parsed.data,
    problems: [],
    problem: (path, message) => document.problem(path, message),
  };
}

function failed(problems: readonly FileProblem[]): PatternReading {
  return { pattern: undefined, problems };
}

interface LocatedMessage {
  readonly path: readonly PropertyKey[];
  readonly message: string;
}

function describeIssue(issue: z.core.$ZodIssue): readonly LocatedMessage[] {
  if (issue.code !== 'unrecognized_keys') return [{ path: issue.path, message: issue.message }];
  const known = patternKeysAt(issue.path);
  return issue.keys.slice(0, MOST_PROBLEMS).map((key) => {
    const meant = closestWord(key, known);
    const hint = meant === undefined ? `known keys: ${known.join(', ')}` : `did you mean "${meant}"?`;
    const shown = key.length > 64 ? `${key.slice(0, 64)}…` : key;
    return { path: [...issue.path, shown], message: `unknown key "${shown}"; ${hint}` };
  });
}
