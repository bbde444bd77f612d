/** What only one pattern may say: its id, the names of its programs and of its calls. */
import { programName } from '../command-line/program-name.ts';
import { CODE_LANGUAGES } from '../languages/code-languages.ts';
import type { CodeLanguage } from '../languages/reading/code-language.ts';
import { CALL_KINDS, patternCalls } from './compile-script.ts';
import type { CallKind } from './compile-script.ts';
import type { EncryptionPattern, ScriptPattern } from './pattern.ts';
import { className } from './powershell-calls.ts';
import { familiesOf } from './tool-families.ts';

export interface PatternConflict {
  /** The pattern that has to change; of two the later one. */
  readonly id: string;
  /** Keys of the place in its file. */
  readonly path: readonly PropertyKey[];
  readonly message: string;
}

interface Claim {
  /** For comparing: `posix vaultctl`, `python acme.seal`. */
  readonly key: string;
  readonly path: readonly PropertyKey[];
  /** For people: `the program "vaultctl"`. */
  readonly what: string;
}

const LANGUAGES: readonly CodeLanguage[] = CODE_LANGUAGES;

/** Patterns that were told of so far. */
export class PatternClaims {
  readonly #ids = new Set<string>();
  readonly #owners = new Map<string, string>();

  /** Adds a pattern, unless it says what another said before: then it stays out, and all of that is told. */
  add(pattern: EncryptionPattern): readonly PatternConflict[] {
    const { id } = pattern;
    const conflicts: PatternConflict[] = this.#ids.has(id)
      ? [{ id, path: ['id'], message: `the id "${id}" is taken by another pattern` }]
      : [];
    const claims = claimsOf(pattern);
    const told = new Set<string>();
    for (const { key, path, what } of claims) {
      const owner = this.#owners.get(key);
      if (owner === undefined || told.has(what)) continue;
      told.add(what);
      conflicts.push({ id, path, message: `${what} is described by the pattern "${owner}" already` });
    }
    if (conflicts.length > 0) return conflicts;
    this.#ids.add(id);
    for (const { key } of claims) this.#owners.set(key, id);
    return [];
  }
}

function claimsOf({ tool, script }: EncryptionPattern): Claim[] {
  const claims: Claim[] = [];
  for (const [index, written] of (tool?.names ?? []).entries()) {
    const name = programName(written);
    for (const family of tool === undefined ? [] : familiesOf(tool))
      claims.push({
        key: `${family} ${name}`,
        path: ['tool', 'names', index],
        what: `the program "${name}"`,
      });
  }
  if (script === undefined) return claims;
  for (const id of script.languages)
    for (const { written, name, kind } of callsIn(script, id))
      claims.push({
        key: `${id} ${name}`,
        path: ['script', kind, (script[kind] ?? []).indexOf(written)],
        what: `"${written}" in ${id}`,
      });
  return claims;
}

function callsIn(
  script: ScriptPattern,
  id: ScriptPattern['languages'][number],
): { readonly written: string; readonly name: string; readonly kind: CallKind }[] {
  const language = LANGUAGES.find((each) => each.id === id);
  if (language !== undefined) return patternCalls(script, language);
  return CALL_KINDS.flatMap((kind) =>
    (script[kind] ?? []).map((written) => ({ written, name: className(written), kind })),
  );
}
