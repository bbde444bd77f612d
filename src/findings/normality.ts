/** What people decided and what was learned about an egress: approvals and baseline, asked once per candidate. */
import type { Candidate } from '../analytics/candidate.ts';
import type { Answer } from '../baseline/answer/answer.ts';
import type { ApprovalFacts } from '../baseline/approvals/approval-facts.ts';
import type { ApprovalMatch } from '../baseline/approvals/approval-match.ts';
import { ENCRYPTING_CLASSES } from '../baseline/approvals/approval.ts';
import type { ApprovalSet } from '../baseline/approvals/approval-set.ts';
import type { Baseline } from '../baseline/baseline.ts';
import { identityKey } from '../baseline/identity/process-identity.ts';
import { identifyDestination } from '../egress/destination.ts';
import type { Process } from '../hosts/process.ts';
import { impostorName, isAutomated } from '../hosts/process-role.ts';
import { scriptIdentity } from './script-identity.ts';
import { destinationName } from './wire-evidence.ts';

/** Whom judgement asks about what is normal. */
export interface NormalitySources {
  readonly approvals: ApprovalSet;
  /** `undefined` when nothing was learned. */
  readonly baseline: Baseline | undefined;
  /** Names the snapshot, so that a finding can say which one judged it. */
  readonly baselineVersion: string | undefined;
  /** Peer group of a host, as the site declares it. */
  readonly groupOf: (host: string) => string | undefined;
  /** Time zone of the hosts; `undefined` leaves hours of the week out. */
  readonly zone: string | undefined;
}

export interface Normality {
  readonly approvals: readonly ApprovalMatch[];
  readonly answer: Answer | undefined;
  readonly baselineVersion: string | undefined;
}

export function normalityOf(candidate: Candidate, sources: NormalitySources): Normality {
  const { view, egress } = candidate;
  const group = sources.groupOf(view.host);
  const approvals = sources.approvals.match(approvalFacts(candidate, group));
  const { baseline, baselineVersion } = sources;
  const destination = destinationKey(candidate);
  const answer =
    baseline === undefined || destination === undefined
      ? undefined
      : baseline.answer({
          host: view.host,
          group,
          user: egress.process.user,
          identity: programKey(candidate),
          destination,
          port: egress.port,
          protocol: egress.protocol,
          at: egress.first,
          bytesOut: egress.bytesOut,
          bytesIn: egress.bytesIn,
          times: egress.times,
          zone: sources.zone,
        });
  return { approvals, answer, baselineVersion: answer === undefined ? undefined : baselineVersion };
}

/** The program as profiles are kept by. */
export function programKey(candidate: Candidate): string {
  const { process } = candidate.egress;
  return identityKey({
    platform: process.platform,
    image: process.image,
    signer: process.signer?.team ?? process.signer?.identifier ?? process.signature,
    signed: signedOf(process),
    script: scriptRun(candidate),
  });
}

/** The destination as profiles are kept by: domain or tenant, else address. */
export function destinationKey({ egress }: Candidate): string | undefined {
  return identifyDestination(destinationName(egress), egress.address).key;
}

/** The approval that stands for the egress, if one does: of several the strongest, then the first by id. */
export function standingApproval(
  { approvals }: Normality,
  { links }: Candidate,
): Extract<ApprovalMatch, { state: 'applies' }> | undefined {
  const applying = approvals.filter((match) => match.state === 'applies');
  // Encryption by a program that has no business encrypting cancels what was said of its traffic.
  const left = applying.filter(({ approval }) => links.length === 0 || ENCRYPTING_CLASSES.has(approval.class));
  return left.find(({ strength }) => strength === 'strong') ?? left[0];
}

function approvalFacts(candidate: Candidate, group: string | undefined): ApprovalFacts {
  const { view, egress } = candidate;
  const { process } = egress;
  const name = destinationName(egress);
  const isReverse = egress.name === undefined && egress.wire?.name === undefined;
  const place = identifyDestination(name, egress.address);
  const script = scriptRun(candidate);
  return {
    platform: process.platform,
    image: process.image,
    signed: signedOf(process),
    signer: process.signature ?? process.signer?.identifier,
    teamId: process.signer?.team,
    signingId: process.signer?.identifier,
    platformBinary: process.signer?.platformBinary,
    sha256: process.sha256,
    scriptPath: script?.path,
    scriptSha256: undefined,
    disguised: impostorName(process) !== undefined || isAutomated(process.commandLine),
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

function signedOf(process: Process): boolean | undefined {
  if (process.signed !== undefined) return process.signed;
  return process.signer === undefined ? undefined : process.signer.team !== undefined || process.signer.platformBinary;
}

function scriptRun(candidate: Candidate): { path: string | undefined; sha256: undefined; inline: string | undefined } | undefined {
  const { process } = candidate.egress;
  if (process.scriptPath !== undefined) return { path: process.scriptPath, sha256: undefined, inline: undefined };
  const script = scriptIdentity(candidate);
  if (script === undefined) return undefined;
  return script.kind === 'file'
    ? { path: script.label, sha256: undefined, inline: undefined }
    : { path: undefined, sha256: undefined, inline: process.commandLine?.slice(0, 4_096) };
}
