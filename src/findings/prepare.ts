/** Before judgement: a candidate becomes a case, with every reason but those of approvals and baselines. */
import type { Analytic } from '../analytics/analytic.ts';
import type { Candidate, CandidateLink } from '../analytics/candidate.ts';
import type { Egress } from '../analytics/host-view.ts';
import { sha256Hex } from '../event/sha256.ts';
import { ancestors, baseName } from '../hosts/process.ts';
import { approvalFacts } from './approval-facts.ts';
import type { Asked, Case, FindingFacts } from './case.ts';
import { reasonsOf } from './contributions.ts';
import { egressFacts } from './egress-facts.ts';
import { destinationOf, lastingHostName } from './egress-program.ts';
import type { Claim, EvidenceRecord, Finding, LinkedOperation } from './finding.ts';
import { observabilityOf } from './observability.ts';
import type { Parameters } from './parameters.ts';
import { describeProcess } from './process-facts.ts';
import { questionOf } from './question.ts';
import type { Redactor } from './redactor.ts';
import { scriptIdentity } from './script-identity.ts';
import { STRONG_ENOUGH, STRONG_LINKS } from './strong-links.ts';
import { tellStory } from './story.ts';
import { ciphertextSeen, destinationName } from './wire-evidence.ts';
import { CLAIMS } from './weights.ts';

/** A finding shows the operations that tell most; the rest are counted in its story. */
const MOST_OPERATIONS = 8;
const MOST_EVIDENCE = 64;
const MOST_PLACES = 16;

/** What a candidate is made ready with. */
export interface Preparing {
  readonly parameters: Parameters;
  readonly site: SiteFacts;
  readonly redact: Redactor;
}

/** What the site declares of its hosts. */
export interface SiteFacts {
  /** Peer group of a host. */
  readonly groupOf: (host: string) => string | undefined;
  /** Time zone of the hosts; `undefined` leaves hours of the week out. */
  readonly zone: string | undefined;
}

/** Everything of a candidate that stays the same whatever people approve and baselines learn. */
export function prepare(
  candidate: Candidate,
  analytic: Analytic,
  { parameters, site, redact }: Preparing,
): Case {
  const { view, egress, role } = candidate;
  const ciphertext = ciphertextSeen(candidate, parameters);
  const claim = claimOf(candidate, ciphertext);
  const links = distinctOperations(candidate.links).slice(0, MOST_OPERATIONS);
  const encryption = links.map((link) => linkedOperation(link, redact));
  const story = tellStory(candidate, links, redact);
  const observability = observabilityOf(analytic, view.presence);
  const facts: FindingFacts = {
    id: findingId(candidate),
    analytic: analytic.id,
    title: title(candidate, ciphertext),
    claim,
    wording: CLAIMS[claim].wording,
    confidence: confidenceOf(candidate, ciphertext),
    observability,
    coverage: coverageOf(candidate, observability.missing),
    host: view.host,
    process: describeProcess(egress.process, role, redact),
    ancestry: ancestors(egress.process, 8).map((process) => describeProcess(process, undefined, redact)),
    script: scriptIdentity(view, egress.process, role),
    encryption,
    egress: egressFacts(candidate),
    story,
    notSeen: notSeen(candidate, observability.missing),
    techniques: techniques(analytic, candidate),
    evidence: evidenceOf(story),
    first: Math.floor(story[0]?.time ?? egress.first),
    last: Math.floor(story.at(-1)?.time ?? egress.last),
  };
  const group = site.groupOf(view.host);
  const ask = (one: Egress): Asked => ({
    approval: approvalFacts(view, one, group),
    question: questionOf(view, one, group, site.zone),
  });
  return {
    facts,
    reasons: reasonsOf(candidate, parameters),
    encrypts: candidate.links.length > 0 || ciphertext === 'sealed',
    asked: ask(egress),
    askedAlso: otherPlaces(candidate).map(ask),
  };
}

/** One egress for each further destination and port of the act. */
function otherPlaces({ egress, also = [] }: Candidate): Egress[] {
  const place = (one: Egress): string =>
    `${destinationOf(one).key ?? one.address}|${one.protocol}|${one.port}`;
  const places = new Map<string, Egress>();
  for (const one of also) if (!places.has(place(one))) places.set(place(one), one);
  places.delete(place(egress));
  return [...places.values()].slice(0, MOST_PLACES);
}

/**
 * The act itself names the finding: host, process and destination. The host's short name is used, because one host
 * goes by a short and a full name; no time is used, because the same act told late or twice is the same act.
 */
function findingId({ analytic, view, egress }: Candidate): string {
  const target = `${egress.name?.name ?? egress.address}|${egress.protocol}|${egress.port}`;
  const act = [analytic, lastingHostName(view.host), egress.process.key, target].join('\n');
  return `${analytic}-${sha256Hex(act).slice(0, 16)}`;
}

type Ciphertext = ReturnType<typeof ciphertextSeen>;

function claimOf({ links }: Candidate, ciphertext: Ciphertext): Claim {
  // What only a cipher makes proves the encryption, whoever saw it made.
  if (links.length === 0) return ciphertext === 'sealed' ? 'C5' : ciphertext === undefined ? 'C0' : 'C2';
  const isStrong = links.some(({ link }) => STRONG_LINKS.has(link.kind) && link.weight >= STRONG_ENOUGH);
  if (isStrong && ciphertext === 'sealed') return 'C5';
  return isStrong ? 'C4' : 'C3';
}

/** What is left of the attribution where no encryption was seen: with a container that proves it, and without. */
const SEALED_ALONE = 0.9;
const UNSEEN = 0.5;

/** The weakest part of the surest chain: attribution of the flow, of the operation, the tie, the reading. */
function confidenceOf({ egress, links }: Candidate, ciphertext: Ciphertext): number {
  const chains = links.map(({ operation, link }) =>
    Math.min(
      egress.attribution.confidence,
      operation.processConfidence,
      link.weight,
      operation.operation.confidence * (operation.recognition.opaque ? 0.7 : 1),
    ),
  );
  const alone = ciphertext === 'sealed' ? SEALED_ALONE : UNSEEN;
  const best = chains.length === 0 ? egress.attribution.confidence * alone : Math.max(...chains);
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

function title({ egress, links }: Candidate, ciphertext: Ciphertext): string {
  const program = baseName(egress.process.image) ?? `pid ${egress.process.pid ?? 'unknown'}`;
  const target = `${destinationName(egress) ?? egress.address}:${egress.port}`;
  const best = links[0];
  if (best === undefined) {
    if (ciphertext === 'sealed')
      return `${program} sent an encrypted container to ${target}; who encrypted it was not seen`;
    return ciphertext === undefined
      ? `${program} connected to ${target}; no encryption was seen`
      : `${program} sent ciphertext without a handshake to ${target}; no encryption was seen`;
  }
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
