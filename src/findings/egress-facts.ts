/** What a finding shows of where it was sent. */
import type { Candidate } from '../analytics/candidate.ts';
import type { Egress } from '../analytics/host-view.ts';
import { transferOf } from '../analytics/transfer-of.ts';
import { describeTransfer } from '../egress/transfer/describe-transfer.ts';
import { describeDestination } from '../egress/destination.ts';
import type { AlsoSent, EgressFacts } from './finding.ts';
import { destinationName, nameInFlow, protocolEvidence } from './wire-evidence.ts';

const MOST_ALSO = 32;
const LONGEST_STATED = 500;

export function egressFacts({ egress, also = [] }: Candidate): EgressFacts {
  const name = destinationName(egress);
  const all = [egress, ...also];
  const transfer = transferOf(egress.process);
  return {
    address: egress.address,
    port: egress.port,
    protocol: egress.protocol,
    name,
    nameSource: nameSource(egress),
    registrableDomain: describeDestination(name).registrableDomain,
    protocolEvidence: protocolEvidence(egress),
    ...(transfer === undefined ? {} : { stated: describeTransfer(transfer).slice(0, LONGEST_STATED) }),
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
  if (nameInFlow(wire) !== undefined) return 'flow';
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
