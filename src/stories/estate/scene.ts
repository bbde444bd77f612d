/** Writes down one thing that happens on a simulated host, act by act, as steps of a story. */
import type { ProcessStep, StoryStep, WireService } from '../story-step.ts';
import { addressOf } from './address-book.ts';
import type { EstateHost } from './estate-host.ts';

/** A process of the scene, by its handle. */
export type Actor = string;

export interface Talk {
  readonly port?: number;
  /** Bytes sent and received. */
  readonly sent?: number;
  readonly received?: number;
  /** Seconds. */
  readonly lasts?: number;
  readonly service?: WireService | 'none';
  /** An address of the site's own instead of what the name leads to. */
  readonly inside?: string;
}

const HOUR = 3_600_000;

export class Scene {
  readonly steps: StoryStep[] = [];
  readonly host: EstateHost;
  /** Numbers in 0 .. 1. */
  readonly next: () => number;
  readonly #name: string;
  #time: number;
  #count = 0;

  /** `time`: milliseconds since the story's start. `name` makes its handles its own. */
  constructor(host: EstateHost, name: string, time: number, next: () => number) {
    this.host = host;
    this.next = next;
    this.#name = name;
    this.#time = Math.round(time);
  }

  /** A process starts. */
  start(step: Omit<ProcessStep, 'as'>): Actor {
    const as = `${this.#name}-${this.#count++}`;
    this.#add({ process: { ...step, as } }, 40 + this.next() * 200);
    return as;
  }

  /** A POSIX command: its words, the first of which is the image's path. */
  run(parent: Actor | undefined, words: readonly string[], more: Partial<ProcessStep> = {}): Actor {
    const [image = '', ...rest] = words;
    const name = image.slice(image.lastIndexOf('/') + 1);
    return this.start({
      image,
      arguments: [name, ...rest],
      ...(parent === undefined ? {} : { parent }),
      ...more,
    });
  }

  /** A Windows command line; the image is given in full. */
  launch(
    parent: Actor | undefined,
    image: string,
    commandLine: string,
    more: Partial<ProcessStep> = {},
  ): Actor {
    return this.start({ image, commandLine, ...(parent === undefined ? {} : { parent }), ...more });
  }

  /** Looks a name up and connects. */
  talk(process: Actor, name: string, talk: Talk = {}): void {
    const to = talk.inside ?? addressOf(name, this.host.name, this.#time / HOUR);
    const port = talk.port ?? 443;
    const service = talk.service ?? (port === 22 ? 'ssh' : port === 80 ? 'http' : 'tls');
    this.#add({ dns: { process, name, addresses: [to] } }, 20 + this.next() * 40);
    this.#add(
      {
        connect: {
          process,
          to,
          port,
          bytesOut: Math.round(talk.sent ?? 800 + this.next() * 3_000),
          bytesIn: Math.round(talk.received ?? 2_000 + this.next() * 20_000),
          lasts: `${(talk.lasts ?? 1 + this.next() * 4).toFixed(1)}s`,
          ...(service === 'none' ? {} : { service }),
          ...(service === 'tls' || service === 'http' ? { serverName: name } : {}),
        },
      },
      200 + this.next() * 800,
    );
  }

  script(process: Actor, text: string, path?: string): void {
    this.#add({ script: { process, text, ...(path === undefined ? {} : { path }) } }, 300);
  }

  writes(process: Actor, path: string): void {
    this.#add({ file: { process, path } }, 30);
  }

  reads(process: Actor, path: string): void {
    this.#add({ file: { process, path, action: 'read' } }, 10);
  }

  end(...processes: readonly Actor[]): void {
    for (const process of processes) this.#add({ end: { process } }, 20);
  }

  /** Seconds pass. */
  wait(seconds: number): void {
    this.#time += Math.round(seconds * 1000);
  }

  #add(act: Omit<StoryStep, 'at'>, took: number): void {
    this.steps.push({ at: offsetText(this.#time), ...act });
    this.#time += Math.round(took);
  }
}

/** Milliseconds since the story's start as a story writes them. */
export function offsetText(milliseconds: number): string {
  return `${milliseconds / 1000}s`;
}
