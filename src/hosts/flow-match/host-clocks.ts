/**
 * The clocks of hosts against those of the network sensors, by host and sensor: real network records of Sysmon carry times
 * that are wrong by seconds to days and right among themselves.
 */
import { SENSORS } from '../../event/sensor.ts';
import type { Connection } from '../../event/event.ts';
import { clockSkew, ENOUGH_SAMPLES } from './clock-skew.ts';
import type { ClockSkew } from './clock-skew.ts';
import type { HostClock } from './flow-match.ts';

/** Known errors reach six days. */
export const WORST_SKEW = 8 * 86_400_000;

const NONE: ClockSkew = { offset: 0, samples: 0, spread: 0 };

export class HostClocks {
  readonly #differences = new Map<string, { connection: Connection; differences: number[] }>();
  readonly #skews = new Map<string, ClockSkew>();

  /** A connection that can only be one flow, and by how much its time is later than that flow's start. */
  addPair(connection: Connection, difference: number): void {
    if (Math.abs(difference) > WORST_SKEW) return;
    const key = clockKey(connection);
    const known = this.#differences.get(key);
    if (known === undefined) this.#differences.set(key, { connection, differences: [difference] });
    else known.differences.push(difference);
  }

  hasPairs(connection: Connection): boolean {
    return this.#differences.has(clockKey(connection));
  }

  skewOf(connection: Connection): ClockSkew {
    const key = clockKey(connection);
    let skew = this.#skews.get(key);
    if (skew === undefined) {
      skew = clockSkew(this.#differences.get(key)?.differences ?? []) ?? NONE;
      this.#skews.set(key, skew);
    }
    return skew;
  }

  /** Is the offset measured on enough connections to be taken off? */
  isMeasured(connection: Connection): boolean {
    return this.skewOf(connection).samples >= ENOUGH_SAMPLES;
  }

  /** The connection's time on the network sensors' clock. */
  timeOf(connection: Connection): number {
    return this.isMeasured(connection) ? connection.time - this.skewOf(connection).offset : connection.time;
  }

  /** How far a record of this sensor may be from the start of its flow. */
  toleranceOf(connection: Connection): number {
    const skew = this.skewOf(connection);
    const { exactClock } = SENSORS[connection.sensor];
    if (!this.isMeasured(connection)) return exactClock ? 5_000 : 30_000;
    // Sensors that batch their records write them up to 15 s late.
    return Math.max(exactClock ? 500 : 15_000, Math.min(30_000, 5 * skew.spread));
  }

  /** What was measured, by host and sensor. */
  report(): readonly HostClock[] {
    return [...this.#differences]
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([, { connection }]) => ({
        host: connection.host,
        sensor: connection.sensor,
        ...this.skewOf(connection),
      }));
  }
}

function clockKey({ host, sensor }: Connection): string {
  return `${host}|${sensor}`;
}
