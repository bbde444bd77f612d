/**
 * Risk of hosts, users, destinations and shared scripts from their findings: R = min(100, sum of s(k) / 4^(k-1)) over
 * distinct findings, strongest first, and more for a campaign. One strong finding stays what it is, many weak ones do not
 * add up to one, duplicates add nothing. [scoring notes, section 4]
 */
import { CAMPAIGN_POINTS, CampaignGatherer } from './campaign.ts';
import type { Campaign } from './campaign.ts';
import { lastingHostName, personOf } from './egress-program.ts';
import type { Claim, Finding, Level } from './finding.ts';
import { scriptName, scriptTexts } from './script-text.ts';
import { levelOf } from './weights.ts';

/** A `script` is told only where several hosts share it. */
export type EntityKind = 'host' | 'user' | 'destination' | 'script';

export interface EntityRisk {
  readonly kind: EntityKind;
  readonly name: string;
  /** Of a script: how it begins, secrets masked as in its findings. */
  readonly text?: string;
  /** 0..100. */
  readonly risk: number;
  readonly level: Level;
  /** Findings of it, and how many are told apart by claim, program and the other end. */
  readonly findings: number;
  readonly distinct: number;
  /** Hosts that the findings are of, sorted. */
  readonly hosts: readonly string[];
  /** Of destinations and scripts; absent without one. */
  readonly campaign?: Campaign;
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
  'id' | 'title' | 'score' | 'claim' | 'host' | 'process' | 'encryption' | 'egress' | 'last'
>;

/** Each further finding counts a quarter of the one before. */
const SHARE = 4;
/** Milliseconds in which a finding loses half its weight. */
const HALF_LIFE = 7 * 86_400_000;
const MOST_CONTRIBUTORS = 3;
const LONGEST_TEXT = 160;

interface Weighed {
  readonly finding: CountedFinding;
  readonly weight: number;
}

interface Entity {
  readonly kind: EntityKind;
  readonly name: string;
  readonly ids: Set<string>;
  readonly hosts: Set<string>;
  readonly best: Map<string, Weighed>;
  readonly campaign: CampaignGatherer | undefined;
}

/** The moment of the newest finding, milliseconds UTC; `-Infinity` of none. */
export function latestOf(findings: readonly Pick<Finding, 'last'>[]): number {
  return findings.reduce((latest, { last }) => Math.max(latest, last), Number.NEGATIVE_INFINITY);
}

/** Entities by risk, as of a moment (milliseconds UTC); later findings weigh in full. Neither order nor repetition matters. */
export function entityRisks(findings: readonly CountedFinding[], at: number): EntityRisk[] {
  const entities = new Map<string, Entity>();
  for (const finding of findings) {
    const weighed = { finding, weight: finding.score * 0.5 ** (Math.max(0, at - finding.last) / HALF_LIFE) };
    const distinct = distinctKey(finding);
    for (const { kind, name } of entitiesOf(finding)) {
      const key = `${kind}\n${name}`;
      let entity = entities.get(key);
      if (entity === undefined) entities.set(key, (entity = newEntity(kind, name)));
      entity.ids.add(finding.id);
      entity.hosts.add(lastingHostName(finding.host).toLowerCase());
      entity.campaign?.add(finding);
      const known = entity.best.get(distinct);
      if (known === undefined || compare(weighed, known) < 0) entity.best.set(distinct, weighed);
    }
  }
  return [...withoutRepeatedScripts([...entities.values()].map(riskOf))].sort(
    (a, b) => b.risk - a.risk || (`${a.kind}\n${a.name}` < `${b.kind}\n${b.name}` ? -1 : 1),
  );
}

/** Scripts of one host say nothing more than its findings; stages of one script that the same findings share are one. */
function* withoutRepeatedScripts(risks: readonly EntityRisk[]): Generator<EntityRisk> {
  const scripts = new Map<string, EntityRisk>();
  for (const risk of risks) {
    const { kind, name, campaign } = risk;
    if (kind !== 'script') yield risk;
    else if (campaign !== undefined) {
      const key = campaign.findings.join('\n');
      const known = scripts.get(key);
      if (known === undefined || name < known.name) scripts.set(key, risk);
    }
  }
  yield* scripts.values();
}

function newEntity(kind: EntityKind, name: string): Entity {
  const shares = kind === 'destination' ? 'tenant' : kind === 'script' ? 'script' : undefined;
  return {
    kind,
    name,
    ids: new Set(),
    hosts: new Set(),
    best: new Map(),
    campaign: shares === undefined ? undefined : new CampaignGatherer(shares),
  };
}

function riskOf({ kind, name, ids, hosts, best, campaign: gatherer }: Entity): EntityRisk {
  const weighed = [...best.values()].sort(compare);
  const campaign = gatherer?.campaign;
  const sum = weighed.reduce(
    (total, { weight }, index) => total + weight / SHARE ** index,
    campaign === undefined ? 0 : CAMPAIGN_POINTS,
  );
  const risk = Math.round(Math.min(100, sum));
  return {
    kind,
    ...(kind === 'script' ? { name: scriptName(name), text: name.slice(0, LONGEST_TEXT) } : { name }),
    risk,
    level: levelOf(risk),
    findings: ids.size,
    distinct: weighed.length,
    hosts: [...hosts].sort(),
    ...(campaign === undefined ? {} : { campaign }),
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
  encryption,
  egress,
}: CountedFinding): Generator<{ kind: EntityKind; name: string }> {
  yield { kind: 'host', name: lastingHostName(host) };
  const user = personOf(process.user);
  if (user !== undefined) yield { kind: 'user', name: user };
  yield { kind: 'destination', name: placeOf(egress) };
  for (const text of scriptTexts(encryption)) yield { kind: 'script', name: text };
}

/** The same claim about the same program sending to the same tenant is one surprise. */
function distinctKey({ claim, process, egress }: CountedFinding): string {
  const key: readonly [Claim, string, string] = [claim, process.image?.toLowerCase() ?? '', placeOf(egress)];
  return key.join('\n');
}

function placeOf({ registrableDomain, name, address }: CountedFinding['egress']): string {
  return registrableDomain ?? name ?? address;
}
