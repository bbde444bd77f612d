/** What is made of one message of the unified log, whichever way the log was written down. */
import type { EventBase, ProcessRef, TelemetryEvent } from '../../event/event.ts';
import { hidesPrivateData, NETWORK_SUBSYSTEM, networkConnection } from './network-framework.ts';

export interface LogMessage {
  readonly subsystem: string;
  readonly text: string;
}

/** Hosts of one member that are kept apart. */
const MOST_HOSTS = 10_000;

export class UnifiedLogEvents {
  readonly #blind = new Set<string>();

  read(message: LogMessage, base: EventBase, process: ProcessRef): readonly TelemetryEvent[] {
    const events: TelemetryEvent[] = [];
    const network = message.subsystem === NETWORK_SUBSYSTEM;
    const connection = network ? networkConnection(message.text, base, process) : undefined;
    if (connection !== undefined) events.push(connection);
    if (this.#becomesBlind(message, network, base.host)) {
      const detail = 'the unified log hides private data: names and addresses of connections are missing';
      events.push({ kind: 'health', ...base, state: 'blind', detail });
    }
    return events;
  }

  /** Once for a host: nearly every message hides something. */
  #becomesBlind({ text }: LogMessage, network: boolean, host: string): boolean {
    if (this.#blind.has(host) || this.#blind.size >= MOST_HOSTS) return false;
    if (!(network ? hidesPrivateData(text) : text.includes('<private>'))) return false;
    this.#blind.add(host);
    return true;
  }
}

/** A bounded set of names for what was read. */
export function logKind(subsystem: string): string {
  if (subsystem === NETWORK_SUBSYSTEM) return 'unified log network';
  return subsystem === 'com.apple.CFNetwork' ? 'unified log CFNetwork' : 'unified log message';
}
