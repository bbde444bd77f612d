/** The points of a candidate. Every reason considered is kept, so that a reader sees what did not count as well. */
import type { Candidate } from '../analytics/candidate.ts';
import { describeDestination } from '../egress/destination.ts';
import { impostorName, isAutomated, isUserWritable, stem } from '../hosts/process-role.ts';
import { isOutside } from './allowed-hours.ts';
import type { Decidable, Reason } from './case.ts';
import type { Claim, Contribution } from './finding.ts';
import { normalityCaps, normalityPoints } from './normality-points.ts';
import type { Normality } from './normality.ts';
import type { Parameters } from './parameters.ts';
import { CLAIMS, POINTS, USUAL_PORTS } from './weights.ts';
import { destinationName, wireEvidence } from './wire-evidence.ts';
import { matchesWildcard } from './wildcard.ts';

type Points = Reason;

/** Every reason but those of approvals and baselines, in the order they are told. */
export function reasonsOf(candidate: Candidate, parameters: Parameters): Reason[] {
  return [
    ...destination(candidate),
    ...processIdentity(candidate, parameters),
    ...cryptoDetail(candidate),
    ...libraries(candidate, parameters),
    ...network(candidate),
    ...hours(candidate, parameters),
    ...tamper(candidate),
    ...asset(candidate, parameters),
    ...wireEvidence(candidate, parameters),
    ...inferred(candidate),
  ];
}

/** Base of the claim and all modifiers, each marked whether it counted: one up and one down per group. */
export function contributions(
  { facts: { claim }, reasons, encrypts }: Omit<Decidable, 'asked' | 'askedAlso'>,
  normality: Normality,
): Contribution[] {
  const base: Points = {
    group: 'claim',
    points: CLAIMS[claim].base,
    reason: `${claim}: ${CLAIMS[claim].gates}`,
  };
  return [
    { ...base, counted: true },
    ...markCounted([...normalityPoints(encrypts, normality), ...reasons]),
    ...normalityCaps(encrypts, normality).map((cap) => ({ ...cap, counted: true })),
  ];
}

/** Sum of what counted, held between 0 and the cap of the claim or, where that is lower, of an approval. */
export function scoreOf(claim: Claim, parts: readonly Contribution[]): number {
  const caps = parts.flatMap(({ cap }) => cap ?? []);
  const sum = parts.reduce((total, part) => total + (part.counted ? part.points : 0), 0);
  return Math.max(0, Math.min(CLAIMS[claim].cap, ...caps, sum));
}

/** The score alone, for many cases one after the other: `scoreOf` of their contributions. */
export function scoreUnder(
  { facts: { claim }, reasons, encrypts }: Omit<Decidable, 'asked' | 'askedAlso'>,
  normality: Normality,
): number {
  const modifiers = [...normalityPoints(encrypts, normality), ...reasons];
  let sum = CLAIMS[claim].base;
  for (const place of countedPlaces(modifiers)) sum += modifiers[place]?.points ?? 0;
  let most = CLAIMS[claim].cap;
  for (const { cap } of [...modifiers, ...normalityCaps(encrypts, normality)])
    if (cap !== undefined && cap < most) most = cap;
  return Math.max(0, Math.min(most, sum));
}

function markCounted(modifiers: readonly Points[]): Contribution[] {
  const counted = countedPlaces(modifiers);
  return modifiers.map((modifier, place) => ({ ...modifier, counted: counted.has(place) }));
}

/** Of each group the first of the largest that raise, and of the largest that lower. */
function countedPlaces(modifiers: readonly Points[]): ReadonlySet<number> {
  const raising = new Map<string, number>();
  const lowering = new Map<string, number>();
  for (const [place, { group, points }] of modifiers.entries()) {
    if (points === 0) continue;
    const places = points > 0 ? raising : lowering;
    const best = modifiers[places.get(group) ?? -1];
    if (best === undefined || Math.abs(points) > Math.abs(best.points)) places.set(group, place);
  }
  return new Set([...raising.values(), ...lowering.values()]);
}

function destination({ egress }: Candidate): Points[] {
  const name = destinationName(egress);
  const { kind } = describeDestination(name);
  if (kind !== undefined) {
    const reason = `${name ?? ''} is a ${kind} service: anyone can be its tenant`;
    return [{ group: 'destination', points: POINTS.destinationClass, reason }];
  }
  if (name !== undefined) return [];
  return [
    {
      group: 'destination',
      points: POINTS.tenantUnknown,
      reason: `no name is known for ${egress.address}: who is behind it cannot be told`,
      wouldChange: 'name lookups (Sysmon 22, DNS or TLS logs) that name the destination',
    },
  ];
}

function processIdentity({ egress, role }: Candidate, parameters: Parameters): Points[] {
  const { process } = egress;
  const points: Points[] = [];
  const name = stem(process.image) || 'the process';
  const original = impostorName(process);
  if (original !== undefined) {
    points.push({ group: 'process', points: POINTS.impostor, reason: `${name} is a renamed ${original}` });
  }
  if (role === 'script-host' || role === 'shell') {
    points.push({
      group: 'process',
      points: POINTS.scriptHost,
      reason: `${name} runs scripts: its image says nothing of who wrote them`,
    });
  } else if (role === 'dual-use-transfer' && isAutomated(process.commandLine)) {
    points.push({
      group: 'process',
      points: POINTS.automatedBrowser,
      reason: `${name} is a browser that a program drives`,
    });
  } else if (role === 'dual-use-transfer') {
    points.push({
      group: 'process',
      points: POINTS.scriptHost,
      reason: `${name} is a tool that carries files out`,
    });
  }
  if (isUserWritable(process.image) && process.signed !== true) {
    const reason = `${name} lies in a folder any user can write to and no signature is known`;
    points.push({
      group: 'process',
      points: POINTS.userWritable,
      reason,
      wouldChange: 'image load records (Sysmon 7) with a valid signature',
    });
  }
  const image = process.image?.toLowerCase();
  const entry =
    image === undefined
      ? undefined
      : parameters.ExecutableAllowlist.find((pattern) => matchesWildcard(image, pattern));
  if (entry !== undefined) {
    const reason = `ExecutableAllowlist names ${entry} (by path only, so it lowers little)`;
    points.push({
      group: 'process',
      points: POINTS.allowlistedPath,
      reason,
      wouldChange: 'removing the entry from ExecutableAllowlist',
    });
  }
  return points;
}

