import { isAllowed } from '../baseline/calendar/allowed-hours.ts';
import { ZoneClocks } from '../baseline/calendar/zone-clock.ts';
import type { TimeWindow } from './parameters.ts';

const CLOCKS = new ZoneClocks();

/** Is the moment outside the hours in which transfers are allowed, on the hosts' own clock and calendar? */
export function isOutside(time: number, window: TimeWindow): boolean {
  return !isAllowed(time, { ...window, holidays: [] }, CLOCKS.of(window.zone));
}
