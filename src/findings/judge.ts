/** Judgement: a candidate and all that is known by now become a finding with an explained score. */
import type { Analytic } from '../analytics/analytic.ts';
import type { Candidate, CandidateLink } from '../analytics/candidate.ts';
import type { Egress } from '../analytics/host-view.ts';
import { describeDestination } from '../egress/destination.ts';
import { sha256Hex } from '../event/sha256.ts';
import { ancestors, baseName } from '../hosts/process.ts';
import { contributions, scoreOf } from './contributions.ts';
import type { AlsoSent, Claim, EgressFacts, EvidenceRecord, Finding, LinkedOperation, NormalityFacts } from './finding.ts';
import { normalityOf } from './normality.ts';
import type { Normality, NormalitySources } from './normality.ts';
import { observabilityOf } from './observability.ts';
import type { Parameters } from './parameters.ts';
import type { Redactor } from './redactor.ts';
import { describeProcess } from './process-facts.ts';
import { scriptIdentity } from './script-identity.ts';
import { tellStory } from './story.ts';
import { destinationName, isCiphertextSeen, protocolEvidence } from './wire-evidence.ts';
import { CLAIMS, levelOf } from './weights.ts';

const STRONG = new Set(['same-process', 'pipeline', 'lineage', 'artefact']);
/** Below this a strong tie has faded so far in time that it may carry no more than a weak claim. */
const STRONG_ENOUGH = 0.45;
/** A finding shows the operations that tell most; the rest are counted in its story. */
const MOST_OPERATIONS = 8;
const MOST_EVIDENCE = 64;
const MOST_ALSO = 32;

/** What judgement goes by. */
export interface Judging {
  readonly parameters: Parameters;
  readonly normality: NormalitySources;
  readonly redact: Redactor;
}

export function judge(
  candidate: Candidate,
  analytic: Analytic,
  { parameters, normality: sources, redact }: Judging,
): Finding {
  const { view, egress, role } = candidate;
  const claim = claimOf(candidate);
  const normality = normalityOf(candidate, sources);
  const parts = contributions(candidate, claim, parameters, normality);
  const score = scoreOf(claim, parts);
  const links = distinctOperations(candidate.links).slice(0, MOST_OPERATIONS);
  const encryption = links.map((link) => linkedOperation(link, redact));
  const story = tellStory(candidate, links, redact);
  const observability = observabilityOf(analytic, view.presence);
  const name = destinationName(egress);
  return {
    id: findingId(candidate),
    analytic: analytic.id,
    title: title(candidate),
    claim,
    wording: CLAIMS[claim].wording,
    score,
    level: levelOf(score),
    confidence: confidenceOf(candidate),
    observability,
    coverage: coverageOf(candidate, observability.missing),
    contributions: parts,
    host: view.host,
    process: describeProcess(egress.process, role, redact),
    ancestry: ancestors(egress.process, 8).map((process) => describeProcess(process, undefined, redact)),
    script: scriptIdentity(candidate),
    encryption,
    egress: egressFacts(candidate, name),
    story,
    notSeen: notSeen(candidate, observability.missing),
    normality: normalityFacts(normality),
    techniques: techniques(analytic, candidate),
    evidence: evidenceOf(story),
    first: Math.floor(story[0]?.time ?? egress.first),
    last: Math.floor(story.at(-1)?.time ?? egress.last),
  };
}

/**
 * The act itself names the finding: host, process and destination. The host's short name is used, because one host
 * goes by a short and a full name; no time is used, because the same act told late or twice is the same act.
 */
function findingId({ analytic, view, egress }: Candidate): string {
  // A host that goes by its address has no short name.
  const host = /^[\d.]+$|:/.test(view.host) ? view.host : (view.host.split('.')[0] ?? view.host);
  const target = `${egress.name?.name ?? egress.address}|${egress.protocol}|${egress.port}`;
  return `${analytic}-${sha256Hex([analytic, host, egress.process.key, target].join('\n')).slice(0, 16)}`;
}

function normalityFacts({ approvals, answer, baselineVersion }: Normality): NormalityFacts {
  return {
    standing: answer?.standing ?? 'insufficient-history',
    answeredBy: answer?.answeredBy,
    baseline: baselineVersion,
    approvals: approvals.map(({ state, approval: { id, owner, expires } }) => ({ id, state, owner, expires })),
  };
}

function claimOf({ egress, links }: Candidate): Claim {
  const best = links[0];
  if (best === undefined) return 'C0';
  const isStrong = links.some(({ link }) => STRONG.has(link.kind) && link.weight >= STRONG_ENOUGH);
  if (isStrong && isCiphertextSeen(egress)) return 'C5';
  return isStrong ? 'C4' : 'C3';
}

/** The weakest part of the surest chain: attribution of the flow, of the operation, the tie, the reading. */
function confidenceOf({ egress, links }: Candidate): number {
  const chains = links.map(({ operation, link }) =>
    Math.min(
      egress.attribution.confidence,
      operation.processConfidence,
      link.weight,
      operation.operation.confidence * (operation.recognition.opaque ? 0.7 : 1),
    ),
  );
  const best = chains.length === 0 ? egress.attribution.confidence * 0.5 : Math.max(...chains);
  return Math.round(best * 100) / 100;
}

/** The same operation told by several records (command line twice, block and bindings) is shown once. */
function distinctOperations(links: readonly CandidateLink[]): CandidateLink[] {
  const seen = new Map<string, CandidateLink>();
  for (const link of links) {
    const { operation, process } = link.operation;
    const key = `${process.key}|${operation.rule}|${operation.algorithm ?? ''}`;
    if (!seen.has(key)) seen.set(key, link);
  }
  return [...seen.values()];
}

