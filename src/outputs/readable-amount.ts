/** `1,234,567`: grouped by thousands, the same on every machine. */
export function readableCount(count: number): string {
  return count.toLocaleString('en-US');
}

/** `1 record`, `2 records`. */
export function counted(count: number, noun: string, plural: string = `${noun}s`): string {
  return `${readableCount(count)} ${count === 1 ? noun : plural}`;
}

/** Bytes in decimal units, three digits: `13.2 MB`. */
export function readableBytes(bytes: number): string {
  if (bytes < 1000) return counted(bytes, 'byte');
  const units = ['kB', 'MB', 'GB', 'TB'];
  let value = bytes / 1000;
  let unit = 0;
  while (value >= 999.5 && unit < units.length - 1) {
    value /= 1000;
    unit += 1;
  }
  return `${value.toFixed(value < 10 ? 2 : value < 100 ? 1 : 0)} ${units[unit]}`;
}

/** `37 of 41 (90 %)`; a share of nothing is no share. Never rounds up to 100 % or down to 0 %. */
export function readableShare(part: number, whole: number): string {
  if (whole <= 0) return 'none';
  const exact = (part / whole) * 100;
  let percent = Math.round(exact);
  if (percent === 100 && part < whole) percent = 99;
  if (percent === 0 && part > 0) percent = 1;
  return `${readableCount(part)} of ${readableCount(whole)} (${percent} %)`;
}