const ARCHIVE = /\.(?:zip|7z|rar|tar|tgz|gz|cab|pst|ost|kdbx|sql|bak|mdb|xlsx?|docx?|pdf|csv|db)\b/i;

function cryptoDetail({ links }: Candidate): Points[] {
  const points: Points[] = [];
  const strong = links.map(({ operation }) => operation);
  const literal = strong.find(
    ({ operation }) => operation.keySource === 'command-line' || operation.keySource === 'literal',
  );
  if (literal !== undefined) {
    points.push({
      group: 'crypto',
      points: POINTS.literalKey,
      reason: 'the key is written out in the command or script',
    });
  }
  if (strong.some(({ recognition }) => recognition.opaque)) {
    points.push({
      group: 'crypto',
      points: POINTS.opaqueStage,
      reason: 'a stage of the code could not be read: it hides itself',
    });
  } else if (strong.some(({ recognition }) => recognition.layers.length > 1)) {
    points.push({
      group: 'crypto',
      points: POINTS.opaqueStage,
      reason: 'the code was encoded and had to be decoded first',
    });
  }
  const input = strong.flatMap(({ operation }) => operation.inputs).find((path) => ARCHIVE.test(path));
  if (input !== undefined) {
    points.push({
      group: 'crypto',
      points: POINTS.archiveInput,
      reason: `what was encrypted looks like collected data: ${input.slice(0, 120)}`,
    });
  }
  const wrap = strong.find(({ recognition }) =>
    recognition.operations.some((one) => one.class === 'asymmetric'),
  );
  if (wrap !== undefined) {
    points.push({
      group: 'crypto',
      points: POINTS.companion,
      reason: 'a public key is used beside the cipher, as when the key itself is wrapped for its receiver',
    });
  }
  return points;
}

/** Whose the flow was is a guess, however good: it may not be told like what a sensor saw. */
function inferred({ egress: { attribution } }: Candidate): Points[] {
  if (attribution.method !== 'inferred') return [];
  const cap = attribution.confidence >= SURE_ENOUGH ? INFERRED_CAP : DOUBTFUL_CAP;
  const reason = `the process was inferred (confidence ${attribution.confidence.toFixed(2)}): held to ${cap} points`;
  const wouldChange = 'a sensor that names the process of a connection';
  return [{ group: 'cap', points: 0, cap, reason, wouldChange }];
}

/** Below critical, and below high where several processes come into question. */
const INFERRED_CAP = 79;
const DOUBTFUL_CAP = 59;
const SURE_ENOUGH = 0.35;

/** LibraryCallTracking: told, but without points, because nearly everything loads a cipher library. */
function libraries({ egress, links }: Candidate, { LibraryCallTracking }: Parameters): Points[] {
  const processes = new Set([egress.process, ...links.map(({ operation }) => operation.process)]);
  const loaded = [...processes].flatMap((process) =>
    [...process.libraries].filter((name) => LibraryCallTracking.some((part) => name.includes(part))),
  );
  const names = [...new Set(loaded)].sort().slice(0, 4);
  if (names.length === 0) return [];
  return [{ group: 'crypto', points: 0, reason: `cipher libraries were loaded: ${names.join(', ')}` }];
}

function network({ egress }: Candidate): Points[] {
  if (USUAL_PORTS.has(egress.port)) return [];
  return [
    {
      group: 'network',
      points: POINTS.oddPort,
      reason: `port ${egress.port} is none that programs usually use outward`,
    },
  ];
}

function hours({ egress }: Candidate, { TimeWindow }: Parameters): Points[] {
  if (TimeWindow === undefined) {
    return [
      {
        group: 'time',
        points: 0,
        reason: 'no TimeWindow is set',
        wouldChange: 'setting TimeWindow, the hours in which transfers are allowed',
      },
    ];
  }
  if (!isOutside(egress.first, TimeWindow)) return [];
  return [
    {
      group: 'time',
      points: POINTS.outsideHours,
      reason: 'outside the allowed hours (TimeWindow)',
      wouldChange: 'a wider TimeWindow',
    },
  ];
}

function tamper({ view, egress }: Candidate): Points[] {
  const found = view.scripts.some(
    (script) => script.process === egress.process && script.recognition.traits.includes('logging-tamper'),
  );
  return found
    ? [
        {
          group: 'tamper',
          points: POINTS.loggingTamper,
          reason: 'the script switches script logging or AMSI off',
        },
      ]
    : [];
}

function asset({ view }: Candidate, { watchlist }: Parameters): Points[] {
  const names = [view.host, ...view.aliases];
  const listed = names.some(
    (name) => watchlist.includes(name) || watchlist.includes(name.split('.')[0] ?? name),
  );
  return listed
    ? [{ group: 'asset', points: POINTS.watchlisted, reason: `${view.host} is on the watchlist` }]
    : [];
}
