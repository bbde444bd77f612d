/**
 * The chain from an act to its finding, link by link: which of them the telemetry showed. Every event of the host is
 * offered; the drill's own are known by its marker (a path nobody else uses) and by the address of its receiver.
 */
import type { Recognition } from '../../encryption/encryption-operation.ts';
import type { Connection, ProcessLaunch, TelemetryEvent } from '../../event/event.ts';
import { recordTitle } from '../../event/sensor.ts';
import type { Finding } from '../../findings/finding.ts';
import { baseName } from '../../hosts/process.ts';

export interface DrillMarks {
  /** Part of a path that only the drill uses. */
  readonly marker: string;
  readonly address: string;
  readonly port: number;
  /** Programs that encrypt and send, lower case: where command lines are missing, their names are what is left. */
  readonly encryptor: string;
  readonly sender: string;
  /** Events before this moment are not the drill's, milliseconds UTC. */
  readonly since: number;
}

export const LINKS = [
  'records',
  'process-start',
  'command-line',
  'encryption',
  'connection',
  'attribution',
  'finding',
] as const;
export type DrillLink = (typeof LINKS)[number];

export const LINK_TITLES: Readonly<Record<DrillLink, string>> = {
  records: 'records arrive',
  'process-start': 'process start seen',
  'command-line': 'command line seen',
  encryption: 'encryption recognised',
  connection: 'connection seen',
  attribution: 'connection has its process',
  finding: 'joined, finding raised',
};

/** What showed a link, and when it was seen (on the drill's own clock). */
export interface LinkSeen {
  readonly at: number;
  readonly by: string;
}

export class DrillChain {
  readonly seen: Map<DrillLink, LinkSeen> = new Map();
  readonly #marks: DrillMarks;
  readonly #clock: () => number;

  constructor(marks: DrillMarks, clock: () => number) {
    this.#marks = marks;
    this.#clock = clock;
  }

  get isWhole(): boolean {
    return LINKS.every((link) => this.seen.has(link));
  }

  /** The first link that was not seen; `undefined` when the chain is whole. */
  get broken(): DrillLink | undefined {
    return LINKS.find((link) => !this.seen.has(link));
  }

  records(bytes: number): void {
    if (bytes > 0) this.#see('records', `${bytes} bytes were added to the log`);
  }

  event(event: TelemetryEvent, recognition: Recognition | undefined): void {
    if (event.time < this.#marks.since - CLOCK_SLACK) return;
    if (event.kind === 'launch') this.#launch(event, recognition);
    else if (event.kind === 'connection') this.#connection(event);
  }

  finding(finding: Finding): void {
    const { address, port } = this.#marks;
    if (finding.egress.address !== address || finding.egress.port !== port || finding.encryption.length === 0)
      return;
    this.#see('finding', `${finding.id}: ${finding.level}, score ${finding.score}`);
  }

  #launch(event: ProcessLaunch, recognition: Recognition | undefined): void {
    const by = `${recordTitle(event.sensor, event.code)}, pid ${event.pid ?? 'unknown'}`;
    if (event.commandLine?.includes(this.#marks.marker) === true) {
      this.#see('process-start', by);
      this.#see('command-line', by);
      const operation = recognition?.operations.find((one) => one.class === 'symmetric');
      if (operation !== undefined) this.#see('encryption', operation.reason);
    } else if (event.commandLine === undefined && baseName(event.image) === this.#marks.encryptor)
      this.#see('process-start', by);
  }

  #connection(event: Connection): void {
    if (event.remoteAddress !== this.#marks.address || event.remotePort !== this.#marks.port) return;
    const title = recordTitle(event.sensor, event.code);
    this.#see('connection', `${title}, to ${event.remoteAddress}:${event.remotePort}`);
    if (event.pid !== undefined || event.uid !== undefined)
      this.#see(
        'attribution',
        `${title} names ${event.image ?? 'the process'}, pid ${event.pid ?? event.uid ?? ''}`,
      );
  }

  #see(link: DrillLink, by: string): void {
    if (!this.seen.has(link)) this.seen.set(link, { at: this.#clock(), by });
  }
}

/** Logs are stamped by other clocks and cut to the second. */
const CLOCK_SLACK = 2_000;
