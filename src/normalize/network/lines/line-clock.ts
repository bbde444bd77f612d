import { inYear } from './syslog-frame.ts';
import type { SyslogFrame, YearlessTime } from './syslog-frame.ts';

const HALF_A_YEAR = 183 * 86_400_000;

/**
 * Times of lines, the year included where the lines leave it out: taken from the last line that had one, else from the
 * name of the file (`messages-20240103.gz`). A log runs forward, so a date that seems half a year off belongs to the
 * neighbouring year. Where nothing tells the year, a line has no time: a wrong one would join with the wrong things.
 */
export class LineClock {
  #known: number | undefined;
  readonly #named: number | undefined;

  constructor(source: string) {
    this.#named = yearIn(source.slice(source.search(/[^\\/!]*$/)));
  }

  timeOf(frame: SyslogFrame): number | undefined {
    return frame.time === undefined ? this.#resolve(frame.yearless) : this.saw(frame.time);
  }

  /** A full time that a line's own content has. */
  saw(time: number): number {
    this.#known = time;
    return time;
  }

  #resolve(yearless: YearlessTime | undefined): number | undefined {
    if (yearless === undefined) return undefined;
    const known = this.#known;
    const year = known === undefined ? this.#named : yearOf(known);
    if (year === undefined) return undefined;
    const time = inYear(yearless, year);
    if (known === undefined || time === undefined || Math.abs(time - known) <= HALF_A_YEAR) return time;
    const other = inYear(yearless, time > known ? year - 1 : year + 1);
    return this.saw(other ?? time);
  }
}

/** Good to a day, which is all that is asked of it. */
function yearOf(time: number): number {
  return 1970 + Math.floor(time / 31_556_952_000);
}

function yearIn(name: string): number | undefined {
  const found = /(?:^|\D)(20\d\d)(?:[-_.]?(?:0[1-9]|1[0-2])|\D|$)/.exec(name)?.[1];
  return found === undefined ? undefined : Number(found);
}
