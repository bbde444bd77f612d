/**
 * Risk of hosts, users and destinations from their findings: R = min(100, sum of s(k) / 4^(k-1)) over distinct findings,
 * strongest first. One strong finding stays what it is, many weak ones do not add up to one, duplicates add nothing.
 * [scoring notes, section 4]
 */
import { lastingHostName, personOf } from './egress-program.ts';
import type { Claim, Finding, Level } from './finding.ts';
import { levelOf } from './weights.ts';

export type EntityKind = 'host' | 'user' | 'destination';

export interface EntityRisk {
  readonly kind: EntityKind;
  readonly name: string;
  /** 0..100. */
  readonly risk: number;
  readonly level: Level;
  /** Findings of it, and how many are told apart by claim, program and the other end. */
  readonly findings: number;
  readonly distinct: number;
  /** The three that weigh most. */
  readonly contributors: readonly {
    readonly finding: string;
    readonly score: number;
    readonly title: string;
  }[];
}

/** What of a finding counts towards entities. */
export type CountedFinding = Pick<
  Finding,
  'id' | 'title' | 'score' | 'claim' | 'host' | 'process' | 'egress' | 'last'
>;

/** Each further finding counts a quarter of the one before. */
const SHARE = 4;
/** Milliseconds in which a finding loses half its weight. */
const HALF_LIFE = 7 * 86_400_000;
const MOST_CONTRIBUTORS = 3;

interface Weighed {
  readonly finding: CountedFinding;
  readonly weight: number;
}

/** Entities by risk, as of a moment (milliseconds UTC); later findings weigh in full. Neither order nor repetition matters. */
export function entityRisks(findings: readonly CountedFinding[], at: number): EntityRisk[] {
  const entities = new Map<
    string,
    { kind: EntityKind; name: string; ids: Set<string>; best: Map<string, Weighed> }
  >();
  for (const finding of findings) {
    const weighed = { finding, weight: finding.score * 0.5 ** (Math.max(0, at - finding.last) / HALF_LIFE) };
    const distinct = distinctKey(finding);
    for (const { kind, name } of entitiesOf(finding)) {
      const key = `${kind}\n${name}`;
      let entity = entities.get(key);
      if (entity === undefined) {
        entity = { kind, name, ids: new Set(), best: new Map() };
        entities.set(key, entity);
      }
      entity.ids.add(finding.id);
      const known = entity.best.get(distinct);
      if (known === undefined || compare(weighed, known) < 0) entity.best.set(distinct, weighed);
    }
  }
  return [...entities.values()]
    .map(({ kind, name, ids, best }) => riskOf(kind, name, ids.size, [...best.values()].sort(compare)))
    .sort((a, b) => b.risk - a.risk || (`${a.kind}\n${a.name}` < `${b.kind}\n${b.name}` ? -1 : 1));
}

function riskOf(kind: EntityKind, name: string, findings: number, weighed: readonly Weighed[]): EntityRisk {
  const sum = weighed.reduce((total, { weight }, index) => total + weight / SHARE ** index, 0);
  const risk = Math.round(Math.min(100, sum));
  return {
    kind,
    name,
    risk,
    level: levelOf(risk),
    findings,
    distinct: weighed.length,
    contributors: weighed
      .slice(0, MOST_CONTRIBUTORS)
      .map(({ finding: { id, score, title } }) => ({ finding: id, score, title })),
  };
}

function compare(a: Weighed, b: Weighed): number {
  return b.weight - a.weight || (a.finding.id < b.finding.id ? -1 : a.finding.id > b.finding.id ? 1 : 0);
}

function* entitiesOf({
  host,
  process,
  egress,
}: CountedFinding): Generator<{ kind: EntityKind; name: string }> {
  yield { kind: 'host', name: lastingHostName(host) };
  const user = personOf(process.user);
  if (user !== undefined) yield { kind: 'user', name: user };
  yield { kind: 'destination', name: placeOf(egress) };
}

/** The same claim about the same program sending to the same tenant is one surprise. */
function distinctKey({ claim, process, egress }: CountedFinding): string {
  const key: readonly [Claim, string, string] = [claim, process.image?.toLowerCase() ?? '', placeOf(egress)];
  return key.join('\n');
}

function placeOf({ registrableDomain, name, address }: CountedFinding['egress']): string {
  return registrableDomain ?? name ?? address;
}
