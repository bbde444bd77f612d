/** The tunables of judgement. ATT&CK's mutable elements keep their ATT&CK names. */
import type { CorrelationWindows } from '../analytics/links.ts';

/** AN1389's TimeWindow: the hours in which transfers are allowed. Not a correlation span. */
export interface TimeWindow {
  /** IANA zone of the hosts, `Europe/Berlin`. */
  readonly zone: string;
  /** 1 Monday to 7 Sunday. */
  readonly days: readonly number[];
  /** Minutes since midnight, local; `to` is exclusive and may lie before `from` (over midnight). */
  readonly from: number;
  readonly to: number;
}

export interface Parameters {
  readonly correlationWindow: CorrelationWindows;
  readonly TimeWindow: TimeWindow | undefined;
  /** Paths with `*` wildcards, lower case. An entry lowers a finding visibly, it never drops one. */
  readonly ExecutableAllowlist: readonly string[];
  /** AN1390: programs whose connections are transfers, besides those whose command line says so; lower case, no extension. */
  readonly FileTransferIndicator: readonly string[];
  /** AN1390: parts of library names whose loading is told beside an encryption, lower case. */
  readonly LibraryCallTracking: readonly string[];
  /** Z-score of payload entropy above which payload counts as random; needs a sensor that sees payload. */
  readonly PayloadEntropyThreshold: number;
  /** Hosts of special worth, lower case. */
  readonly watchlist: readonly string[];
}

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;

/** Spans from the attribution notes, section 3 (measured on real hosts and taken from published sequence rules). */
export const DEFAULT_PARAMETERS: Parameters = {
  correlationWindow: {
    pipeline: MINUTE,
    lineage: 10 * MINUTE,
    artefact: 24 * HOUR,
    session: 15 * MINUTE,
    user: 15 * MINUTE,
    host: 5 * MINUTE,
  },
  TimeWindow: undefined,
  ExecutableAllowlist: [],
  FileTransferIndicator: [],
  LibraryCallTracking: [
    'libcrypto',
    'libgcrypt',
    'libsodium',
    'libmcrypt',
    'libnettle',
    'commoncrypto',
    'system.security',
  ],
  PayloadEntropyThreshold: -3,
  watchlist: [],
};
