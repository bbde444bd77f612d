/**
 * Ciphertext that left without any known handshake from an address nobody's own telemetry speaks for. It is said that it
 * left, and from where; never which process sent it. Never higher than medium: the wire alone proves no intent.
 */
import { outboundCiphertext } from '../egress/payload/outbound-ciphertext.ts';
import { PAYLOAD_ENTROPY_THRESHOLD } from '../egress/payload/payload-entropy-threshold.ts';
import { identifyDestination } from '../egress/destination.ts';
import { sha256Hex } from '../event/sha256.ts';
import { recordTitle, SENSORS } from '../event/sensor.ts';
import { UNOWNED_REASONS } from '../hosts/flow-match/flow-match.ts';
import type { UnownedFlow, UnownedReason } from '../hosts/flow-match/flow-match.ts';
import type { JoinedFlow } from '../hosts/flow-match/joined-flow.ts';
import { scoreOf } from './contributions.ts';
import type { Contribution, Finding } from './finding.ts';
import { NEED_TITLES } from './observability.ts';
import type { Parameters } from './parameters.ts';
import { CLAIMS, levelOf, POINTS, USUAL_PORTS } from './weights.ts';

/** Less is talk, and less says nothing of its entropy. */
const LEAST_BYTES = 10_000;
/** What the wire shows of the evidence the host analytics need, and what it never does. */
const OBSERVED = ['volumes', 'payload-entropy'] as const;
const MISSING = ['process-start', 'command-line', 'script-text', 'network-process', 'names'] as const;
/** Nothing ties it to an encryption or a process: as sure as a possible owner of a flow is. judgement */
const CONFIDENCE = 0.4;
/** The band below high. */
const NETWORK_CAP = 59;
const BLIND: ReadonlySet<UnownedReason> = new Set(['no-endpoint-telemetry', 'other-host']);

interface Group {
  readonly host: string;
  readonly reason: UnownedReason;
  readonly flows: JoinedFlow[];
}

/** One finding for each inside address and outside place, in the order of their ids. */
export function networkFindings(
  unowned: readonly UnownedFlow[],
  hostOf: (address: string, time: number) => string | undefined,
  { PayloadEntropyThreshold }: Pick<Parameters, 'PayloadEntropyThreshold'>,
): Finding[] {
  const threshold = { ...PAYLOAD_ENTROPY_THRESHOLD, score: PayloadEntropyThreshold };
  const groups = new Map<string, Group>();
  for (const { flow, reason } of unowned) {
    if (!BLIND.has(reason) || flow.service !== 'none') continue;
    if ((flow.bytesOut ?? 0) < LEAST_BYTES || outboundCiphertext(flow, threshold) === undefined) continue;
    const host = hostOf(flow.sourceAddress, flow.start) ?? flow.sourceAddress;
    const key = `${host}|${flow.destinationAddress}|${flow.destinationPort}|${flow.protocol}`;
    const known = groups.get(key);
    if (known === undefined) groups.set(key, { host, reason, flows: [flow] });
    else known.flows.push(flow);
  }
  return [...groups.entries()]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .flatMap(([key, group]) => findingOf(key, group));
}

