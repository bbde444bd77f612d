/** Offsets of a story in time: `250ms`, `2.5s`, `1h30m`, `+1m` (after the step before), `-6h` (before the start). */

export interface StoryOffset {
  readonly milliseconds: number;
  /** Counted from the step before, not from the start of the story. */
  readonly relative: boolean;
}

const UNITS: Readonly<Record<string, number>> = { ms: 1, s: 1000, m: 60_000, h: 3_600_000, d: 86_400_000 };
const LONGEST = 400 * 86_400_000;

/** Reads an offset; `undefined` when the text is none or is longer than 400 days. */
export function parseOffset(text: string): StoryOffset | undefined {
  const sign = text.startsWith('+') || text.startsWith('-') ? text[0] : '';
  const term = /(\d{1,9}(?:\.\d{1,3})?)(ms|s|m|h|d)/y;
  term.lastIndex = sign === '' ? 0 : 1;
  if (text.length > 40 || term.lastIndex === text.length) return undefined;
  let total = 0;
  while (term.lastIndex < text.length) {
    const match = term.exec(text);
    if (match === null) return undefined;
    total += Number(match[1]) * (UNITS[match[2] ?? ''] ?? 0);
  }
  if (total > LONGEST) return undefined;
  return { milliseconds: Math.round(sign === '-' ? -total : total), relative: sign === '+' };
}

/** The absolute time of every step, milliseconds UTC. Offsets that cannot be read count as 0. */
export function stepTimes(start: string, steps: readonly { readonly at: string }[]): readonly number[] {
  const origin = Date.parse(start);
  let previous = origin;
  return steps.map((step) => {
    const offset = parseOffset(step.at) ?? { milliseconds: 0, relative: false };
    previous = (offset.relative ? previous : origin) + offset.milliseconds;
    return previous;
  });
}
