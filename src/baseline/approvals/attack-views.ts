/** Approvals under the names that ATT&CK gives its tunables: three views of the same decisions. */
import type { AllowedHours } from '../calendar/allowed-hours.ts';
import type { Approval } from './approval.ts';
import { refusedBy } from './over-broad.ts';

/** AN1389's ExecutableAllowlist: which program, how it is known, by which approval. */
export interface AllowedExecutable {
  /** Path pattern, signing identifier, script or hash. */
  readonly executable: string;
  readonly knownBy: 'signature' | 'hash' | 'script' | 'path';
  readonly approval: string;
  readonly expires: number;
}

/** AN1391's ApplicationProfileBaseline: what a program is expected to send where. */
export interface ApplicationProfile {
  readonly application: readonly string[];
  readonly destinations: readonly string[];
  /** `443`, `8000-8010`; empty for any. */
  readonly ports: readonly string[];
  readonly bytesPerDay: number | undefined;
  readonly approval: string;
  readonly expires: number;
}

/** AN1389's TimeWindow: when a program is allowed to send. */
export interface ApprovedTimeWindow {
  readonly hours: AllowedHours;
  readonly application: readonly string[];
  readonly approval: string;
}

export function executableAllowlist(approvals: readonly Approval[], at: number): AllowedExecutable[] {
  return holding(approvals, at).flatMap((approval) =>
    executablesOf(approval).map((executable) => ({
      executable,
      knownBy: knownBy(approval),
      approval: approval.id,
      expires: approval.expires,
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
    approval: approval.id,
    expires: approval.expires,
  }));
}

export function approvedTimeWindows(approvals: readonly Approval[], at: number): ApprovedTimeWindow[] {
  return holding(approvals, at).flatMap((approval) =>
    approval.hours === undefined
      ? []
      : [{ hours: approval.hours, application: executablesOf(approval), approval: approval.id }],
  );
}

/** Those that hold at a moment: neither ended nor refused. */
function holding(approvals: readonly Approval[], at: number): Approval[] {
  return approvals.filter((approval) => at < approval.expires && refusedBy(approval).length === 0);
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
