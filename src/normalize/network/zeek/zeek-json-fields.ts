import { isObject } from '../../json-object.ts';
import type { JsonObject } from '../../json-object.ts';
import { textList } from '../../loose-value.ts';
import { amount, moment } from '../wire-values.ts';
import { MOST_MEMBERS } from './zeek-fields.ts';
import type { ZeekFields } from './zeek-fields.ts';

/**
 * Fields of a JSON record: the dotted name as one key (Zeek's own way), nested objects (after Elasticsearch), or
 * underscores (ROCK NSM).
 */
export class ZeekJsonFields implements ZeekFields {
  readonly #record: JsonObject;

  constructor(record: JsonObject) {
    this.#record = record;
  }

  text(name: string): string | undefined {
    return asText(zeekValue(this.#record, name));
  }

  number(name: string): number | undefined {
    return amount(zeekValue(this.#record, name));
  }

  flag(name: string): boolean | undefined {
    return asFlag(zeekValue(this.#record, name));
  }

  list(name: string): readonly string[] {
    return asList(zeekValue(this.#record, name));
  }

  time(name: string): number | undefined {
    return (
      moment(zeekValue(this.#record, name)) ??
      (name === 'ts' ? moment(this.#record['@timestamp']) : undefined)
    );
  }
}

export function zeekValue(record: JsonObject, name: string): unknown {
  const own = record[name];
  if (own !== undefined) return own;
  const dot = name.indexOf('.');
  if (dot < 0) return undefined;
  const outer = record[name.slice(0, dot)];
  const inner = isObject(outer) ? outer[name.slice(dot + 1)] : undefined;
  return inner ?? record[name.replaceAll('.', '_')];
}

export function asText(value: unknown): string | undefined {
  if (typeof value === 'string') return value === '' || value === '-' ? undefined : value;
  return typeof value === 'number' ? String(value) : undefined;
}

export function asFlag(value: unknown): boolean | undefined {
  if (typeof value === 'boolean') return value;
  return value === 'T' || value === 'true' ? true : value === 'F' || value === 'false' ? false : undefined;
}

/** Numbers of a list are texts here; a single value is a list of one. */
export function asList(value: unknown): readonly string[] {
  const own = textList(value, MOST_MEMBERS);
  if (own !== undefined) return own;
  const one = asText(value);
  return one === undefined ? [] : [one];
}
