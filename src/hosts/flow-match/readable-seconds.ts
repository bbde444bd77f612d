/** `0.4 s`, `90 s`, `4 h`: the size of a difference of clocks, for people. */
export function seconds(milliseconds: number): string {
  const size = Math.abs(milliseconds) / 1000;
  if (size < 10) return `${Math.round(size * 10) / 10} s`;
  if (size < 600) return `${Math.round(size)} s`;
  return size < 7200 ? `${Math.round(size / 60)} min` : `${Math.round(size / 360) / 10} h`;
}
