/** Times as Windows logs write them. */

/** `2020-09-04 20:09:55.035`, Sysmon's UtcTime: UTC without a mark. */
export function utcTime(time: number): string {
  return new Date(time).toISOString().replace('T', ' ').slice(0, 23);
}

/** `2020-09-04 16:09:55`, wall clock at an offset from UTC, as NXLog writes it. */
export function wallClock(time: number, offsetMinutes: number): string {
  return new Date(time + offsetMinutes * 60_000).toISOString().replace('T', ' ').slice(0, 19);
}

/** `2021-01-14T23:41:40.145335200Z`: seven digits that count, two zeros. `tail` stands for the last four. */
export function systemTime(time: number, tail: number): string {
  const micro = String(tail % 10_000).padStart(4, '0');
  return `${new Date(time).toISOString().slice(0, 23)}${micro}00Z`;
}
