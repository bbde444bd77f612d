import type { Connection } from '../../event/event.ts';
import type { Sensor } from '../../event/sensor.ts';
import type { JoinedFlow } from './joined-flow.ts';

/** A flow that a connection of a host's own telemetry may be. Several of one connection are several possibilities. */
export interface FlowMatch {
  readonly flow: JoinedFlow;
  /**
   * `5-tuple`: both ends and time. `destination`: where the host does not know its own end, the called end and time.
   * `proxy`: what a proxy did for this connection.
   */
  readonly how: '5-tuple' | 'destination' | 'proxy';
  /** From 0 to 1. */
  readonly confidence: number;
  /** One sentence for people. */
  readonly reason: string;
}

export interface MatchedConnection {
  readonly connection: Connection;
  /** The surest first; empty when no sensor saw it. */
  readonly matches: readonly FlowMatch[];
}

/** The clock of one sensor of one host against the network sensors. */
export interface HostClock {
  readonly host: string;
  readonly sensor: Sensor;
  /** Milliseconds it is ahead. */
  readonly offset: number;
  /** Connections it was measured on. */
  readonly samples: number;
  /** Median distance of these from the offset. */
  readonly spread: number;
}

/** Why a flow has no process. */
export type UnownedReason =
  | 'no-endpoint-telemetry'
  | 'other-host'
  | 'no-match'
  | 'no-match-in-time'
  | 'several-candidates'
  | 'proxy';

export const UNOWNED_REASONS: Readonly<Record<UnownedReason, string>> = {
  'no-endpoint-telemetry': 'no host with telemetry of its own is known by that address',
  'other-host': 'the address was that of a host without telemetry of its own',
  'no-match': 'the host recorded no such connection',
  'no-match-in-time': 'the host recorded such a connection at another time only',
  'several-candidates': 'several processes may have opened it',
  proxy: 'a proxy opened it for others, or tells of it without the connection of its client',
};

export interface UnownedFlow {
  readonly flow: JoinedFlow;
  readonly reason: UnownedReason;
}

/** From here on a match names the process of a flow; below it is one possibility among several. */
export const OWNING_CONFIDENCE = 0.4;
