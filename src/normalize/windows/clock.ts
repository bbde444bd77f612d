/**
 * Which time an event has. All channels of one host share the log's clock, so joins use the time a record was logged.
 *
 * Sysmon's own UtcTime is finer but not always right: measured on real hosts, 22 % of the files had network and DNS
 * records whose UtcTime was off by more than 10 s, up to days, while the logged time was right. UtcTime is
 * therefore taken only where it agrees with the logged time.
 */
import { parseTimestamp } from '../../event/timestamp.ts';

/** Sysmon writes network records up to 12.7 s after the fact (measured); a little more is believed. */
const LATEST_WRITE = 20_000;
/** NXLog cuts the logged time to the second, so a UtcTime may seem to lie a second after it. */
const CUT_SECOND = 1_500;
const QUARTER_HOUR = 900_000;
const HOUR = 3_600_000;

/** Offsets of the zones that exist, UTC-12 to UTC+14. */
const WEST = -12 * HOUR;
const EAST = 14 * HOUR;

/**
 * Event time from the logged time and the sensor's own `utcTime` text.
 *
 * Some shapes carry the log's wall clock with no zone, or with a `Z` that is not true. UtcTime could put Sysmon's records
 * right, but not those of the other channels, and the channels of one host would drift apart by hours. So UtcTime
 * only ever refines the logged time: it tells the second and its fraction, not the zone.
 */
export function eventTime(logged: number | undefined, utcTime: string | undefined): number | undefined {
  const own = utcTime === undefined ? undefined : parseTimestamp(utcTime)?.time;
  if (logged === undefined) return own === undefined ? undefined : Math.floor(own);
  if (own === undefined) return Math.floor(logged);
  const lag = logged - own - (zoneOffset(logged, own) ?? 0);
  return Math.floor(lag >= -CUT_SECOND && lag <= LATEST_WRITE ? logged - lag : logged);
}

/**
 * Offset of a zone-less clock, found by comparing it with a UTC time of the same moment; whole quarter hours.
 * `undefined` when the two are further apart than any zone: then they are not of the same moment.
 */
export function zoneOffset(local: number, utc: number): number | undefined {
  const offset = Math.round((local - utc) / QUARTER_HOUR) * QUARTER_HOUR;
  return offset < WEST || offset > EAST ? undefined : offset;
}
