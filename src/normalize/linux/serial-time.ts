/** Steps that a time of this century still holds beside its milliseconds (52 bits). */
const STEPS = 4_096;

/**
 * Time of an audit event, with a fraction that keeps the order of serial numbers within one tick: the kernel stamps with
 * a coarse clock, and all events of 1 to 10 ms share a stamp. Where a serial passes a multiple of 4,096 inside a tick, the
 * order of those two sides is lost.
 */
export function serialTime(time: number, serial: number): number {
  return time + (serial % STEPS) / STEPS;
}
