import type { EvidenceSpan, Recognition } from './encryption-operation.ts';

export const MASK = '********';

/** Ranges of one layer in order, overlapping ones joined. */
function ranges(secrets: readonly EvidenceSpan[], layer: number, length: number): [number, number][] {
  const own = secrets
    .filter((span) => span.layer === layer && span.start < span.end && span.start < length)
    .map(({ start, end }): [number, number] => [Math.max(0, start), Math.min(end, length)])
    .sort(([a], [b]) => a - b);
  const joined: [number, number][] = [];
  for (const [start, end] of own) {
    const last = joined[joined.length - 1];
    if (last !== undefined && start <= last[1]) last[1] = Math.max(last[1], end);
    else joined.push([start, end]);
  }
  return joined;
}

/**
 * The text of one layer (the outermost by default) with every secret replaced by a mask of fixed length.
 * `text` must be that layer's text. Offsets of the recognition do not apply to the result.
 */
export function maskSecrets(text: string, recognition: Pick<Recognition, 'secrets'>, layer = 0): string {
  let masked = '';
  let from = 0;
  for (const [start, end] of ranges(recognition.secrets, layer, text.length)) {
    masked += text.slice(from, start) + MASK;
    from = end;
  }
  return masked + text.slice(from);
}
