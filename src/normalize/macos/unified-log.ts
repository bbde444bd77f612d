/** The unified log as JSON: `log show` or `log stream` with `--style ndjson` or `json` (formats/macos.md 5). */
import type { EventBase, ProcessRef } from '../../event/event.ts';
import type { Place } from '../../event/place.ts';
import { parseTimestamp } from '../../event/timestamp.ts';
import type { JsonObject } from '../json-object.ts';
import { said, wholeNumber } from '../loose-value.ts';
import type { JsonProduct, JsonReader, ReadRecord, SourceContext } from '../product.ts';
import { word32 } from './audit-token.ts';
import { forwardedHost } from './sensor-host.ts';
import { logKind, UnifiedLogEvents } from './unified-log-events.ts';

export const unifiedLogProduct: JsonProduct = {
  id: 'unified-log',
  title: 'macOS unified log',
  knows: (record) => isMessage(record) || isTrailer(record),
  open: openUnifiedLog,
};

function openUnifiedLog(context: SourceContext): JsonReader {
  const events = new UnifiedLogEvents();
  return (record: JsonObject, place: Place): ReadRecord => {
    if (!isMessage(record)) {
      return { kind: 'unified log end of output', host: undefined, time: undefined, events: [] };
    }
    const subsystem = said(record['subsystem']) ?? '';
    const kind = logKind(subsystem);
    const host = forwardedHost(record);
    const time = parseTimestamp(said(record['timestamp']) ?? '')?.time;
    if (time === undefined) return { kind, host, time, events: [], broken: 'a log message without a time' };
    const base: EventBase = {
      host: host ?? context.fallbackHost,
      time,
      sensor: 'unified-log',
      platform: 'macos',
      code: subsystem === '' ? 'message' : subsystem.slice(0, 80),
      place,
    };
    const process: ProcessRef = {
      uid: undefined,
      pid: word32(record['processID']),
      image: said(record['processImagePath']),
    };
    const text = said(record['eventMessage']) ?? '';
    return { kind, host, time, events: events.read({ subsystem, text }, base, process) };
  };
}

function isMessage(record: JsonObject): boolean {
  return (
    record['eventMessage'] !== undefined &&
    (record['machTimestamp'] !== undefined || record['processImagePath'] !== undefined) &&
    record['timestamp'] !== undefined
  );
}

/** `{"count":3,"finished":1}` closes the output of `log show --style ndjson`. */
function isTrailer(record: JsonObject): boolean {
  return (
    wholeNumber(record['count']) !== undefined &&
    wholeNumber(record['finished']) !== undefined &&
    Object.keys(record).length === 2
  );
}
