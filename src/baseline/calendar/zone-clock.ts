/** Wall-clock time of a zone, with its summer time, from the zone database of the runtime (`Intl`). */

const QUARTER = 900_000;
const MINUTE = 60_000;
const HOUR = 3_600_000;
const DAY = 86_400_000;
/** Offsets change on quarter hours; so many are remembered for each zone, by their last bits. */
const REMEMBERED = 8192;

export interface LocalTime {
  /** Milliseconds since 1970 on the wall clock: the same moment with the zone's offset added. */
  readonly wall: number;
  /** 1 Monday to 7 Sunday. */
  readonly weekday: number;
  /** Minutes since midnight. */
  readonly minute: number;
}

export class ZoneClock {
  readonly zone: string;
  readonly #format: Intl.DateTimeFormat;
  readonly #quarters = new Float64Array(REMEMBERED).fill(Number.NaN);
  readonly #offsets = new Float64Array(REMEMBERED);

  /** @throws RangeError when the zone is no IANA zone that the runtime knows. */
  constructor(zone: string) {
    this.zone = zone;
    this.#format = new Intl.DateTimeFormat('en-US', {
      timeZone: zone,
      year: 'numeric',
      month: 'numeric',
      day: 'numeric',
      hour: 'numeric',
      minute: 'numeric',
      second: 'numeric',
      hourCycle: 'h23',
      era: 'short',
    });
  }

  /** Milliseconds to add to UTC at a moment. */
  offset(time: number): number {
    const quarter = Math.floor(time / QUARTER);
    const place = quarter & (REMEMBERED - 1);
    if (this.#quarters[place] !== quarter) {
      this.#offsets[place] = this.#compute(quarter * QUARTER);
      this.#quarters[place] = quarter;
    }
    return this.#offsets[place] ?? 0;
  }

  at(time: number): LocalTime {
    const wall = time + this.offset(time);
    const day = Math.floor(wall / DAY);
    return {
      wall,
      // 1970-01-01 was a Thursday.
      weekday: ((((day + 3) % 7) + 7) % 7) + 1,
      minute: Math.floor((wall - day * DAY) / MINUTE),
    };
  }

  /** 0 is the hour after Monday's midnight, 167 the last of Sunday. */
  hourOfWeek(time: number): number {
    const hours = Math.floor((time + this.offset(time)) / HOUR);
    // 1970 began on a Thursday, 72 hours into the week.
    return (((hours + 72) % 168) + 168) % 168;
  }

  #compute(time: number): number {
    const fields = new Map(this.#format.formatToParts(time).map(({ type, value }) => [type, value]));
    const field = (type: Intl.DateTimeFormatPartTypes): number => Number(fields.get(type) ?? '0');
    const year = fields.get('era') === 'BC' ? 1 - field('year') : field('year');
    const wall = Date.UTC(
      year,
      field('month') - 1,
      field('day'),
      field('hour'),
      field('minute'),
      field('second'),
    );
    return wall - time;
  }
}

/** The date of a wall-clock moment, `2026-03-29`. */
export function wallDate(wall: number): string {
  return new Date(wall).toISOString().slice(0, 10);
}

/** Clocks by zone: making one takes far longer than asking it. */
export class ZoneClocks {
  readonly #clocks = new Map<string, ZoneClock>();

  /** @throws RangeError when the zone is unknown. */
  of(zone: string): ZoneClock {
    let clock = this.#clocks.get(zone);
    if (clock === undefined) {
      clock = new ZoneClock(zone);
      this.#clocks.set(zone, clock);
    }
    return clock;
  }
}
