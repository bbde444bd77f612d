/** `+8`, `−20`, padded to three cells so that reasons line up; the padding does not wrap. */
export function signed(points: number): string {
  const sign = points > 0 ? '+' : points < 0 ? '−' : '±';
  return `${sign}${Math.abs(points)}`.padStart(3, '\u00a0');
}
