/** What the schema found, in words and with its place. */
import type { z } from 'zod';
import { closestWord } from '../../event/closest-word.ts';
import { keysAt } from './approval-json-schema.ts';
import type { KeyPath } from './located-text.ts';

export interface LocatedMessage {
  readonly path: KeyPath;
  readonly message: string;
}

/** What people try to bind an approval to, and why it is not there. */
const ARGUMENTS = new Set(['commandLine', 'commandline', 'command', 'arguments', 'args', 'argv', 'cmdline']);

/** `below` is the path of what was checked. */
export function describeIssue(issue: z.core.$ZodIssue, below: KeyPath): readonly LocatedMessage[] {
  const path = [...below, ...issue.path];
  if (issue.code === 'invalid_union') {
    // One value or a list of them: what is wrong with the one that was meant.
    const meant = issue.errors.toSorted((a, b) => depth(b) - depth(a))[0] ?? [];
    if (meant.length === 0) return [{ path, message: issue.message }];
    return meant.flatMap((inner) => describeIssue(inner, path));
  }
  if (issue.code !== 'unrecognized_keys') return [{ path, message: issue.message }];
  const keys = keysAt(path);
  return issue.keys.map((key) => {
    const near = closestWord(key, keys);
    const hint = near === undefined ? `known here: ${keys.join(', ')}` : `did you mean ${near}?`;
    const why = ARGUMENTS.has(key) ? 'approvals do not ask for arguments, because anyone can add one' : hint;
    return { path: [...path, key], message: `unknown key "${key}"; ${why}` };
  });
}

/** A wrong type says that this alternative was not meant. */
function depth(issues: readonly z.core.$ZodIssue[]): number {
  return Math.max(
    0,
    ...issues.map(({ code, path }) => (code === 'invalid_type' && path.length === 0 ? 0 : 1 + path.length)),
  );
}
