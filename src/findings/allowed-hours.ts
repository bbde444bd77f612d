import type { TimeWindow } from './parameters.ts';

const DAYS: Readonly<Record<string, number>> = { Mon: 1, Tue: 2, Wed: 3, Thu: 4, Fri: 5, Sat: 6, Sun: 7 };

/** Is the moment outside the hours in which transfers are allowed, on the hosts' own clock and calendar? */
export function isOutside(time: number, window: TimeWindow): boolean {
  const parts = new Intl.DateTimeFormat('en-US', {
    timeZone: window.zone,
    weekday: 'short',
    hour: '2-digit',
    minute: '2-digit',
    hourCycle: 'h23',
  }).formatToParts(time);
  const part = (type: string): string => parts.find((one) => one.type === type)?.value ?? '';
  const minute = Number(part('hour')) * 60 + Number(part('minute'));
  const day = DAYS[part('weekday')] ?? 0;
  if (window.from <= window.to) {
    return minute < window.from || minute >= window.to || !window.days.includes(day);
  }
  // Over midnight: the hours after it belong to the day on which the window began.
  if (minute >= window.from) return !window.days.includes(day);
  return minute >= window.to || !window.days.includes(day === 1 ? 7 : day - 1);
}
