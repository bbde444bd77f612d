/** What network sensors add to a finding: a name, a protocol, volumes, and what the payload was. */
import type { Candidate } from '../analytics/candidate.ts';
import type { Egress } from '../analytics/host-view.ts';
import { expectedEntropy } from '../egress/payload/expected-entropy.ts';
import type { Contribution } from './finding.ts';
import type { Parameters } from './parameters.ts';
import { POINTS } from './weights.ts';

type Points = Omit<Contribution, 'counted'>;

/** Less than this is talk, not data [scoring notes, section 3]. */
const LITTLE = 10_000;
/** Containers that only a symmetric cipher makes, by the verdict of the payload tests. */
const SEALED = new Set(
  ['openssl-salted', 'openpgp', 'age', 'zip-encrypted', 'rar-encrypted', 'mcrypt', 'scrypt', 'aescrypt', 'rclone', 'ansible-vault', 'fernet', 'encrypted-dmg', 'luks', 'keepass'].map(
    (name) => `container:${name}`,
  ),
);

/** The name to go by: looked up by the process, read in the flow, or a reverse lookup. */
export function destinationName({ name, wire, sensorName }: Egress): string | undefined {
  return name?.name ?? wire?.name ?? sensorName;
}

export function protocolEvidence({ wire }: Egress): string {
  if (wire === undefined) return 'unknown: these records carry no protocol, the port is no evidence';
  const by = wire.sensors.join(', ');
  if (wire.tls !== undefined) {
    const { version, cipher, ja3, ja4 } = wire.tls;
    const facts = [version, cipher, ja4 === undefined ? undefined : `JA4 ${ja4}`, ja3 === undefined ? undefined : `JA3 ${ja3}`];
    return `TLS (${facts.filter((fact) => fact !== undefined).join(', ') || 'details unknown'}), seen by ${by}`;
  }
  if (wire.service === undefined) return `not told by ${by}`;
  if (wire.service === 'none') return `none that ${by} knows`;
  return `${wire.service}, seen by ${by}`;
}

/** The ciphertext itself left: its container was seen in the payload, whatever it travelled in. */
export function isCiphertextSeen({ wire }: Egress): boolean {
  return wire?.payloadOut !== undefined && SEALED.has(wire.payloadOut.verdict);
}

/** Volume and payload of the egress as reasons; what nobody could see is a reason of no points. */
export function wireEvidence({ egress }: Candidate, { PayloadEntropyThreshold }: Parameters): Points[] {
  return [...volume(egress), ...payload(egress, PayloadEntropyThreshold)];
}

function volume({ bytesOut, wire }: Egress): Points[] {
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
  const what = wire?.wireBytes === true ? 'bytes in packets' : 'bytes of payload';
  if (bytesOut < LITTLE) {
    const reason = `only ${bytesOut} ${what} left: hardly more than a request`;
    return [{ group: 'volume', points: POINTS.littleSent, reason }];
  }
  return [{ group: 'volume', points: 0, reason: `${bytesOut} ${what} left` }];
}

/** Too few bytes say nothing. */
const LEAST_PAYLOAD = 64;

/** Deviations from what random bytes of that length show; `undefined` when there are too few. */
function entropyScore(entropy: number, length: number): number | undefined {
  if (length < LEAST_PAYLOAD) return undefined;
  const { mean, deviation } = expectedEntropy(length);
  return deviation === 0 ? undefined : (entropy - mean) / deviation;
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
  const score = entropyScore(facts.entropy, facts.length);
  const measured = `entropy ${facts.entropy.toFixed(2)} over ${facts.length} bytes${score === undefined ? '' : `, ${score.toFixed(1)} deviations from random`}`;
  const known = wire.service !== undefined && wire.service !== 'none';
  if (facts.verdict.startsWith('container:') || known) {
    return [{ group: 'network', points: 0, reason: `${wire.service ?? 'payload'}: ${facts.verdict}; ${measured}` }];
  }
  if (score === undefined || score < threshold) {
    return [{ group: 'network', points: 0, reason: `payload below PayloadEntropyThreshold: ${measured}` }];
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
