/** A port of the command line. @throws SyntaxError when it is none. */
export function portNumber(value: string): number {
  if (!/^\d{1,5}$/.test(value) || Number(value) > 65_535) throw new SyntaxError(`${value} is no port`);
  return Number(value);
}
