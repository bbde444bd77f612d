/**
 * Hours of the week on which a program is active, on the site's clock. The chance of an hour is that of all hours that are
 * as seldom or more so: of a program that runs round the clock no hour is unlikely, although each is one of 168.
 */
import type { ZoneClock } from '../calendar/zone-clock.ts';
import { HOUR } from '../moment.ts';

const HOURS_PER_WEEK = 168;

export interface LearnedHours {
  /** Hour of the week, 0 is Monday midnight, on the wall clock of `zone`. */
  readonly hourOfWeek: number;
  readonly zone: string;
  /** Active hours the answer rests on, and how many of them lay in this hour of the week or beside it. */
  readonly samples: number;
  readonly alike: number;
  /** Chance that an active hour is as seldom as this one or more so. */
  readonly chance: number;
}

/** `hours` are active hours since 1970 UTC; `time` is the moment asked about. */
export function learnedHours(time: number, hours: readonly number[], clock: ZoneClock): LearnedHours {
  const counts = new Float64Array(HOURS_PER_WEEK);
  for (const hour of hours) {
    const cell = clock.hourOfWeek(hour * HOUR);
    counts[cell] = (counts[cell] ?? 0) + 1;
  }
  // One further hour spread over all (Laplace), and an hour's neighbours half: nobody keeps to the minute.
  const smooth = counts.map((count, cell) => {
    const before = counts[(cell + HOURS_PER_WEEK - 1) % HOURS_PER_WEEK] ?? 0;
    const after = counts[(cell + 1) % HOURS_PER_WEEK] ?? 0;
    return (count + (before + after) / 2) / 2 + 1 / HOURS_PER_WEEK;
  });
  const asked = clock.hourOfWeek(time);
  const own = smooth[asked] ?? 0;
  const total = smooth.reduce((sum, one) => sum + one, 0);
  const seldom = smooth.reduce((sum, one) => (one <= own * (1 + 1e-9) ? sum + one : sum), 0);
  return {
    hourOfWeek: asked,
    zone: clock.zone,
    samples: hours.length,
    alike: Math.round(own * 2),
    chance: Math.min(1, seldom / total),
  };
}
