/**
 * Messages that were dropped, found by the numbers that a sensor gives its records (ES `seq_num` counts per event type).
 *
 * Numbers are kept as the stretches seen so far. A number that lies beyond a stretch, not next to it, is a gap; one that
 * fills a hole or was seen before is not. Files read backwards count down, and are understood by the direction of the
 * first step. A sensor that starts again counts from 0 or 1: that, or any other break against the direction, begins
 * anew. Where a hole that was reported is filled later, the records are shuffled, their order tells nothing, and the
 * series falls silent. One reader is told of one member; nothing is known beyond its bounds.
 */
type Stretch = [low: number, high: number];

interface Series {
  stretches: Stretch[];
  last: number;
  /** 1 upwards, -1 downwards, 0 not known yet. */
  direction: number;
  shuffled: boolean;
}

/** A run of numbers that never came. */
export interface SequenceGap {
  readonly missing: number;
  /** The numbers seen on either side. */
  readonly after: number;
  readonly before: number;
}

const MOST_SERIES = 4096;
const MOST_STRETCHES = 64;

export class SequenceGaps {
  readonly #series = new Map<string, Series>();

  /** Takes the number of the next record of a series; the gap that it shows, if any. */
  next(key: string, number: number): SequenceGap | undefined {
    const series = this.#series.get(key);
    if (series === undefined) {
      if (this.#series.size < MOST_SERIES) this.#series.set(key, begin(number));
      return undefined;
    }
    const gap = advance(series, number);
    series.last = number;
    return gap;
  }
}

function begin(number: number): Series {
  return { stretches: [[number, number]], last: number, direction: 0, shuffled: false };
}

function advance(series: Series, number: number): SequenceGap | undefined {
  const { stretches } = series;
  if (stretches.some(([low, high]) => number >= low && number <= high)) return undefined;
  const below = stretches.findLast(([, high]) => high < number);
  const above = stretches.find(([low]) => low > number);
  const step = below === undefined ? -1 : above === undefined ? 1 : 0;
  if (step === 0) series.shuffled = true;
  else if (!adjacent(number, below, above) && beginsAnew(series, step, number)) {
    Object.assign(series, begin(number), { direction: series.direction });
    return undefined;
  } else if (series.direction === 0) series.direction = step;
  const gap = step === 0 || adjacent(number, below, above) ? undefined : gapBetween(number, below, above);
  insert(stretches, number);
  return series.shuffled ? undefined : gap;
}

function beginsAnew({ direction }: Series, step: number, number: number): boolean {
  return direction === 0 ? step < 0 && number <= 1 : direction !== step;
}

function adjacent(number: number, below: Stretch | undefined, above: Stretch | undefined): boolean {
  return below?.[1] === number - 1 || above?.[0] === number + 1;
}

function gapBetween(
  number: number,
  below: Stretch | undefined,
  above: Stretch | undefined,
): SequenceGap | undefined {
  if (below !== undefined) return { missing: number - below[1] - 1, after: below[1], before: number };
  if (above !== undefined) return { missing: above[0] - number - 1, after: number, before: above[0] };
  return undefined;
}

/** Keeps the stretches sorted and apart; beyond the bound the two lowest become one, as if nothing was missing there. */
function insert(stretches: Stretch[], number: number): void {
  const at = stretches.findIndex(([low]) => low > number);
  const index = at < 0 ? stretches.length : at;
  stretches.splice(index, 0, [number, number]);
  join(stretches, index);
  join(stretches, index - 1);
  if (stretches.length > MOST_STRETCHES) {
    const [first, second] = stretches;
    if (first !== undefined && second !== undefined) stretches.splice(0, 2, [first[0], second[1]]);
  }
}

function join(stretches: Stretch[], index: number): void {
  const one = stretches[index];
  const other = stretches[index + 1];
  if (one === undefined || other === undefined || one[1] + 1 !== other[0]) return;
  stretches.splice(index, 2, [one[0], other[1]]);
}
