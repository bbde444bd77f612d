/**
 * Rows of osquery's results log in all its layouts: one row an event (`columns`), a snapshot, a batch of differences
 * (`diffResults`), and the document that Elastic's collectors make of a row (`osquery.result.*`).
 */
import { at, isObject, text } from '../json-object.ts';
import type { JsonObject } from '../json-object.ts';
import { wholeNumber } from '../loose-value.ts';

/** The rows of one line of the log, and what is said of all of them. */
export interface OsqueryResult {
  /** Name of the scheduled query, which the administrator chose: it says nothing sure of the table. */
  readonly query: string;
  /** Lower case. */
  readonly host: string | undefined;
  /** When the rows were written, milliseconds; not when things happened. */
  readonly written: number | undefined;
  /** `snapshot`: all there was; `added`: new since the query ran last. */
  readonly action: 'added' | 'snapshot';
  readonly rows: readonly JsonObject[];
  readonly decorations: JsonObject;
}

const MOST_ROWS = 100_000;
const UUID = /^[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}$/i;
/** Decorations that name the host; an identifier may be a hardware UUID. */
const HOST_DECORATIONS = ['hostname', 'host_name', 'computer_name', 'local_hostname', 'host'];

/** Is this a line of the results log? */
export function isOsqueryResult(record: JsonObject): boolean {
  return outerOf(record) !== undefined;
}

export function readOsqueryResult(record: JsonObject): OsqueryResult | undefined {
  const outer = outerOf(record);
  if (outer === undefined) return undefined;
  const decorations = isObject(outer['decorations']) ? outer['decorations'] : {};
  const seconds = wholeNumber(outer['unixTime'] ?? outer['unix_time']);
  const { action, rows } = rowsOf(outer);
  return {
    query: text(outer['name']) ?? '',
    host: hostOf(outer, decorations),
    written: seconds === undefined ? undefined : seconds * 1000,
    action,
    rows: rows.length > MOST_ROWS ? rows.slice(0, MOST_ROWS) : rows,
    decorations,
  };
}

function outerOf(record: JsonObject): JsonObject | undefined {
  const elastic = at(record, 'osquery.result');
  const outer = isObject(elastic) ? elastic : record;
  const named = typeof outer['name'] === 'string';
  const dated = outer['unixTime'] ?? outer['unix_time'] ?? outer['calendarTime'] ?? outer['hostIdentifier'];
  if (!named || dated === undefined) return undefined;
  const hasRows =
    isObject(outer['columns']) || Array.isArray(outer['snapshot']) || isObject(outer['diffResults']);
  return hasRows ? outer : undefined;
}

function rowsOf(outer: JsonObject): {
  readonly action: 'added' | 'snapshot';
  readonly rows: readonly JsonObject[];
} {
  const snapshot = outer['snapshot'];
  if (Array.isArray(snapshot)) return { action: 'snapshot', rows: snapshot.filter(isObject) };
  const batch = outer['diffResults'];
  if (isObject(batch)) {
    const added = batch['added'];
    return { action: 'added', rows: Array.isArray(added) ? added.filter(isObject) : [] };
  }
  const action = outer['action'];
  const row = outer['columns'];
  if (!isObject(row) || action === 'removed') return { action: 'added', rows: [] };
  return { action: action === 'snapshot' ? 'snapshot' : 'added', rows: [row] };
}

function hostOf(outer: JsonObject, decorations: JsonObject): string | undefined {
  const identifier = text(outer['hostIdentifier'] ?? outer['host_identifier']);
  const decorated = HOST_DECORATIONS.map((name) => text(decorations[name])).find(
    (name) => name !== undefined,
  );
  const own = text(outer['hostname']);
  const named =
    identifier === undefined || UUID.test(identifier) ? (decorated ?? own ?? identifier) : identifier;
  return named?.toLowerCase().replace(/\.$/, '');
}
