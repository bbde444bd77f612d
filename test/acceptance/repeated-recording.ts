/** A recording of one moment told again on other days: what a host does daily, as a baseline learns it. */
import { readFileSync } from 'node:fs';

const DAY_SECONDS = 86_400;
/** Days may be earlier ones, serial numbers are never negative. */
const MOST_DAYS = 1_000;

/** The lines of an audit log with every time moved by whole days; serial numbers move along, so that no two are one. */
export function movedAuditLog(path: string, days: number): string {
  return readFileSync(path, 'latin1').replaceAll(
    /msg=audit\((\d+)(\.\d+):(\d+)\)/g,
    (_, seconds: string, fraction: string, serial: string) =>
      `msg=audit(${Number(seconds) + days * DAY_SECONDS}${fraction}:${Number(serial) + (days + MOST_DAYS) * 1_000_000})`,
  );
}
