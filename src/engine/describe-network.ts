/** The attribution report of one settling, in numbers. */
import type { HostFlows, NetworkCoverage } from '../coverage/network-coverage.ts';
import { isSealedContainer } from '../egress/payload/outbound-ciphertext.ts';
import { SENSORS } from '../event/sensor.ts';
import type { JoinedFlow } from '../hosts/flow-match/joined-flow.ts';
import type { UnownedReason } from '../hosts/flow-match/flow-match.ts';
import type { NetworkView } from './network-evidence.ts';

const READABLE = new Set(['http', 'dns', 'ftp', 'ntp', 'smtp', 'dhcp', 'snmp']);
const MOST_HOSTS = 1_000;
/** Smaller differences change no join. */
const WORTH_A_WORD = 1_000;

interface Counts {
  readonly sensors: Set<string>;
  flows: number;
  encrypted: number;
  owned: number;
  readonly reasons: Partial<Record<UnownedReason, number>>;
}

export function describeNetwork(
  { flows, unowned, clocks, addresses }: NetworkView,
  dropped: number,
): NetworkCoverage {
  const reasons = new Map(unowned.map(({ flow, reason }) => [flow, reason]));
  const hosts = new Map<string, Counts>();
  for (const flow of flows) {
    const host = addresses.hostOf(flow.sourceAddress, flow.start) ?? flow.sourceAddress;
    let counts = hosts.get(host);
    if (counts === undefined) {
      counts = { sensors: new Set(), flows: 0, encrypted: 0, owned: 0, reasons: {} };
      hosts.set(host, counts);
    }
    counts.flows++;
    for (const sensor of flow.sensors) counts.sensors.add(SENSORS[sensor].title);
    if (!isEncrypted(flow)) continue;
    counts.encrypted++;
    const reason = reasons.get(flow);
    if (reason === undefined) counts.owned++;
    else counts.reasons[reason] = (counts.reasons[reason] ?? 0) + 1;
  }
  return {
    hosts: [...hosts].map(toHostFlows).sort(compareHosts).slice(0, MOST_HOSTS),
    notes: [...clockNotes(clocks), ...droppedNote(dropped)],
  };
}

function droppedNote(dropped: number): string[] {
  return dropped === 0
    ? []
    : [`${dropped} facts of network sensors were left out because a memory limit was reached`];
}

function clockNotes(clocks: NetworkView['clocks']): string[] {
  return clocks
    .filter(({ offset }) => Math.abs(offset) >= WORTH_A_WORD)
    .map(
      ({ host, sensor, offset, samples }) =>
        `${host}: the clock of ${SENSORS[sensor].title} is ${(Math.abs(offset) / 1000).toFixed(1)} s ${offset > 0 ? 'ahead of' : 'behind'} the network sensors (${samples} connections)`,
    );
}

/** Everything that nobody on the way could read: known ciphers, what is no known protocol, and ciphertext in clear wrapping. */
function isEncrypted({ service, payloadOut }: JoinedFlow): boolean {
  const isSealed = payloadOut !== undefined && isSealedContainer(payloadOut.verdict);
  return isSealed || service === undefined || !READABLE.has(service);
}

function toHostFlows([host, { sensors, ...counts }]: [string, Counts]): HostFlows {
  return { host, sensors: [...sensors].sort(), ...counts };
}

function compareHosts(a: HostFlows, b: HostFlows): number {
  return b.encrypted - a.encrypted || b.flows - a.flows || (a.host < b.host ? -1 : 1);
}
