/** Names of calls: from the way a pattern writes them to the way the readers of each language know them. */
import { canonicalModule } from '../languages/reading/canonical-module.ts';
import type { CodeLanguage } from '../languages/reading/code-language.ts';
import type { ScriptPattern } from './pattern.ts';

/** The readers know a call by the last three parts of its name. */
const COMPARED = 3;
/** Parts that stand in too many scripts to be looked for before reading. */
const COMMON = new Set(
  'new function cipher run call bytes path decode encode encrypt decrypt loads decompress parse apply exec from open create init file data text string'.split(
    ' ',
  ),
);

/** `Acme::Vault->seal`, `Acme\Vault\seal` and `Acme.Vault.seal` are one name. */
export function dotted(name: string): string {
  return name.replace(/::|->|\\/g, '.').replace(/^\.+/, '');
}

/** The whole name of a call, with its module before it. */
export function fullName(
  { module }: ScriptPattern,
  name: string,
  language: Pick<CodeLanguage, 'id' | 'syntax'>,
): string {
  const written = dotted(name);
  const from =
    module === undefined ? '' : language.id === 'javascript' ? canonicalModule(module) : dotted(module);
  const full = from === '' || written.startsWith(`${from}.`) ? written : `${from}.${written}`;
  return language.syntax.caseless === true ? full.toLowerCase() : full;
}

/** The part of a name that is compared. */
export function comparedName(full: string): string {
  return full.split('.').slice(-COMPARED).join('.');
}

/** The part of a name by which a script is known to be worth reading, lower case; `undefined` when all are too short. */
export function tellingPart(full: string): string | undefined {
  const parts = full
    .toLowerCase()
    .split('.')
    .filter((part) => part.length >= 3)
    .sort((a, b) => b.length - a.length);
  return parts.find((part) => !COMMON.has(part)) ?? parts[0];
}
