/** What users' patterns see in a PowerShell script, as facts beside those that are built in. */
import type { EncryptionOperation, KeySource } from '../encryption-operation.ts';
import { LIMITS } from '../layers/limits.ts';
import { argument } from '../languages/powershell/command-argument.ts';
import { asText } from '../languages/powershell/constant.ts';
import type { Constant } from '../languages/powershell/constant.ts';
import type { FactCollector } from '../languages/powershell/fact-collector.ts';
import { keyOrigin } from '../languages/powershell/key-origin.ts';
import type { DirectSighting } from '../languages/powershell/script-facts.ts';
import type { CommandUse, MemberUse, Stretch } from '../languages/powershell/script-observer.ts';
import { algorithmText } from './pattern-algorithm.ts';
import { PATTERN_LIMITS, patternRule } from './pattern.ts';
import type { ArgumentName } from './pattern.ts';
import type { PowershellCall } from './powershell-calls.ts';

/** A value that was given, and where it may be found in the text. */
interface Given extends Stretch {
  readonly value: Constant | undefined;
}

type Find = (name: ArgumentName) => Given | undefined;

const MOST_FILES = 16;

function texts(names: readonly ArgumentName[] | undefined, find: Find): string[] {
  return (names ?? []).flatMap((name) => {
    const value = find(name)?.value;
    return (Array.isArray(value) ? value : [value])
      .slice(0, MOST_FILES)
      .flatMap((item: Constant | undefined) => asText(item) ?? []);
  });
}

/** Notes what a pattern's call shows, and its key, when that is written out. */
function addCall(
  collector: FactCollector,
  { pattern, script, direction }: PowershellCall,
  where: Stretch,
  find: Find,
  source: string,
): void {
  const key = (script.key ?? []).map(find).find((given) => given !== undefined);
  if ((script.keyed === true && key === undefined) || collector.facts.direct.length >= LIMITS.operations)
    return;
  let keySource: KeySource = 'unknown';
  if (key !== undefined) {
    keySource = keyOrigin(source, { ...key, constant: key.value !== undefined }, collector.facts.variables);
    const literal = asText(key.value);
    const at = literal === undefined || literal === '' ? -1 : source.indexOf(literal, key.start);
    if (literal !== undefined && at >= 0 && at + literal.length <= key.end)
      collector.facts.secrets.push({ start: at, end: at + literal.length });
  }
  const does = { encrypt: 'encrypts', 'decrypt-claimed': 'decrypts', unknown: 'encrypts or decrypts' }[
    direction
  ];
  collector.facts.direct.push({
    ...collector.sighting(where),
    rule: patternRule(pattern.id),
    tool: script.library ?? pattern.id,
    class: script.class ?? 'symmetric',
    direction,
    algorithm: algorithmText(script.algorithm, (names) => texts(names, find)[0]),
    keySource,
    tier: pattern.tier === 1 ? 1 : 2,
    confidence: pattern.confidence ?? PATTERN_LIMITS.confidence.usual,
    reason: pattern.reason ?? `${script.library ?? pattern.id} ${does} (pattern ${pattern.id})`,
    inputs: texts(script.inputs, find),
    outputs: texts(script.outputs, find),
  });
}

/** A command that a pattern names. */
export function readPatternCommand(
  collector: FactCollector,
  call: PowershellCall,
  use: CommandUse,
  source: string,
): void {
  const find: Find = (name) =>
    typeof name === 'number'
      ? use.given.filter(({ parameter }) => parameter === undefined)[name - 1]
      : argument(use, name.toLowerCase(), Math.min(2, name.length));
  addCall(collector, call, use, find, source);
}

/** `[Acme.Vault]::Seal(...)` */
export function readPatternMethod(
  collector: FactCollector,
  call: PowershellCall,
  use: MemberUse,
  source: string,
): void {
  const find: Find = (name) => {
    if (typeof name !== 'number' || name > use.given.length) return undefined;
    return { value: use.given[name - 1], start: use.start, end: use.end };
  };
  addCall(collector, call, use, find, source);
}

/** Objects of classes that patterns name, and the methods that were called in the script. */
export function patternObjects(facts: FactCollector['facts']): DirectSighting[] {
  return facts.objects.map(({ object: { pattern, script, methods }, ...where }) => {
    const called = [...facts.called].flatMap((name) => methods.get(name) ?? []);
    const encrypts = called.includes('encrypt');
    const decrypts = called.includes('decrypt');
    const used = encrypts || decrypts;
    const confidence = pattern.confidence ?? PATTERN_LIMITS.confidence.usual;
    const library = script.library ?? pattern.id;
    return {
      ...where,
      rule: patternRule(pattern.id),
      tool: library,
      class: script.class ?? 'symmetric',
      direction:
        encrypts && decrypts ? 'unknown' : encrypts ? 'encrypt' : decrypts ? 'decrypt-claimed' : 'unknown',
      algorithm: algorithmText(script.algorithm, () => undefined),
      keySource: 'unknown',
      tier: pattern.tier === 1 || !used ? 1 : 2,
      confidence: used ? confidence : confidence * 0.7,
      reason:
        pattern.reason ??
        `${library} object built${used ? ` and used to ${encrypts ? 'encrypt' : 'decrypt'}` : ''} (pattern ${pattern.id})`,
    };
  });
}

/** What a 4103 text shows of a pattern's command. */
export function patternOfBindings(
  call: PowershellCall,
  valueOf: (parameter: string) => string | undefined,
): Pick<
  EncryptionOperation,
  | 'rule'
  | 'tool'
  | 'class'
  | 'direction'
  | 'algorithm'
  | 'tier'
  | 'confidence'
  | 'reason'
  | 'inputs'
  | 'outputs'
> {
  const { pattern, script, direction } = call;
  const named = (names: readonly ArgumentName[] | undefined): string[] =>
    (names ?? []).flatMap((name) => (typeof name === 'string' ? (valueOf(name.toLowerCase()) ?? []) : []));
  return {
    rule: patternRule(pattern.id),
    tool: script.library ?? pattern.id,
    class: script.class ?? 'symmetric',
    direction,
    algorithm: algorithmText(script.algorithm, (names) => named(names)[0]),
    tier: pattern.tier === 1 ? 1 : 2,
    confidence: pattern.confidence ?? PATTERN_LIMITS.confidence.usual,
    reason: pattern.reason ?? `${script.library ?? pattern.id} was run (pattern ${pattern.id})`,
    inputs: named(script.inputs),
    outputs: named(script.outputs),
  };
}
