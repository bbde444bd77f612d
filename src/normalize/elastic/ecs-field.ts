/**
 * Fields of documents in the Elastic Common Schema, however they are kept: nested, with dotted keys, or as the `fields`
 * of a search answer, where every value is a list.
 */
import type { JsonObject } from '../json-object.ts';
import { at } from '../json-object.ts';
import { said } from '../loose-value.ts';

export function ecsValue(document: JsonObject, path: string): unknown {
  const value = at(document, path);
  return Array.isArray(value) && value.length === 1 ? value[0] : value;
}

/** Text that says something; numbers become text, because ids are written either way. */
export function ecsText(document: JsonObject, path: string): string | undefined {
  const value = ecsValue(document, path);
  return typeof value === 'number' && Number.isFinite(value) ? String(value) : said(value);
}

/** A value, or a list of values, as a list of texts. */
export function ecsTexts(document: JsonObject, path: string, most: number): readonly string[] {
  const value = at(document, path);
  const list: readonly unknown[] = Array.isArray(value) ? value.slice(0, most) : [value];
  return list.filter((item) => typeof item === 'string' && item !== '').map(String);
}
