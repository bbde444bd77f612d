/** From what a script uses to what it does: one claim a cipher, with tier and direction. */
import type { Direction } from '../../encryption-operation.ts';
import type { OperationClaim } from '../../recognition-draft.ts';
import { CIPHER_ONLY } from './cipher-methods.ts';
import type { PatternClaim } from './construct.ts';
import type { CipherUse, LooseOperation, ScriptFacts } from './script-facts.ts';
import type { Stretch } from './value.ts';

export interface JudgedClaim {
  readonly claim: OperationClaim;
  readonly stretches: readonly Stretch[];
}

const MOST_SPANS = 8;
const MOST_FILES = 16;
/** Confidence of a cipher that is made and used. */
const CERTAIN = 0.95;

function directionOf(encrypts: boolean, decrypts: boolean): Direction {
  if (encrypts) return decrypts ? 'both' : 'encrypt';
  return decrypts ? 'decrypt-claimed' : 'unknown';
}

function fullName({ algorithm, mode }: CipherUse): string | undefined {
  if (algorithm === undefined || mode === undefined || algorithm.split('-').length > 2) return algorithm;
  return algorithm.endsWith(`-${mode}`) ? algorithm : `${algorithm}-${mode}`;
}

/** Ciphers that are one to the reader: same library, same algorithm. */
function groups(ciphers: readonly CipherUse[]): CipherUse[][] {
  const byName = new Map<string, CipherUse[]>();
  for (const cipher of ciphers) {
    const key = `${cipher.class}|${cipher.tool}|${fullName(cipher) ?? ''}|${cipher.pattern?.rule ?? ''}`;
    const group = byName.get(key);
    if (group === undefined) byName.set(key, [cipher]);
    else group.push(cipher);
  }
  return [...byName.values()];
}

function files(group: readonly CipherUse[], of: 'inputs' | 'outputs'): string[] {
  return [...new Set(group.flatMap((cipher) => [...cipher[of]]))].slice(0, MOST_FILES);
}

/** The claim in the words of the user's pattern that it rests on. */
function inWordsOf(pattern: PatternClaim | undefined, claim: OperationClaim): OperationClaim {
  if (pattern === undefined) return claim;
  const { rule, reason, tier, confidence } = pattern;
  const own = claim.tier === 2 ? reason : undefined;
  return {
    ...claim,
    rule,
    reason: own ?? `${claim.reason} (${rule.replace('/', ' ')})`,
    tier: Math.min(claim.tier ?? 2, tier) === 2 ? 2 : 1,
    confidence: ((claim.confidence ?? CERTAIN) / CERTAIN) * confidence,
  };
}

function judgeGroup(
  language: string,
  group: readonly CipherUse[],
  loose: readonly LooseOperation[],
): JudgedClaim | undefined {
  const [first] = group;
  if (first === undefined) return undefined;
  const symmetric = first.class === 'symmetric';
  const built = group.some((cipher) => cipher.built);
  // A cipher made here and an operation on something unknown belong together.
  const own = group.some((cipher) => cipher.used) || !symmetric ? [] : loose;
  const used = group.some((cipher) => cipher.used) || own.length > 0;
  const encrypts = group.some((cipher) => cipher.encrypts) || own.some(({ effect }) => effect === 'encrypt');
  const decrypts = group.some((cipher) => cipher.decrypts) || own.some(({ effect }) => effect === 'decrypt');
  const algorithm = fullName(first);
  const label = (algorithm ?? (symmetric ? 'symmetric' : 'public-key')).toUpperCase();
  const verbs = [
    ...new Set([...group.flatMap((cipher) => [...cipher.verbs]), ...own.map(({ name }) => name)]),
  ]
    .slice(0, 4)
    .join(', ');
  // A cipher object that was made is there to be used; which way it is used may stand in another fragment.
  const tier = used || (built && symmetric) ? 2 : 1;
  const suffix = used ? '' : built ? '-built' : '-named';
  const reason = used
    ? `${label} cipher of ${first.tool}: ${first.name}${verbs === '' || verbs === first.name ? '' : `, then ${verbs}`}`
    : built
      ? `${label} cipher object of ${first.tool} built, no operation shown`
      : `${first.tool} imported, which encrypts (${label}); no operation shown`;
  return {
    claim: inWordsOf(first.pattern, {
      rule: `${language}/${symmetric ? 'cipher' : 'public-key'}${suffix}`,
      tool: first.tool,
      class: first.class,
      direction: directionOf(encrypts, decrypts),
      algorithm,
      keySource: group.find(({ keySource }) => keySource !== 'unknown')?.keySource ?? 'unknown',
      tier,
      confidence: used ? (own.length > 0 ? 0.8 : CERTAIN) : built ? 0.7 : 0.4,
      inputs: files(group, 'inputs'),
      outputs: files(group, 'outputs'),
      reason,
    }),
    stretches: [...group.flatMap((cipher) => cipher.stretches), ...own].slice(0, MOST_SPANS),
  };
}

/** Everything the facts allow to be said. */
export function judgeFacts(language: string, { ciphers, loose }: ScriptFacts): JudgedClaim[] {
  const built = ciphers.filter((cipher) => cipher.built);
  const symmetric = built.some((cipher) => cipher.class === 'symmetric');
  const publicKey = built.some((cipher) => cipher.class !== 'symmetric');
  // An import says nothing more once something of the kind is made of it.
  const told = symmetric
    ? built
    : publicKey
      ? [...built, ...ciphers.filter(({ built: made }) => !made)]
      : ciphers;
  const claims = groups(told).map((group) =>
    judgeGroup(language, group, publicKey && !symmetric ? [] : loose),
  );
  const certain = loose.filter(({ name }) => CIPHER_ONLY.has(name));
  if (!symmetric && certain.length > 0 && told.every(({ class: kind }) => kind !== 'symmetric')) {
    const names = [...new Set(certain.map(({ name }) => name))].join(', ');
    claims.push({
      claim: {
        rule: `${language}/cipher`,
        tool: language,
        direction: directionOf(
          certain.some(({ effect }) => effect === 'encrypt'),
          certain.some(({ effect }) => effect === 'decrypt'),
        ),
        tier: 2,
        confidence: 0.75,
        reason: `${names} called on a cipher object built elsewhere`,
      },
      stretches: certain.slice(0, MOST_SPANS),
    });
  }
  return claims.filter((claim) => claim !== undefined);
}
