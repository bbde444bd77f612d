import { spanMilliseconds } from '../config/span.ts';

/** A span of time of a flag, in milliseconds. @throws SyntaxError for what is none. */
export function parseSpan(text: string): number {
  const span = spanMilliseconds(text);
  if (span === undefined) throw new SyntaxError(`${text} is not a span such as 500ms, 30s, 10m, 24h or 7d`);
  return span;
}
