/** Other names of commands: those a script gives itself, and those it looks up by a pattern. */
import { asText } from './constant.ts';
import type { ScriptNode } from './node.ts';
import type { CommandArgument } from './script-observer.ts';

/** Commands that are worth hiding; `Get-Command n*-O*` must find one of them. */
const SOUGHT = [
  'new-object',
  'invoke-expression',
  'invoke-command',
  'start-process',
  'add-type',
  'foreach-object',
  'convertfrom-securestring',
  'convertto-securestring',
  'invoke-webrequest',
  'invoke-restmethod',
];
const MOST = 256;
const WILDCARD = /[*?]/;

function matches(pattern: string, name: string): boolean {
  let at = 0;
  const parts = pattern.split('*');
  for (const [index, part] of parts.entries()) {
    const found = index === 0 ? (fits(part, name, 0) ? 0 : -1) : placeOf(part, name, at);
    if (found < 0) return false;
    at = found + part.length;
  }
  return parts[parts.length - 1] === '' || at === name.length;
}

function fits(part: string, name: string, at: number): boolean {
  if (at + part.length > name.length) return false;
  for (let index = 0; index < part.length; index++)
    if (part.charAt(index) !== '?' && part.charAt(index) !== name.charAt(at + index)) return false;
  return true;
}

function placeOf(part: string, name: string, from: number): number {
  for (let at = from; at + part.length <= name.length; at++) if (fits(part, name, at)) return at;
  return -1;
}

/** A pattern as it was written: its stars and dashes were read as operators. */
function written(nodes: readonly ScriptNode[]): string {
  let text = '';
  for (const [index, node] of nodes.slice(0, 16).entries()) {
    if (index > 0 && node.spaced) break;
    text += node.kind === 'parameter' ? `-${node.text}` : node.text;
  }
  return text;
}

/** The command `Get-Command` finds by this name or pattern. */
export function foundCommand(
  given: readonly CommandArgument[],
  nodes: readonly ScriptNode[],
): string | undefined {
  const pattern = written(nodes);
  const wanted = (WILDCARD.test(pattern) ? pattern : (asText(given[0]?.value) ?? '')).toLowerCase();
  if (wanted === '' || wanted.length > 64) return undefined;
  return WILDCARD.test(wanted) ? SOUGHT.find((name) => matches(wanted, name)) : wanted;
}

export class CommandAliases {
  readonly #names = new Map<string, string>();

  /** Keeps what `Set-Alias x New-Object` says. */
  note(command: string, given: readonly CommandArgument[]): void {
    if (!/^(?:set-alias|new-alias|sal|nal)$/.test(command) || this.#names.size >= MOST) return;
    const placed = given.filter(({ parameter }) => parameter === undefined);
    const named = (least: string): CommandArgument | undefined =>
      given.find(({ parameter }) => parameter !== undefined && least.startsWith(parameter));
    const alias = asText((named('name') ?? placed[0])?.value)?.toLowerCase();
    const value = asText((named('value') ?? placed[1] ?? placed[0])?.value);
    if (alias !== undefined && value !== undefined && alias !== value) this.#names.set(alias, value);
  }

  /** The command behind a name. */
  resolve(name: string): string {
    return this.#names.get(name)?.toLowerCase() ?? name;
  }
}
