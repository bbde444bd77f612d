import { zeekList, zeekText } from '../../../formats/zeek/zeek-row.ts';
import type { ZeekRow } from '../../../formats/zeek/zeek-row.ts';
import { moment } from '../wire-values.ts';
import { MOST_MEMBERS } from './zeek-fields.ts';
import type { ZeekFields } from './zeek-fields.ts';

/** Fields of a TSV row. One object serves all rows of a member: `load` sets the row it speaks of. */
export class ZeekTsvFields implements ZeekFields {
  #row: ZeekRow;

  constructor(row: ZeekRow) {
    this.#row = row;
  }

  load(row: ZeekRow): this {
    this.#row = row;
    return this;
  }

  text(name: string): string | undefined {
    const value = zeekText(this.#row, name);
    return value === '' ? undefined : value;
  }

  number(name: string): number | undefined {
    const value = zeekText(this.#row, name);
    if (value === undefined || value === '') return undefined;
    const number = Number(value);
    return number >= 0 && number < Number.POSITIVE_INFINITY ? number : undefined;
  }

  flag(name: string): boolean | undefined {
    const value = zeekText(this.#row, name);
    return value === 'T' ? true : value === 'F' ? false : undefined;
  }

  list(name: string): readonly string[] {
    const members = zeekList(this.#row, name);
    return members.length > MOST_MEMBERS ? members.slice(0, MOST_MEMBERS) : members;
  }

  time(name: string): number | undefined {
    const value = zeekText(this.#row, name);
    if (value === undefined) return undefined;
    const seconds = Number(value);
    // The usual form, without looking at the text twice.
    if (seconds > 0 && seconds < 1e11) return Math.round(seconds * 1e6) / 1e3;
    return moment(value);
  }
}
