import type { SensorHealth } from '../../../event/event.ts';
import { at } from '../../json-object.ts';
import type { JsonObject } from '../../json-object.ts';
import { sensorGap } from '../flow-draft.ts';
import type { Sighting } from '../flow-draft.ts';
import { amount } from '../wire-values.ts';

/** Suricata counts dropped packets from its start; a gap is told each time the count has grown. */
export class EveStats {
  #known = 0;

  read(record: JsonObject, sighting: Sighting): SensorHealth | undefined {
    const drops = amount(at(record, 'stats.capture.kernel_drops'));
    if (drops === undefined) return undefined;
    // A smaller count is that of a restarted sensor.
    const grown = drops >= this.#known ? drops - this.#known : drops;
    this.#known = drops;
    return grown > 0
      ? sensorGap(sighting, `${grown} packets were dropped before Suricata saw them`)
      : undefined;
  }
}
