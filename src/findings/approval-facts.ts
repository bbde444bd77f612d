import type { Egress, HostView } from '../analytics/host-view.ts';
import type { ApprovalFacts } from '../baseline/approvals/approval-facts.ts';
import { impostorName, isAutomated } from '../hosts/process-role.ts';
import { approvedScript } from './approved-script.ts';
import { destinationOf, signedOf } from './egress-program.ts';
import { destinationName, nameInFlow } from './wire-evidence.ts';

/** What approvals are asked by. `group` is the peer group of the host. */
export function approvalFacts(view: HostView, egress: Egress, group: string | undefined): ApprovalFacts {
  const { process } = egress;
  const name = destinationName(egress);
  const isReverse = egress.name === undefined && nameInFlow(egress.wire) === undefined;
  const place = destinationOf(egress);
  const script = approvedScript(process);
  return {
    platform: process.platform,
    image: process.image,
    signed: signedOf(process),
    signer: process.signature ?? process.signer?.identifier,
    teamId: process.signer?.team,
    signingId: process.signer?.identifier,
    platformBinary: process.signer?.platformBinary,
    sha256: process.sha256,
    scriptPath: script.path,
    scriptSha256: script.sha256,
    disguised: impostorName(process) !== undefined,
    driven: isAutomated(process.commandLine),
    user: process.user,
    parentImage: process.parent?.image ?? process.parentImage,
    hosts: [view.host, ...view.aliases],
    groups: group === undefined ? [] : [group],
    name,
    nameIs: name === undefined ? undefined : isReverse ? 'reverse' : 'observed',
    tenant: place.tenant === 'unknown' ? undefined : place.registrableDomain,
    address: egress.address,
    port: egress.port,
    protocol: egress.protocol,
    time: egress.first,
    bytesOut: egress.bytesOut,
  };
}