function findingOf(key: string, { host, reason, flows }: Group): Finding[] {
  const [flow] = flows;
  if (flow === undefined) return [];
  const { destinationAddress: address, destinationPort: port, protocol, payloadOut } = flow;
  const contributions = reasons(flow);
  const score = scoreOf('C2', contributions);
  const sensors = [...new Set(flows.flatMap((one) => one.sensors))].sort();
  const titles = sensors.map((sensor) => recordTitle(sensor, 'flow'));
  const places = flows.flatMap((one) => one.places).slice(0, 16);
  const first = Math.floor(Math.min(...flows.map(({ start }) => start)));
  const last = Math.floor(Math.max(...flows.map(({ start, end }) => end ?? start)));
  const text = `${host} sent ${flow.bytesOut ?? 0} bytes to ${address}:${port}/${protocol}: no handshake, entropy ${payloadOut?.entropy.toFixed(2) ?? ''} over ${payloadOut?.length ?? 0} bytes`;
  const sum = (count: (one: JoinedFlow) => number | undefined): number =>
    flows.reduce((total, one) => total + (count(one) ?? 0), 0);
  return [
    {
      id: `DET0503-${sha256Hex(`network\n${key}`).slice(0, 16)}`,
      analytic: 'DET0503',
      title: `ciphertext without a handshake left ${host} for ${address}:${port}; no process is known`,
      claim: 'C2',
      wording: CLAIMS.C2.wording,
      score,
      level: levelOf(score),
      confidence: CONFIDENCE,
      observability: {
        share: OBSERVED.length / (OBSERVED.length + MISSING.length),
        observed: OBSERVED.map((need) => NEED_TITLES[need]),
        missing: MISSING.map((need) => NEED_TITLES[need]),
      },
      coverage: 'compensating',
      contributions,
      host,
      process: {
        key: 'none',
        pid: undefined,
        image: undefined,
        commandLine: undefined,
        user: flow.user,
        session: undefined,
        start: undefined,
        end: undefined,
        role: 'unknown',
      },
      ancestry: [],
      script: undefined,
      encryption: [],
      egress: {
        address,
        port,
        protocol,
        name: undefined,
        nameSource: 'none',
        registrableDomain: undefined,
        protocolEvidence: `none that ${sensors.map((sensor) => SENSORS[sensor].title).join(', ')} knows`,
        connections: flows.length,
        connectionsCapped: false,
        bytesOut: sum((one) => one.bytesOut),
        bytesIn: sum((one) => one.bytesIn),
        first,
        last,
        attribution: { method: 'none', confidence: 0, reason: UNOWNED_REASONS[reason] },
        sensors: titles,
        places,
      },
      story: [{ time: first, what: 'connection', text, places }],
      notSeen: [
        `which process sent it: ${UNOWNED_REASONS[reason]}`,
        'whether it was encrypted or only compressed: such bytes look the same',
      ],
      normality: {
        standing: 'insufficient-history',
        answeredBy: undefined,
        baseline: undefined,
        approvals: [],
      },
      techniques: ['T1048.001'],
      evidence: places.map((place) => ({ place, what: text, time: first })),
      first,
      last,
    },
  ];
}

function reasons({
  destinationAddress,
  destinationPort,
  destinationName,
  payloadOut,
}: JoinedFlow): Contribution[] {
  const { kind } = identifyDestination(destinationName, destinationAddress);
  const parts: Contribution[] = [
    { group: 'claim', points: CLAIMS.C2.base, reason: `C2: ${CLAIMS.C2.gates}`, counted: true },
    {
      group: 'network',
      points: POINTS.ciphertextNoHandshake,
      reason: `ciphertext without any known handshake, entropy ${payloadOut?.entropy.toFixed(2) ?? ''}`,
      counted: true,
      wouldChange: 'another PayloadEntropyThreshold',
    },
  ];
  if (kind === undefined) {
    const reason = `no name is known for ${destinationAddress}: who is behind it cannot be told`;
    parts.push({ group: 'destination', points: POINTS.tenantUnknown, reason, counted: true });
  } else
    parts.push({
      group: 'destination',
      points: POINTS.destinationClass,
      reason: `a ${kind} service`,
      counted: true,
    });
  if (!USUAL_PORTS.has(destinationPort)) {
    const reason = `port ${destinationPort} is none that programs usually use outward`;
    // One reason of a group counts; the stronger one stands above.
    parts.push({ group: 'network', points: POINTS.oddPort, reason, counted: false });
  }
  const reason = `only the wire was seen: held to ${NETWORK_CAP} points`;
  parts.push({
    group: 'cap',
    points: 0,
    cap: NETWORK_CAP,
    reason,
    counted: true,
    wouldChange: 'telemetry of the host itself',
  });
  return parts;
}
