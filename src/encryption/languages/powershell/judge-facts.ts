/** From what a script uses to what it does: the tiers and the direction. */
import type { Direction } from '../../encryption-operation.ts';
import { patternObjects } from '../../patterns/powershell-facts.ts';
import type { OperationClaim } from '../../recognition-draft.ts';
import type { ClassSighting, MethodSighting, ScriptFacts, Sighting } from './script-facts.ts';
import type { Stretch } from './script-observer.ts';

/** A claim and the places that show it. */
export interface JudgedClaim {
  readonly claim: OperationClaim;
  readonly stretches: readonly Stretch[];
}

const MOST_SPANS = 8;

function directionOf(methods: readonly MethodSighting[]): Direction {
  const encrypts = methods.some(({ kind }) => kind === 'encrypt' || kind === 'aead-encrypt');
  const decrypts = methods.some(({ kind }) => kind === 'decrypt' || kind === 'aead-decrypt');
  if (encrypts) return decrypts ? 'both' : 'encrypt';
  return decrypts ? 'decrypt-claimed' : 'unknown';
}

/** Blocks are logged apart from their calls, so a function nobody calls here still counts, for less. */
function sureness(facts: ScriptFacts, sightings: readonly Sighting[]): number {
  const live = sightings.some(({ inFunction }) => inFunction === undefined || facts.called.has(inFunction));
  return live ? 1 : 0.75;
}

function withMode(algorithm: string | undefined, mode: string | undefined): string | undefined {
  if (algorithm === undefined || mode === undefined || algorithm.includes('-')) return algorithm;
  return `${algorithm}-${mode}`;
}

function stretches(...groups: readonly (readonly Sighting[])[]): Stretch[] {
  return groups
    .flat()
    .slice(0, MOST_SPANS)
    .map(({ start, end }) => ({ start, end }));
}

/** AES and its older name, side by side in a try and its catch, are one cipher. */
function algorithmsOf(classes: readonly ClassSighting[]): (string | undefined)[] {
  const names = new Set(classes.map(({ algorithm }) => algorithm));
  if (names.has('aes')) names.delete('rijndael');
  if (names.size > 1) names.delete(undefined);
  return [...names];
}

function symmetricClaims(facts: ScriptFacts): JudgedClaim[] {
  const recodes = facts.classes.some((sighting) => sighting.class === 'encoding');
  // A stream through a base64 transform is no cipher.
  const classes = facts.classes.filter(
    (sighting) => sighting.class === 'symmetric' && !(recodes && sighting.algorithm === undefined),
  );
  const aead = classes.some(({ algorithm }) => algorithm === undefined || algorithm.includes('-'));
  const methods = facts.methods.filter(({ kind }) =>
    kind === 'aead-encrypt' || kind === 'aead-decrypt' ? aead : kind !== 'hash',
  );
  const decisive = methods.filter(({ kind }) => kind !== 'transform');
  const direction = directionOf(methods);
  const verbs = [...new Set(methods.map(({ name }) => name))].join(', ');
  const shared = { tool: '.net', direction, keySource: facts.keySource } as const;
  if (classes.length === 0) {
    if (decisive.length === 0) return [];
    const reason = `${verbs} called on a cipher object built elsewhere`;
    const confidence = 0.8 * sureness(facts, decisive);
    const claim: OperationClaim = {
      ...shared,
      rule: 'powershell/dotnet-cipher',
      tier: 2,
      confidence,
      reason,
    };
    return [{ claim, stretches: stretches(methods) }];
  }
  const built = classes.filter((sighting) => sighting.built);
  return algorithmsOf(built.length > 0 ? built : classes).map((name) => {
    const own = (built.length > 0 ? built : classes).filter(
      ({ algorithm }) => name === undefined || algorithm === name,
    );
    const algorithm = withMode(name, facts.mode);
    const label = (name ?? 'symmetric').toUpperCase();
    if (methods.length > 0) {
      const confidence = (built.length > 0 ? 0.95 : 0.8) * sureness(facts, [...own, ...methods]);
      const reason = `${label} cipher object built and ${verbs} called`;
      const claim: OperationClaim = {
        ...shared,
        rule: 'powershell/dotnet-cipher',
        algorithm,
        tier: 2,
        confidence,
        reason,
      };
      return { claim, stretches: stretches(own.slice(0, 3), methods) };
    }
    const made = built.length > 0;
    const confidence = (made ? 0.7 : 0.4) * sureness(facts, own);
    const reason = made
      ? `${label} cipher object built, no operation shown`
      : `${label} cipher class named only`;
    const rule = made ? 'powershell/dotnet-cipher-built' : 'powershell/dotnet-cipher-named';
    // A cipher object that was built is in use, as in a 4103 binding; which way it was used is in another block.
    const tier = made ? 2 : 1;
    return { claim: { ...shared, rule, algorithm, tier, confidence, reason }, stretches: stretches(own) };
  });
}

function otherClaims(facts: ScriptFacts): JudgedClaim[] {
  const claims: JudgedClaim[] = [];
  for (const kind of ['hash', 'asymmetric'] as const) {
    const built = facts.classes.filter((sighting) => sighting.class === kind && sighting.built);
    if (built.length === 0) continue;
    const encrypts = kind === 'asymmetric' && facts.methods.some((method) => method.kind === 'aead-encrypt');
    const reason = kind === 'hash' ? 'digest or MAC object built' : 'public-key object built';
    const direction = encrypts ? 'encrypt' : 'unknown';
    const rule = `powershell/dotnet-${kind}`;
    const algorithm = built[0]?.algorithm;
    claims.push({
      claim: {
        rule,
        tool: '.net',
        class: kind,
        direction,
        algorithm,
        tier: encrypts ? 2 : 1,
        confidence: 0.8,
        reason,
      },
      stretches: stretches(built),
    });
  }
  return claims;
}

/** Everything the facts allow to be said. */
export function judgeFacts(facts: ScriptFacts): JudgedClaim[] {
  const direct = new Map<string, JudgedClaim>();
  for (const sighting of [...facts.direct, ...patternObjects(facts)]) {
    const { rule, tier, reason, direction, algorithm, keySource } = sighting;
    const key = `${rule}|${tier}|${direction}|${reason}`;
    if (direct.has(key)) continue;
    const confidence = sighting.confidence * sureness(facts, [sighting]);
    direct.set(key, {
      claim: {
        rule,
        tool: sighting.tool ?? 'powershell',
        class: sighting.class,
        direction,
        algorithm,
        keySource,
        tier,
        confidence,
        reason,
        inputs: sighting.inputs ?? [],
        outputs: sighting.outputs ?? [],
      },
      stretches: stretches([sighting]),
    });
  }
  return [...symmetricClaims(facts), ...direct.values(), ...otherClaims(facts)];
}
