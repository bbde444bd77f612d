/** The part of `process.env` that decides about colour. */
export type ColourEnvironment = Readonly<Record<string, string | undefined>>;

/**
 * Colour only for a person at a terminal: `FORCE_COLOR` decides if it is set (`0` and `false` mean no), then a
 * non-empty `NO_COLOR` or `TERM=dumb` forbids it, then the stream must be a terminal.
 */
export function colourWanted(stream: { readonly isTTY?: boolean }, environment: ColourEnvironment): boolean {
  const forced = environment['FORCE_COLOR'];
  if (forced !== undefined) return forced !== '0' && forced !== 'false';
  const forbidden = environment['NO_COLOR'];
  if ((forbidden !== undefined && forbidden !== '') || environment['TERM'] === 'dumb') return false;
  return stream.isTTY === true;
}
