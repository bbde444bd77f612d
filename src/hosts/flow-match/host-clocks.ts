/**
 * The clocks of hosts against those of the network sensors, by host and sensor: real network records of Sysmon carry times
 * that are wrong by seconds to days and right among themselves, and the clocks of virtual machines wander by a minute within
 * a few. So the offset of a connection is measured on those next to it in time.
 */
import { SENSORS } from '../../event/sensor.ts';
import type { Connection } from '../../event/event.ts';
import { clockSkew, ENOUGH_SAMPLES } from './clock-skew.ts';
import type { ClockSkew } from './clock-skew.ts';
import type { HostClock } from './flow-match.ts';

/** Known errors reach six days. */
export const WORST_SKEW = 8 * 86_400_000;

/** Neighbours in time that the offset of a connection is measured on. */
const NEIGHBOURS = 9;

/** A clock that wanders goes no further than this between two connections that measure it. */
export const FARTHEST_WANDER = 5 * 60_000;

const NONE: ClockSkew = { offset: 0, samples: 0, spread: 0 };

interface Sample {
  /** On the host's clock. */
  readonly time: number;
  readonly difference: number;
}

interface Samples {
  readonly connection: Connection;
  list: Sample[];
  sorted: boolean;
}

export class HostClocks {
  readonly #samples = new Map<string, Samples>();

  /** A connection that can only be one flow, and by how much its time is later than that flow's start. */
  addPair(connection: Connection, difference: number): void {
    if (Math.abs(difference) > WORST_SKEW) return;
    const key = clockKey(connection);
    const sample = { time: connection.time, difference };
    const known = this.#samples.get(key);
    if (known === undefined) this.#samples.set(key, { connection, list: [sample], sorted: true });
    else {
      known.list.push(sample);
      known.sorted = false;
    }
  }

  hasPairs(connection: Connection): boolean {
    return this.#samples.has(clockKey(connection));
  }

  /** What its neighbours in time say of the clock. */
  skewOf(connection: Connection): ClockSkew {
    const samples = this.#samples.get(clockKey(connection));
    if (samples === undefined) return NONE;
    return clockSkew(nearest(inOrder(samples), connection.time).map(({ difference }) => difference)) ?? NONE;
  }

  /** Is the offset measured on enough connections to be taken off? */
  isMeasured(connection: Connection): boolean {
    return (this.#samples.get(clockKey(connection))?.list.length ?? 0) >= ENOUGH_SAMPLES;
  }

  /** The connection's time on the network sensors' clock. */
  timeOf(connection: Connection): number {
    return this.isMeasured(connection) ? connection.time - this.skewOf(connection).offset : connection.time;
  }

  /**
   * How far a record of this sensor may be from the start of its flow. `byTuple`: the 5-tuple says already that it is the
   * flow, so a record may be late; where only the destination is known, the time has to tell flows apart.
   */
  toleranceOf(connection: Connection, byTuple: boolean): number {
    const { exactClock } = SENSORS[connection.sensor];
    if (!this.isMeasured(connection)) return exactClock ? 5_000 : 30_000;
    // Sensors that batch their records write them up to 15 s late; the audit system stamps in steps of 4 ms.
    const least = !exactClock ? 15_000 : byTuple ? 2_000 : 100;
    return Math.max(least, Math.min(30_000, 5 * this.skewOf(connection).spread));
  }

  /** What was measured, by host and sensor, over the whole time. */
  report(): readonly HostClock[] {
    return [...this.#samples]
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([, { connection, list }]) => ({
        host: connection.host,
        sensor: connection.sensor,
        ...(clockSkew(list.map(({ difference }) => difference)) ?? NONE),
      }));
  }
}

function inOrder(samples: Samples): readonly Sample[] {
  if (!samples.sorted) {
    samples.list.sort((a, b) => a.time - b.time || a.difference - b.difference);
    samples.sorted = true;
  }
  return samples.list;
}

/** The samples closest to a moment, as many before it as after where there are. */
function nearest(samples: readonly Sample[], time: number): readonly Sample[] {
  let low = 0;
  let high = samples.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((samples[middle]?.time ?? Number.POSITIVE_INFINITY) < time) low = middle + 1;
    else high = middle;
  }
  const from = Math.max(0, Math.min(low - (NEIGHBOURS >> 1), samples.length - NEIGHBOURS));
  return samples.slice(from, from + NEIGHBOURS);
}

function clockKey({ host, sensor }: Connection): string {
  return `${host}|${sensor}`;
}
