/** Configuration and flags become the settings the core takes. */
import type { Approval } from '../baseline/approvals/approval.ts';
import { canonicalAddress, parseRange } from '../event/address.ts';
import { parseTimestamp } from '../event/timestamp.ts';
import type { NetworkSettings } from '../egress/networks.ts';
import type { EncryptionPattern } from '../encryption/patterns/pattern.ts';
import { DEFAULT_LIMITS } from '../engine/host-state.ts';
import type { StateLimits } from '../engine/host-state.ts';
import { DEFAULT_PARAMETERS } from '../findings/parameters.ts';
import type { Parameters, TimeWindow } from '../findings/parameters.ts';
import type { Config } from './config-schema.ts';
import { spanMilliseconds } from './span.ts';
import { UsageError } from './usage-error.ts';

/** Plain data: it crosses to worker threads. */
export interface HuntSettings {
  readonly networks: NetworkSettings;
  readonly parameters: Parameters;
  readonly limits: StateLimits;
  /** What the site declares of its hosts, by lower-case name. */
  readonly hosts: Readonly<Record<string, DeclaredHost>>;
  /** Users' own encryption patterns, which contradict nothing. */
  readonly patterns: readonly EncryptionPattern[];
  /** What people decided, and which packs of the starting set hold. */
  readonly approvals: readonly Approval[];
  readonly packs: readonly string[];
  /** Host of records that name none, lower case; `undefined` lets the folder they lie in tell. */
  readonly host: string | undefined;
  /** Half-open span of event time, milliseconds UTC. */
  readonly since: number;
  readonly until: number;
}

export interface DeclaredHost {
  /** Canonical. */
  readonly addresses: readonly string[];
  /** Peer group: hosts that do the same work. */
  readonly group: string | undefined;
}

export interface HuntFlags {
  readonly internal: readonly string[];
  readonly external: readonly string[];
  readonly since: string | undefined;
  readonly until: string | undefined;
  readonly approvals?: readonly Approval[];
  readonly host?: string | undefined;
  readonly patterns?: readonly EncryptionPattern[] | undefined;
}

const DAYS = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'];

/** @throws UsageError when a flag cannot be read. */
export function huntSettings(config: Config, flags: HuntFlags): HuntSettings {
  for (const [flag, ranges] of [
    ['--internal', flags.internal],
    ['--external', flags.external],
  ] as const) {
    const wrong = ranges.find((text) => parseRange(text) === undefined);
    if (wrong !== undefined) {
      throw new UsageError(
        `${flag} ${wrong} is not an address or CIDR range; write for example ${flag} 10.0.0.0/8.`,
      );
    }
  }
  const since = moment('--since', flags.since) ?? Number.NEGATIVE_INFINITY;
  const until = moment('--until', flags.until) ?? Number.POSITIVE_INFINITY;
  if (since >= until) throw new UsageError('--since is not before --until: nothing could be read.');
  return {
    networks: {
      internal: [...config.networks.internal, ...flags.internal],
      external: [...config.networks.external, ...flags.external],
    },
    hosts: declaredHosts(config),
    approvals: flags.approvals ?? [],
    packs: config.approvals.packs,
    parameters: parameters(config),
    limits: {
      processes: config.limits.processes ?? DEFAULT_LIMITS.processes,
      connections: config.limits.connections ?? DEFAULT_LIMITS.connections,
      names: config.limits.names ?? DEFAULT_LIMITS.names,
      scripts: config.limits.scripts ?? DEFAULT_LIMITS.scripts,
      flows: config.limits.flows ?? DEFAULT_LIMITS.flows,
    },
    patterns: flags.patterns ?? [],
    host: flags.host?.toLowerCase(),
    since,
    until,
  };
}

function declaredHosts({ hosts }: Config): Record<string, DeclaredHost> {
  return Object.fromEntries(
    Object.entries(hosts).map(([name, { addresses, group }]) => [
      name.toLowerCase(),
      { addresses: addresses.flatMap((text) => canonicalAddress(text) ?? []), group },
    ]),
  );
}

function parameters(config: Config): Parameters {
  const { AN1389, AN1390 } = config.analytics;
  const windows = { ...DEFAULT_PARAMETERS.correlationWindow };
  for (const [kind, span] of Object.entries(config.correlationWindow)) {
    const milliseconds = span === undefined ? undefined : spanMilliseconds(span);
    if (milliseconds !== undefined) windows[kind as keyof typeof windows] = milliseconds;
  }
  return {
    correlationWindow: windows,
    TimeWindow: AN1389.TimeWindow === undefined ? undefined : timeWindow(AN1389.TimeWindow),
    ExecutableAllowlist: AN1389.ExecutableAllowlist.map((pattern) => pattern.toLowerCase()),
    FileTransferIndicator: AN1390.FileTransferIndicator.map((name) => name.toLowerCase()),
    LibraryCallTracking:
      AN1390.LibraryCallTracking?.map((name) => name.toLowerCase()) ?? DEFAULT_PARAMETERS.LibraryCallTracking,
    PayloadEntropyThreshold: AN1389.PayloadEntropyThreshold,
    watchlist: config.watchlist.map((host) => host.toLowerCase()),
  };
}

function timeWindow(window: { zone: string; days: readonly string[]; from: string; to: string }): TimeWindow {
  const minutes = (text: string): number => Number(text.slice(0, 2)) * 60 + Number(text.slice(3));
  const days = window.days.map((day) => DAYS.indexOf(day) + 1);
  return { zone: window.zone, days, from: minutes(window.from), to: minutes(window.to) };
}

/** `2020-09-04`, `2020-09-04T20:09:55Z`; a date alone is its midnight, and no zone means UTC. */
function moment(flag: string, text: string | undefined): number | undefined {
  if (text === undefined) return undefined;
  const full = /^\d{4}-\d{2}-\d{2}$/.test(text) ? `${text}T00:00:00Z` : text;
  const parsed = parseTimestamp(full);
  if (parsed === undefined)
    throw new UsageError(`${flag} ${text} is not a time; write for example ${flag} 2020-09-04T20:00:00Z.`);
  return parsed.time;
}
