/**
 * Amounts as small whole numbers whose order is the order of the amounts, so that the larger of two codes is the code of
 * the larger amount. 0 always means "not known".
 */

/** Steps of a byte code for each unit of ln(1 + bytes). */
const STEPS = 1800;
const HIGHEST_BYTES = 65_535;

/** Bytes in 16 bits. The amount that comes back differs by at most 0.03 % (above 36 bytes; below it is exact to 1). */
export function bytesCode(bytes: number | undefined): number {
  if (bytes === undefined || !(bytes >= 0)) return 0;
  return Math.min(HIGHEST_BYTES, 1 + Math.round(Math.log1p(bytes) * STEPS));
}

/** ln(1 + bytes) of a code; `undefined` where nothing is known. */
export function logOfCode(code: number): number | undefined {
  return code === 0 ? undefined : (code - 1) / STEPS;
}

export function bytesOfCode(code: number): number | undefined {
  return code === 0 ? undefined : Math.expm1((code - 1) / STEPS);
}

const EXACT_COUNTS = 127;
/** 128 further codes reach a thousand million in steps of about 13 %. */
const COUNT_STEPS = 8;

/** A count in 8 bits: exact to 127, then rounded down by at most 13 %. */
export function countCode(count: number): number {
  if (!(count > 0)) return 0;
  const whole = Math.floor(count);
  if (whole <= EXACT_COUNTS) return whole;
  return Math.min(255, EXACT_COUNTS + Math.floor(Math.log(whole / EXACT_COUNTS) * COUNT_STEPS + 1e-9));
}

export function countOfCode(code: number): number {
  return code <= EXACT_COUNTS
    ? code
    : Math.round(EXACT_COUNTS * Math.exp((code - EXACT_COUNTS) / COUNT_STEPS));
}
