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

/** Reads `2020-09-04 20:09:55.035`, `2020-05-14T07:00:30.8914235Z`, `...+02:00`. */
export function parseTimestamp(text: string): ParsedTime | undefined {
  if (text.length < 19 || text.length > 40) return undefined;
  const match = LAYOUT.exec(text);
  if (match === null) return undefined;
  const [, year, month, day, hour, minute, second, fraction, zone] = match;
  const base = Date.UTC(
    Number(year),
    Number(month) - 1,
    Number(day),
    Number(hour),
    Number(minute),
    Number(second),
  );
  if (Number(month) > 12 || Number(day) > 31 || Number(hour) > 24 || Number(minute) > 59) return undefined;
  let time = base + (fraction === undefined ? 0 : Number(`0.${fraction}`) * 1000);
  if (zone !== undefined && zone !== 'Z') {
    const digits = zone.slice(1).replace(':', '');
    const offset = Number(digits.slice(0, 2)) * 60 + Number(digits.slice(2, 4));
    time -= (zone.startsWith('-') ? -offset : offset) * 60_000;
  }
  return { time, zoned: zone !== undefined };
}