function linkedOperation({ operation, link }: CandidateLink, redact: Redactor): LinkedOperation {
  const { recognition } = operation;
  return {
    operation: operation.operation,
    link: link.kind,
    linkConfidence: Math.round(link.weight * 100) / 100,
    linkReason: `${link.reason}${span(link.delta)}`,
    process: describeProcess(operation.process, undefined, redact),
    time: Math.floor(operation.time),
    seenIn: operation.seenIn,
    layers: redact.layers(recognition),
    traits: recognition.traits,
    places: operation.places,
  };
}

function span(delta: number): string {
  const seconds = Math.round(Math.abs(delta) / 1000);
  if (seconds === 0) return ', at the same moment';
  const amount = seconds < 120 ? `${seconds} s` : `${Math.round(seconds / 60)} min`;
  return delta < 0
    ? `, the connection ${amount} before the encryption`
    : `, the connection ${amount} after the encryption`;
}

function egressFacts({ egress, also = [] }: Candidate, name: string | undefined): EgressFacts {
  const all = [egress, ...also];
  return {
    address: egress.address,
    port: egress.port,
    protocol: egress.protocol,
    name,
    nameSource: nameSource(egress),
    registrableDomain: describeDestination(name).registrableDomain,
    protocolEvidence: protocolEvidence(egress),
    ...(egress.wire === undefined ? {} : { wire: egress.wire, wireBytes: egress.wire.wireBytes }),
    connections: all.reduce((sum, one) => sum + one.connections, 0),
    connectionsCapped: false,
    bytesOut: total(all.map((one) => one.bytesOut)),
    bytesIn: total(all.map((one) => one.bytesIn)),
    ...(also.length === 0 ? {} : { also: alsoSent(also) }),
    first: Math.floor(Math.min(...all.map((one) => one.first))),
    last: Math.floor(Math.max(...all.map((one) => one.last))),
    attribution: egress.attribution,
    sensors: egress.sensors,
    places: egress.places,
  };
}

function nameSource({ name, wire, sensorName }: Egress): EgressFacts['nameSource'] {
  if (name !== undefined) return name.source;
  if (wire?.name !== undefined) return 'flow';
  return sensorName === undefined ? 'none' : 'sensor';
}

function alsoSent(also: readonly Egress[]): AlsoSent[] {
  return also.slice(0, MOST_ALSO).map(({ process, address, port, first }) => ({
    pid: process.pid,
    image: process.image,
    address,
    port,
    time: Math.floor(first),
  }));
}

/** `undefined` when nobody counted. */
function total(amounts: readonly (number | undefined)[]): number | undefined {
  const known = amounts.filter((amount) => amount !== undefined);
  return known.length === 0 ? undefined : known.reduce((sum, amount) => sum + amount, 0);
}

function title({ egress, links }: Candidate): string {
  const program = baseName(egress.process.image) ?? `pid ${egress.process.pid ?? 'unknown'}`;
  const target = `${destinationName(egress) ?? egress.address}:${egress.port}`;
  const best = links[0];
  if (best === undefined) return `${program} connected to ${target}; no encryption was seen`;
  const { operation, process } = best.operation;
  const algorithm = operation.algorithm ?? operation.class;
  if (process === egress.process) return `${program} used ${algorithm} and connected to ${target}`;
  return `${program} connected to ${target} after ${baseName(process.image) ?? 'another process'} used ${algorithm}`;
}

function coverageOf({ links }: Candidate, missing: readonly string[]): Finding['coverage'] {
  if (links.length === 0) return 'compensating';
  return missing.length === 0 ? 'full' : 'partial';
}

function notSeen({ view, egress, links }: Candidate, missing: readonly string[]): string[] {
  const sentences = missing.map((what) => `${what}: not in this host's telemetry`);
  if (egress.bytesOut === undefined)
    sentences.push('bytes sent: these records carry no volumes, so how much left cannot be said');
  if (egress.process.start === undefined) {
    sentences.push(
      'the start of the process: it ran before these records begin, or its start was not logged',
    );
  }
  for (const { operation } of links) if (operation.gap !== undefined) sentences.push(operation.gap);
  if (links.length > 0 && links.every(({ operation }) => operation.operation.direction === 'unknown')) {
    sentences.push(
      'whether the cipher encrypted or decrypted: the records show it in use, not its direction',
    );
  }
  if (links.length > 0 && view.platform !== 'windows') {
    sentences.push(
      'whether it is sanctioned: nothing in these records tells a backup from theft; a baseline or an approval would',
    );
  }
  if (links.length === 0 && !view.presence.scriptText) {
    sentences.push(
      'what the program did with the data: without script text an encryption inside it leaves no trace',
    );
  }
  return [...new Set(sentences)];
}

function techniques(analytic: Analytic, { links }: Candidate): string[] {
  const hybrid = links.some(({ operation }) => operation.operation.class === 'hybrid');
  return hybrid ? [...analytic.techniques, 'T1048.002'] : [...analytic.techniques];
}

function evidenceOf(story: Finding['story']): EvidenceRecord[] {
  const records: EvidenceRecord[] = [];
  const seen = new Set<string>();
  for (const step of story) {
    for (const place of step.places) {
      const key = `${place.source}|${place.offset}`;
      if (seen.has(key) || records.length >= MOST_EVIDENCE) continue;
      seen.add(key);
      records.push({ place, what: step.text, time: step.time });
    }
  }
  return records;
}
