/**
 * First half of the engine, run beside the parsing: reads the text of each event, keeps what the joins need, and
 * counts the rest. It holds no state that depends on order, so any number of observers may share the work.
 */
import type { Connection, ProcessLaunch, ScriptText, TelemetryEvent } from '../event/event.ts';
import type { Recognition } from '../encryption/encryption-operation.ts';
import { recordTitle, SENSORS } from '../event/sensor.ts';
import { asksNames } from './name-questions.ts';
import type { Observation } from './observation.ts';
import { newTally } from './tally.ts';
import type { HostTally } from './tally.ts';
import type { TextRecogniser } from './text-recogniser.ts';

export interface ObserverSettings {
  readonly isExternal: (address: string) => boolean;
  /** Half-open span of event time to keep; outside it nothing is kept or counted. */
  readonly since: number;
  readonly until: number;
}

export class Observer {
  /** Presence by host, as the records name it. */
  readonly tallies: Map<string, HostTally> = new Map();
  readonly #recogniser: TextRecogniser;
  readonly #settings: ObserverSettings;

  constructor(recogniser: TextRecogniser, settings: ObserverSettings) {
    this.#recogniser = recogniser;
    this.#settings = settings;
  }

  /** What is worth keeping of an event, or `undefined` when counting it was enough. */
  observe(event: TelemetryEvent): Observation | undefined {
    if (event.time < this.#settings.since || event.time >= this.#settings.until) return undefined;
    // A host's own firewall may name the process: then it tells of the host, not of the wire.
    if (SENSORS[event.sensor].sees === 'network' && event.kind !== 'connection')
      return this.#fromNetwork(event);
    const tally = this.#tally(event);
    switch (event.kind) {
      case 'launch':
        return this.#launch(event, tally);
      case 'connection':
        return this.#connection(event, tally);
      case 'name':
        tally.names = true;
        return event.addresses.some(this.#settings.isExternal)
          ? { event, recognition: undefined }
          : undefined;
      case 'script':
        return this.#script(event, tally);
      case 'module':
        tally.imageSignatures ||= event.signed !== undefined;
        return { event, recognition: undefined };
      default:
        return { event, recognition: undefined };
    }
  }

  /** Flows that touch the outside, and what tells whose they are. A network sensor is no host. */
  #fromNetwork(event: TelemetryEvent): Observation | undefined {
    if (event.kind === 'flow') {
      const { isExternal } = this.#settings;
      const outside =
        isExternal(event.destinationAddress) ||
        isExternal(event.sourceAddress) ||
        (event.destinationAddress === '' && event.destinationName !== undefined);
      return outside || event.flowId !== undefined ? { event, recognition: undefined } : undefined;
    }
    return { event, recognition: undefined };
  }

  #launch(event: ProcessLaunch, tally: HostTally): Observation {
    if (event.commandLine === undefined) return { event, recognition: undefined };
    tally.commandLine = true;
    const rules = (event.platform ?? 'windows') === 'windows' ? 'windows' : 'posix';
    const recognition = this.#recogniser.recogniseCommandLine(event.commandLine, rules, event.image);
    return { event, recognition: orNothing(recognition) };
  }

  /** Only what leaves the site is kept; that a process connected at all is remembered as a sighting of it. */
  #connection(event: Connection, tally: HostTally): Observation | undefined {
    tally.connections = true;
    tally.volumes ||= event.bytesOut !== undefined;
    const external = event.direction !== 'inbound' && this.#settings.isExternal(event.remoteAddress);
    return external || event.uid !== undefined || asksNames(event)
      ? { event, recognition: undefined }
      : undefined;
  }

  #script(event: ScriptText, tally: HostTally): Observation | undefined {
    if (event.form !== 'host-application') tally.scriptText = true;
    if (event.parts > 1) return { event, recognition: undefined };
    const recognition = orNothing(recogniseText(this.#recogniser, event));
    if (recognition === undefined && event.form === 'host-application') return undefined;
    // The text is kept where something was read in it; otherwise only that this process ran a script.
    return { event: recognition === undefined ? { ...event, text: '' } : event, recognition };
  }

  #tally(event: TelemetryEvent): HostTally {
    let tally = this.tallies.get(event.host);
    if (tally === undefined) {
      tally = newTally();
      this.tallies.set(event.host, tally);
    }
    if (event.time < tally.first) tally.first = event.time;
    if (event.time > tally.last) tally.last = event.time;
    tally.kinds.add(recordTitle(event.sensor, event.code));
    tally.platforms.add(event.platform ?? 'windows');
    return tally;
  }
}

export function recogniseText(
  recogniser: TextRecogniser,
  { form, language, text }: Pick<ScriptText, 'form' | 'language' | 'text'>,
): Recognition {
  if (form === 'block') return recogniser.recogniseScript(text, language);
  if (form === 'bindings') return recogniser.recogniseBindings(text);
  return recogniser.recogniseCommandLine(text, 'windows');
}

/** A recognition worth carrying: encryption, or a trait that judgement knows. Hashes and encodings are neither. */
function orNothing(recognition: Recognition): Recognition | undefined {
  const encrypts = recognition.operations.some(
    (operation) => operation.class === 'symmetric' || operation.class === 'hybrid',
  );
  return encrypts || recognition.traits.includes('logging-tamper') ? recognition : undefined;
}
