/** Script texts of one host, gathered in any order; blocks cut into parts are put together again. */
import type { Recognition } from '../encryption/encryption-operation.ts';
import type { ScriptText } from '../event/event.ts';
import type { Place } from '../event/place.ts';
import { sortedEntries } from '../event/sorted-entries.ts';
import { addPlace } from '../hosts/process-facts.ts';
import { comesFirst } from '../hosts/telling-order.ts';
import type { Observation } from './observation.ts';

/** A text as a whole: one record, or all parts of a block that arrived. */
export interface WholeScript {
  readonly event: ScriptText;
  readonly text: string;
  readonly recognition: Recognition | undefined;
  readonly gap: string | undefined;
  readonly places: readonly Place[];
}

interface Parts {
  readonly byNumber: Map<number, ScriptText>;
  readonly places: Place[];
}

/** A block is at most 1 MiB of text when whole: PowerShell cuts at 10,000 to 19,999 characters. */
const MOST_PARTS = 1_024;

export class ScriptFacts {
  readonly #whole = new Map<
    string,
    { event: ScriptText; recognition: Recognition | undefined; places: Place[] }
  >();
  readonly #partial = new Map<string, Parts>();
  readonly #limit: number;
  dropped = 0;

  constructor(limit: number) {
    this.#limit = limit;
  }

  add({ event, recognition }: Observation): void {
    if (event.kind !== 'script') return;
    if (event.parts > 1 && event.blockId !== undefined) this.#addPart(event);
    else this.#addWhole(event, recognition);
  }

  absorb(other: ScriptFacts): void {
    for (const { event, recognition, places } of other.#whole.values()) {
      for (const place of places) this.#addWhole({ ...event, place }, recognition);
    }
    for (const parts of other.#partial.values())
      for (const part of parts.byNumber.values()) this.#addPart(part);
    this.dropped += other.dropped;
  }

  *resolve(): Generator<WholeScript> {
    for (const [, { event, recognition, places }] of sortedEntries(this.#whole)) {
      yield { event, text: event.text, recognition, gap: undefined, places };
    }
    for (const [, parts] of sortedEntries(this.#partial)) {
      const present = [...parts.byNumber].sort(([a], [b]) => a - b);
      const first = present[0]?.[1];
      if (first === undefined) continue;
      const missing = first.parts - present.length;
      const gap =
        missing <= 0
          ? undefined
          : `${missing} of ${first.parts} parts of script block ${first.blockId ?? ''}: they are not in the records`;
      const text = present.map(([, part]) => part.text).join('');
      const time = Math.min(...present.map(([, part]) => part.time));
      yield { event: { ...first, time, part: 1 }, text, recognition: undefined, gap, places: parts.places };
    }
  }

  #addWhole(event: ScriptText, recognition: Recognition | undefined): void {
    // Texts in which nothing was read are kept once a minute and process: they only show that scripts ran.
    const what =
      recognition === undefined
        ? Math.floor(event.time / 60_000)
        : `${Math.floor(event.time / 1000)}|${event.text}`;
    const key = `${event.pid ?? ''}|${event.form}|${recognition === undefined ? '' : (event.blockId ?? '')}|${what}`;
    const known = this.#whole.get(key);
    if (known !== undefined) {
      addPlace(known.places, event.place);
      if (comesFirst(event, known.event)) known.event = event;
    } else if (this.#whole.size >= this.#limit) this.dropped++;
    else this.#whole.set(key, { event, recognition, places: [event.place] });
  }

  /** The pid belongs to the key: block ids are unique, but an id seen under two pids must not mix two texts. */
  #addPart(event: ScriptText): void {
    const key = `${event.pid ?? ''}|${event.blockId ?? ''}`;
    let parts = this.#partial.get(key);
    if (parts === undefined) {
      if (this.#partial.size >= this.#limit) {
        this.dropped++;
        return;
      }
      parts = { byNumber: new Map(), places: [] };
      this.#partial.set(key, parts);
    }
    if (event.part > event.parts || event.part > MOST_PARTS) {
      this.dropped++;
      return;
    }
    const known = parts.byNumber.get(event.part);
    // The same part told by two shippers may differ in line ends; the longer, then the smaller text stands.
    if (known === undefined || standsOver(event, known)) parts.byNumber.set(event.part, event);
    addPlace(parts.places, event.place);
  }
}

function standsOver(event: ScriptText, known: ScriptText): boolean {
  if (event.text.length !== known.text.length) return event.text.length > known.text.length;
  return event.text === known.text ? comesFirst(event, known) : event.text < known.text;
}
