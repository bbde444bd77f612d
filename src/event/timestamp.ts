/**
 * Timestamps as telemetry writes them. V8's own parser is never used: it reads zone-less text as local time.
 */

export interface ParsedTime {
  /** Milliseconds since 1970, with the sub-millisecond part as a fraction. Zone-less text is read as if UTC. */
  readonly time: number;
  /** False when the text named no zone: the caller must know which one it was. */
  readonly zoned: boolean;
}

const LAYOUT =
  /^(\d{4})[-/](\d{2})[-/](\d{2})[T ](\d{2}):(\d{2}):(\d{2})(?:[.,](\d{1,9}))?\s?(Z|[+-]\d{2}:?\d{2})?$/;

/** Reads `2020-09-04 20:09:55.035`, `2020-05-14T07:00:30.8914235Z`, `...+02:00`; no date that no calendar has. */
export function parseTimestamp(text: string): ParsedTime | undefined {
  if (text.length < 19 || text.length > 40) return undefined;
  const match = LAYOUT.exec(text);
  if (match === null) return undefined;
  const [, year, month, day, hour, minute, second, fraction, zone] = match;
  // A leap second is written :60; Date.UTC carries it into the next minute, as clocks without leap seconds do.
  if (Number(hour) > 23 || Number(minute) > 59 || Number(second) > 60) return undefined;
  const date = Date.UTC(Number(year), Number(month) - 1, Number(day));
  // Date.UTC rolls 31 February over into March and reads years before 100 as 1900 and later.
  if (new Date(date).toISOString().slice(0, 10) !== `${year}-${month}-${day}`) return undefined;
  const ofDay = (Number(hour) * 60 + Number(minute)) * 60 + Number(second);
  const time = date + ofDay * 1000 + (fraction === undefined ? 0 : Number(`0.${fraction}`) * 1000);
  if (zone === undefined || zone === 'Z') return { time, zoned: zone !== undefined };
  const hours = Number(zone.slice(1, 3));
  const minutes = Number(zone.slice(-2));
  if (hours > 18 || minutes > 59) return undefined;
  const offset = (hours * 60 + minutes) * 60_000;
  return { time: zone.startsWith('-') ? time + offset : time - offset, zoned: true };
}
