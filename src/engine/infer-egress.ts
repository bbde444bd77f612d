import type { ConnectionFact } from '../hosts/connection-facts.ts';
import type { NameIndex } from '../hosts/name-memory.ts';
import type { ProcessTable } from '../hosts/process-table.ts';
import type { EgressGroups } from './egress-groups.ts';
import { OwnerInference } from './infer-owners.ts';
import type { NetworkView } from './network-evidence.ts';

/** How many flows of the host there were, and how many of them somebody may have sent. */
export interface InferredFlows {
  readonly flows: number;
  readonly owned: number;
}

export const NONE_INFERRED: InferredFlows = { flows: 0, owned: 0 };

/** Gives the flows of a host whose own telemetry tells of no connections to who may have sent them. */
export function inferEgress(
  host: string,
  table: ProcessTable,
  network: NetworkView,
  names: NameIndex,
  egress: EgressGroups,
): InferredFlows {
  const flows = network.unownedOf(host);
  if (flows.length === 0) return NONE_INFERRED;
  const inference = new OwnerInference(table.processes);
  let owned = 0;
  for (const flow of flows) {
    const lookedUp = names.nameOf(flow.destinationAddress, undefined, flow.start)?.name;
    const owners = inference.ownersOf(flow, lookedUp);
    if (owners.length > 0) owned++;
    for (const { process, attribution } of owners) {
      const fact: ConnectionFact = {
        protocol: flow.protocol,
        localPort: flow.sourcePort,
        remoteAddress: flow.destinationAddress,
        remotePort: flow.destinationPort,
        told: new Map(),
        first: flow.start,
        last: flow.end ?? flow.start,
        places: [...flow.places],
      };
      const { confidence, reason } = attribution;
      egress.add(fact, process, attribution, { flow, how: 'destination', confidence, reason });
    }
  }
  return { flows: flows.length, owned };
}
