import type { EvidenceSpan } from '../encryption/encryption-operation.ts';

/** A stretch of a long text: shown plain, shown as the evidence itself, or left out. */
export interface ExcerptPart {
  readonly kind: 'plain' | 'evidence' | 'cut';
  readonly text: string;
  /** UTF-16 units this part stands for; of a cut the text is empty and this tells how much is missing. */
  readonly length: number;
}

export interface ExcerptLimits {
  /** Units kept before and after each span. */
  readonly context: number;
  /** Units of one span that are shown. */
  readonly span: number;
  /** Spans that are shown. */
  readonly spans: number;
}

interface Range {
  readonly start: number;
  readonly end: number;
}

function mergedRanges(length: number, spans: readonly Range[], most: number): Range[] {
  const merged: Range[] = [];
  const clipped = spans
    .map(({ start, end }) => ({ start: Math.max(0, start), end: Math.min(length, end) }))
    .filter(({ start, end }) => start < end)
    .toSorted((a, b) => a.start - b.start || a.end - b.end);
  for (const range of clipped) {
    const last = merged.at(-1);
    if (last !== undefined && range.start <= last.end) {
      merged[merged.length - 1] = { start: last.start, end: Math.max(last.end, range.end) };
    } else if (merged.length === most) break;
    else merged.push(range);
  }
  return merged;
}

/**
 * Cuts a text down to its evidence and some context. Parts come in order and their lengths add up to the text's, so
 * nothing is left out without saying so. Without spans the beginning of the text is shown.
 */
export function evidenceExcerpt(
  text: string,
  spans: readonly Pick<EvidenceSpan, 'start' | 'end'>[],
  limits: ExcerptLimits,
): readonly ExcerptPart[] {
  const parts: ExcerptPart[] = [];
  let at = 0;
  const add = (kind: ExcerptPart['kind'], end: number): void => {
    if (end <= at) return;
    parts.push({ kind, text: kind === 'cut' ? '' : text.slice(at, end), length: end - at });
    at = end;
  };
  const ranges = mergedRanges(text.length, spans, limits.spans);
  if (ranges.length === 0) add('plain', Math.min(text.length, limits.context * 2));
  for (const { start, end } of ranges) {
    if (start - at > limits.context * 2) {
      if (parts.length > 0) add('plain', at + limits.context);
      add('cut', start - limits.context);
    }
    add('plain', start);
    add('evidence', Math.min(end, start + limits.span));
    add('cut', end);
  }
  add('plain', Math.min(text.length, at + limits.context));
  add('cut', text.length);
  return parts;
}
