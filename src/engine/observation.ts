import type { Recognition } from '../encryption/encryption-operation.ts';
import type { TelemetryEvent } from '../event/event.ts';

/** An event together with what the recogniser read in its text, if anything. */
export interface Observation {
  readonly event: TelemetryEvent;
  readonly recognition: Recognition | undefined;
}
