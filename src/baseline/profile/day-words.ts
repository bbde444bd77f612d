/**
 * Days on which something was active, as bits of the three newest epochs. A union that forgets what lies before the window
 * of the newest day gives the same in any order.
 */
import { EPOCHS } from '../moment.ts';
import { DAYS, LAST_SEEN } from './record-layout.ts';

const SECONDS_PER_DAY = 86_400;
const SECONDS_PER_EPOCH = 32 * SECONDS_PER_DAY;

/** Moves the window to where `second` lies in it, then marks its day. Sets the last sighting, too. */
export function markDay(page: Uint32Array, record: number, second: number): void {
  const day = Math.floor(second / SECONDS_PER_DAY);
  markDays(page, record, day >>> 5, 1 << (day & 31), second);
}

/** The same for a word of days of one epoch whose last sighting was at `second` or earlier. */
export function markDays(
  page: Uint32Array,
  record: number,
  epoch: number,
  bits: number,
  second: number,
): void {
  const last = page[record + LAST_SEEN] ?? 0;
  const newest = Math.floor(last / SECONDS_PER_EPOCH);
  if (epoch <= newest - EPOCHS) return;
  if (epoch > newest) {
    for (let passed = Math.max(newest + 1, epoch - EPOCHS + 1); passed <= epoch; passed++) {
      page[record + DAYS + (passed % EPOCHS)] = 0;
    }
  }
  const word = record + DAYS + (epoch % EPOCHS);
  page[word] = (page[word] ?? 0) | bits;
  if (second > last) page[record + LAST_SEEN] = second;
}

/** Calls with each kept epoch, oldest first, and its days. */
export function forEachEpoch(
  page: Uint32Array,
  record: number,
  visit: (epoch: number, days: number) => void,
): void {
  const newest = Math.floor((page[record + LAST_SEEN] ?? 0) / SECONDS_PER_EPOCH);
  for (let epoch = Math.max(0, newest - EPOCHS + 1); epoch <= newest; epoch++) {
    visit(epoch, page[record + DAYS + (epoch % EPOCHS)] ?? 0);
  }
}

/** Kept days before the day of `second`. */
export function daysBefore(page: Uint32Array, record: number, second: number): number {
  const end = Math.floor(second / SECONDS_PER_DAY);
  let count = 0;
  forEachEpoch(page, record, (epoch, days) => {
    const past = end - epoch * 32;
    if (past <= 0) return;
    count += bitCount(past >= 32 ? days : days & ((1 << past) - 1));
  });
  return count;
}

/** All kept days. */
export function keptDays(page: Uint32Array, record: number): number {
  let count = 0;
  for (let word = DAYS; word < DAYS + EPOCHS; word++) count += bitCount(page[record + word] ?? 0);
  return count;
}

function bitCount(word: number): number {
  let bits = word - ((word >>> 1) & 0x55555555);
  bits = (bits & 0x33333333) + ((bits >>> 2) & 0x33333333);
  return Math.imul((bits + (bits >>> 4)) & 0x0f0f0f0f, 0x01010101) >>> 24;
}
