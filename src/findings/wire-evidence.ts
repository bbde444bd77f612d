/** What network sensors add to a finding: a name, a protocol, volumes, and what the payload was. */
import type { Candidate } from '../analytics/candidate.ts';
import type { Egress, WireFacts } from '../analytics/host-view.ts';
import { canonicalAddress } from '../event/address.ts';
import { isExplained, outboundCiphertext } from '../egress/payload/outbound-ciphertext.ts';
import { evaluateEntropy, PAYLOAD_ENTROPY_THRESHOLD } from '../egress/payload/payload-entropy-threshold.ts';
import type { Contribution } from './finding.ts';
import type { Parameters } from './parameters.ts';
import { POINTS } from './weights.ts';

type Points = Omit<Contribution, 'counted'>;

/** Connections of one act whose payload is judged. */
const MOST_LOOKED_AT = 8;
/** Less than this is talk, not data [scoring notes, section 3]. */
const LITTLE = 10_000;
/** The name to go by: looked up by the process, read in the flow, or a reverse lookup. */
export function destinationName({ name, wire, sensorName }: Egress): string | undefined {
  return name?.name ?? nameInFlow(wire) ?? sensorName;
}

/** Whoever asks for an address by itself (`Host: 203.0.113.10`) names nothing. */
export function nameInFlow(wire: WireFacts | undefined): string | undefined {
  return wire?.name === undefined || canonicalAddress(wire.name) !== undefined ? undefined : wire.name;
}

export function protocolEvidence({ wire }: Egress): string {
  if (wire === undefined) return 'unknown: these records carry no protocol, the port is no evidence';
  const by = wire.sensors.join(', ');
  if (wire.tls !== undefined) {
    const { version, cipher, ja3, ja4 } = wire.tls;
    const facts = [
      version,
      cipher,
      ja4 === undefined ? undefined : `JA4 ${ja4}`,
      ja3 === undefined ? undefined : `JA3 ${ja3}`,
    ];
    return `TLS (${facts.filter((fact) => fact !== undefined).join(', ') || 'details unknown'}), seen by ${by}`;
  }
  if (wire.service === undefined) return `not told by ${by}`;
  if (wire.service === 'none') return `none that ${by} knows`;
  return `${wire.service}, seen by ${by}`;
}

/** What of the act was seen to be ciphertext: a container that says so, or else bytes that nothing explains. */
export function ciphertextSeen(
  { egress, also = [] }: Candidate,
  { PayloadEntropyThreshold }: Pick<Parameters, 'PayloadEntropyThreshold'>,
): 'sealed' | 'unexplained' | undefined {
  const threshold = { ...PAYLOAD_ENTROPY_THRESHOLD, score: PayloadEntropyThreshold };
  const seen = [egress, ...also].map(({ wire, bytesOut }) =>
    wire === undefined ? undefined : outboundCiphertext({ ...wire, bytesOut }, threshold),
  );
  return seen.includes('sealed') ? 'sealed' : seen.find((what) => what !== undefined);
}

/** Volume and payload of the egress as reasons; what nobody could see is a reason of no points. */
export function wireEvidence(
  { egress, also = [] }: Candidate,
  { PayloadEntropyThreshold }: Parameters,
): Points[] {
  const all = [egress, ...also];
  return [
    ...volume(all),
    ...all.slice(0, MOST_LOOKED_AT).flatMap((one) => payload(one, PayloadEntropyThreshold)),
  ];
}

function volume(all: readonly Egress[]): Points[] {
  const told = all.filter((one) => one.bytesOut !== undefined);
  const bytesOut = told.length === 0 ? undefined : told.reduce((sum, one) => sum + (one.bytesOut ?? 0), 0);
  if (bytesOut === undefined) {
    return [
      {
        group: 'volume',
        points: 0,
        reason: 'bytes sent are not observable in these records',
        wouldChange: 'a sensor that counts bytes (Zeek, Suricata, NetFlow, packet capture)',
      },
    ];
  }
  const what = told.some(({ wire }) => wire?.wireBytes === true) ? 'bytes in packets' : 'bytes of payload';
  if (bytesOut < LITTLE) {
    const reason = `only ${bytesOut} ${what} left: hardly more than a request`;
    return [{ group: 'volume', points: POINTS.littleSent, reason }];
  }
  return [{ group: 'volume', points: 0, reason: `${bytesOut} ${what} left` }];
}

function payload({ wire }: Egress, threshold: number): Points[] {
  const facts = wire?.payloadOut;
  if (wire === undefined || facts === undefined) {
    return [
      {
        group: 'network',
        points: 0,
        reason: 'payload entropy (PayloadEntropyThreshold) is not observable in these records',
        wouldChange: 'a sensor that sees payload (packet capture, Suricata, Zeek)',
      },
    ];
  }
  const { answer, score } = evaluateEntropy(facts, { ...PAYLOAD_ENTROPY_THRESHOLD, score: threshold });
  const measured = `entropy ${facts.entropy.toFixed(2)} over ${facts.length} bytes${score === undefined ? '' : `, ${score.toFixed(1)} deviations from random`}`;
  const known = wire.service !== undefined && wire.service !== 'none';
  if (known || isExplained(facts.verdict)) {
    return [
      { group: 'network', points: 0, reason: `${wire.service ?? 'payload'}: ${facts.verdict}; ${measured}` },
    ];
  }
  if (answer !== 'reached') {
    return [
      {
        group: 'network',
        points: 0,
        reason: `PayloadEntropyThreshold ${threshold}: ${answer.replace('-', ' ')}; ${measured}`,
      },
    ];
  }
  return [
    {
      group: 'network',
      points: POINTS.ciphertextNoHandshake,
      reason: `ciphertext without any known handshake (PayloadEntropyThreshold ${threshold}): ${measured}`,
      wouldChange: 'another PayloadEntropyThreshold',
    },
  ];
}
