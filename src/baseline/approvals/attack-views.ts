/** Approvals under the names that ATT&CK gives its tunables (mutable elements): three views of the same decisions. */
import type { AllowedHours } from '../calendar/allowed-hours.ts';
import type { Platform } from '../identity/canonical-path.ts';
import type { Approval } from './approval.ts';
import { refusedBy } from './over-broad.ts';

export type AttackElement = 'ExecutableAllowlist' | 'ApplicationProfileBaseline' | 'TimeWindow';

export const ATTACK_ELEMENTS: readonly AttackElement[] = [
  'ExecutableAllowlist',
  'ApplicationProfileBaseline',
  'TimeWindow',
];

/** The analytic of ATT&CK that has the element. */
export const ANALYTIC_OF: Readonly<Record<AttackElement, string>> = {
  ExecutableAllowlist: 'AN1389',
  ApplicationProfileBaseline: 'AN1391',
  TimeWindow: 'AN1389',
};

interface OfApproval {
  readonly platform: Platform;
  /** Id of the approval. */
  readonly approval: string;
  /** Milliseconds UTC. */
  readonly expires: number;
}

/** AN1389's ExecutableAllowlist: which program, how it is known, by which approval. */
export interface AllowedExecutable extends OfApproval {
  /** Path pattern, signing identifier, script or hash. */
  readonly executable: string;
  readonly knownBy: 'signature' | 'hash' | 'script' | 'path';
}

/** AN1391's ApplicationProfileBaseline: what a program is expected to send where. */
export interface ApplicationProfile extends OfApproval {
  readonly application: readonly string[];
  readonly destinations: readonly string[];
  /** `443`, `8000-8010`; empty for any. */
  readonly ports: readonly string[];
  readonly bytesPerDay: number | undefined;
}

/** AN1389's TimeWindow: when a program is allowed to send. */
export interface ApprovedTimeWindow extends OfApproval {
  readonly hours: AllowedHours;
  readonly application: readonly string[];
}

export function executableAllowlist(approvals: readonly Approval[], at: number): AllowedExecutable[] {
  return holding(approvals, at).flatMap((approval) =>
    executablesOf(approval).map((executable) => ({
      executable,
      knownBy: knownBy(approval),
      ...ofApproval(approval),
    })),
  );
}

export function applicationProfileBaseline(approvals: readonly Approval[], at: number): ApplicationProfile[] {
  return holding(approvals, at).map((approval) => ({
    application: executablesOf(approval),
    destinations: [
      ...approval.destinations.domains,
      ...approval.destinations.tenants,
      ...approval.destinations.addresses.map(({ text }) => text),
    ],
    ports: approval.destinations.ports.map(({ from, to }) => (from === to ? String(from) : `${from}-${to}`)),
    bytesPerDay: approval.bytesPerDay,
    ...ofApproval(approval),
  }));
}

export function approvedTimeWindows(approvals: readonly Approval[], at: number): ApprovedTimeWindow[] {
  return holding(approvals, at).flatMap((approval) =>
    approval.hours === undefined
      ? []
      : [{ hours: approval.hours, application: executablesOf(approval), ...ofApproval(approval) }],
  );
}

/** Those that hold at a moment: neither ended nor refused. */
function holding(approvals: readonly Approval[], at: number): Approval[] {
  return approvals.filter((approval) => at < approval.expires && refusedBy(approval).length === 0);
}

function ofApproval({ id, platform, expires }: Approval): OfApproval {
  return { platform, approval: id, expires };
}

function executablesOf({ identity }: Approval): string[] {
  const scripts = [...identity.scriptPaths, ...identity.scriptSha256];
  if (scripts.length > 0) return scripts;
  return identity.paths.length > 0 ? [...identity.paths] : [...identity.signingIds, ...identity.sha256];
}

function knownBy({ identity }: Approval): AllowedExecutable['knownBy'] {
  if (identity.scriptPaths.length + identity.scriptSha256.length > 0) return 'script';
  if (identity.sha256.length > 0) return 'hash';
  return identity.signers.length + identity.teamIds.length > 0 || identity.platformBinary
    ? 'signature'
    : 'path';
}
