/** Times for people: always UTC, always marked so, never an exception on a clock that is out of range. */

const limit = 8.64e15;

/** `2020-09-04 20:09:55.035Z`; `unknown time` for what no calendar holds. */
export function readableTime(time: number | undefined): string {
  if (time === undefined || !Number.isFinite(time) || Math.abs(time) > limit) return 'unknown time';
  return new Date(time).toISOString().replace('T', ' ');
}

/** `20:09:55.035` when both are of one UTC day, else the full form without the mark. */
export function readableTimeOnDay(time: number, day: number): string {
  const full = readableTime(time);
  const [date, clock] = full.split(' ');
  if (clock === undefined || date !== readableTime(day).split(' ')[0]) return full;
  return clock.slice(0, -1);
}

/** A span in the largest two units that matter: `350 ms`, `4.0 s`, `4 min 55 s`, `3 h 2 min`, `2 d 4 h`. */
export function readableSpan(milliseconds: number): string {
  const ms = Math.max(0, Math.round(milliseconds));
  if (!Number.isFinite(ms)) return 'unknown span';
  if (ms < 1000) return `${ms} ms`;
  if (ms < 60_000) return `${(ms / 1000).toFixed(1)} s`;
  const seconds = Math.round(ms / 1000);
  if (seconds < 3600) return `${Math.floor(seconds / 60)} min ${seconds % 60} s`;
  const minutes = Math.round(seconds / 60);
  if (minutes < 1440) return `${Math.floor(minutes / 60)} h ${minutes % 60} min`;
  const hours = Math.round(minutes / 60);
  return `${Math.floor(hours / 24)} d ${hours % 24} h`;
}
