/** Clocks of network sensors against each other, measured on flows that both saw and nobody can mistake. */
import { SENSORS } from '../../event/sensor.ts';
import type { Sensor } from '../../event/sensor.ts';
import { clockSkew, ENOUGH_SAMPLES } from './clock-skew.ts';
import type { FlowTelling } from './flow-telling.ts';
import { tupleKey } from './flow-ends.ts';

export interface SensorClock {
  readonly sensor: Sensor;
  /** The sensor by its name. */
  readonly host: string;
  /** Whose clock it is measured against: `zeek of fw1`. */
  readonly against: string;
  /** Milliseconds it is ahead. */
  readonly offset: number;
  /** Flows that both saw. */
  readonly samples: number;
}

const HOUR = 3_600_000;

/** Logs without a zone are off by whole quarters of an hour. */
const ZONE_STEP = HOUR / 4;
const NEAR_A_ZONE = 30_000;

export class SensorClocks {
  readonly clocks: readonly SensorClock[];
  readonly #offsets = new Map<string, number>();

  constructor(tellings: readonly FlowTelling[]) {
    if (isOfOneSensor(tellings)) {
      this.clocks = [];
      return;
    }
    const bySensor = new Map<string, Map<string, FlowTelling | undefined>>();
    for (const telling of tellings) {
      const key = sensorKey(telling);
      const tuples = bySensor.get(key) ?? new Map<string, FlowTelling | undefined>();
      const tuple = tupleKey(telling.protocol, telling.ends);
      // A tuple that was used twice measures nothing.
      tuples.set(tuple, tuples.has(tuple) ? undefined : telling);
      bySensor.set(key, tuples);
    }
    const [reference, ...others] = [...bySensor].sort(
      ([a, x], [b, y]) => exactness(b) - exactness(a) || y.size - x.size || (a < b ? -1 : 1),
    );
    const clocks: SensorClock[] = [];
    for (const [key, tuples] of reference === undefined ? [] : others) {
      const differences: number[] = [];
      for (const [tuple, telling] of tuples) {
        const other = reference?.[1].get(tuple);
        if (telling !== undefined && other !== undefined) differences.push(telling.start - other.start);
      }
      const skew = clockSkew(differences);
      if (skew === undefined || !isCredible(skew.offset, skew.samples)) continue;
      this.#offsets.set(key, skew.offset);
      const [sensor, host] = namesOf(tuples);
      if (sensor !== undefined)
        clocks.push({
          sensor,
          host,
          against: (reference?.[0] ?? '').replace('|', ' of '),
          offset: skew.offset,
          samples: skew.samples,
        });
    }
    this.clocks = clocks;
  }

  /** Milliseconds to take from the times of a telling. */
  offsetOf(telling: FlowTelling): number {
    if (this.#offsets.size === 0) return 0;
    return this.#offsets.get(sensorKey(telling)) ?? 0;
  }
}

function isOfOneSensor(tellings: readonly FlowTelling[]): boolean {
  const [first] = tellings;
  return tellings.every((one) => one.sensor === first?.sensor && one.sensorHost === first.sensorHost);
}

export function sensorKey({ sensor, sensorHost }: FlowTelling): string {
  return `${sensor}|${sensorHost}`;
}

/** One or two pairs are believed where the difference is small or that of a missing zone. */
function isCredible(offset: number, samples: number): boolean {
  if (samples >= ENOUGH_SAMPLES || Math.abs(offset) <= NEAR_A_ZONE) return true;
  return (
    Math.abs(offset) <= 15 * HOUR &&
    Math.abs(offset - Math.round(offset / ZONE_STEP) * ZONE_STEP) <= NEAR_A_ZONE
  );
}

function exactness(key: string): number {
  const sensor = Object.entries(SENSORS).find(([name]) => key.startsWith(`${name}|`));
  return sensor?.[1].exactClock === true ? 1 : 0;
}

function namesOf(tuples: ReadonlyMap<string, FlowTelling | undefined>): [Sensor | undefined, string] {
  for (const telling of tuples.values())
    if (telling !== undefined) return [telling.sensor, telling.sensorHost];
  return [undefined, ''];
}
