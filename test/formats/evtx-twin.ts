import type { WindowsRecord } from '../../src/formats/windows-record.ts';

/** What both parsers must agree on. */
export interface ComparableRecord {
  readonly provider: string;
  readonly eventId: number;
  readonly channel: string;
  readonly computer: string;
  readonly recordId: number | undefined;
  /** Whole milliseconds. */
  readonly loggedTime: number | undefined;
  readonly executionPid: number | undefined;
  readonly user: string | undefined;
  readonly data: readonly (readonly [string, string])[];
}

type Json = string | number | boolean | null | { readonly [key: string]: Json };
type JsonObject = { readonly [key: string]: Json };

/**
 * Reads the JSON documents, one after the other, that another parser (the Rust crate `evtx`) wrote for a log.
 *
 * Its rendering differs from ours only in presentation:
 * - numbers are JSON numbers, ours are text;
 * - a value of type GUID has no braces (a text that holds a GUID keeps them), so whole GUIDs are compared without;
 * - white space at the end of a text is trimmed, ours is as logged;
 * - the logged time has 6 digits, so both are cut to milliseconds;
 * - `EventData` and elements of `UserData` may show their own attributes, which are no data.
 */
export function evtxTwins(json: string): ComparableRecord[] {
  const documents = json.trim().split(/^\}\s*^(?=\{)/m);
  return documents.map((document, index) => {
    const parsed: JsonObject = JSON.parse(index < documents.length - 1 ? `${document}}` : document);
    return twin(parsed);
  });
}

/** Our record in the same form. */
export function comparableRecord(record: WindowsRecord): ComparableRecord {
  const { provider, eventId, channel, computer, recordId, loggedTime, executionPid, user } = record;
  return {
    provider,
    eventId,
    channel,
    computer,
    recordId,
    loggedTime: loggedTime === undefined ? undefined : Math.floor(loggedTime),
    executionPid,
    user,
    data: Object.entries(record.data).map(([name, value]) => [name, presented(value)]),
  };
}

function twin(document: JsonObject): ComparableRecord {
  const event = object(document['Event']);
  const system = object(event['System']);
  return {
    provider: text(attribute(system['Provider'], 'Name')),
    eventId: Number(system['EventID']),
    channel: text(system['Channel']),
    computer: text(system['Computer']),
    recordId: Number(system['EventRecordID']),
    loggedTime: Math.floor(Date.parse(text(attribute(system['TimeCreated'], 'SystemTime')))),
    executionPid: Number(attribute(system['Execution'], 'ProcessID')),
    user: text(attribute(system['Security'], 'UserID')) || undefined,
    data: [...leaves(event['EventData']), ...leaves(event['UserData'])],
  };
}

function leaves(section: Json | undefined): (readonly [string, string])[] {
  return Object.entries(object(section)).flatMap(([name, value]) => {
    if (name === '#attributes') return [];
    if (typeof value === 'object' && value !== null) return leaves(value);
    return [[name, presented(text(value))] as const];
  });
}

function attribute(element: Json | undefined, name: string): Json | undefined {
  return object(object(element)['#attributes'])[name];
}

function object(value: Json | undefined): JsonObject {
  return typeof value === 'object' && value !== null ? value : {};
}

function text(value: Json | undefined): string {
  return typeof value === 'object' ? '' : String(value ?? '');
}

function presented(value: string): string {
  return value.trimEnd().replace(/^\{([0-9A-Fa-f-]{36})\}$/, '$1');
}
