const VALUES = 256;
/** From this length on the series agree with the exact sums to a ten-thousandth of a bit. */
const LONG = 4096;
const LONGEST_SCORED = 65_536;
/** Lengths at which the deviation is computed in full: four to an octave. Between them it is a straight line in logarithms. */
const STEPS_PER_OCTAVE = 4;

/** What the entropy of `n` random bytes is. */
export interface ExpectedEntropy {
  /** Bits per byte; 7.175 for 256 bytes, near 8 only from tens of thousands on. */
  readonly mean: number;
  readonly deviation: number;
}

/** Means and deviations of short lengths, filled as they are asked for. */
const means = new Float64Array(LONG + 1);
const deviations = new Float64Array(LONG + 1);

/**
 * Mean and standard deviation of the plug-in Shannon entropy of `length` evenly random bytes: what a perfect cipher's
 * output shows. By multinomial sums up to 4 KiB, by Harris' series (1975) beyond.
 */
export function expectedEntropy(length: number): ExpectedEntropy {
  if (length < 2) return { mean: 0, deviation: 0 };
  if (length > LONG) return seriesEntropy(length);
  if (means[length] === 0) {
    const { single, terms } = countTerms(length);
    means[length] = Math.log2(length) - (VALUES * meanOf(single, terms)) / length;
    deviations[length] = deviationAt(length);
  }
  return { mean: means[length]!, deviation: deviations[length]! };
}

/**
 * How many standard deviations `entropy` lies off that of random bytes of the same length. `precision` is the step it
 * was rounded to: the nearest value it may have been is scored. Beyond 64 KiB a sample is scored as if it were that long:
 * a few bytes of framing are no reason to differ.
 */
export function entropyScore(entropy: number, length: number, precision = 0): number {
  const off = entropy - expectedEntropy(length).mean;
  const { deviation } = expectedEntropy(Math.min(length, LONGEST_SCORED));
  const least = Math.max(0, Math.abs(off) - precision / 2);
  return deviation === 0 ? 0 : (Math.sign(off) * least) / deviation;
}

function seriesEntropy(length: number): ExpectedEntropy {
  const bias = (VALUES - 1) / (2 * length) + (VALUES * VALUES - 1) / (12 * length * length);
  const variance = (VALUES - 1) / (2 * length * length);
  return { mean: 8 - bias / Math.LN2, deviation: Math.sqrt(variance) / Math.LN2 };
}

const computed = new Map<number, number>();

function deviationAt(length: number): number {
  const place = Math.log2(length) * STEPS_PER_OCTAVE;
  const below = Math.floor(place);
  const share = place - below;
  const low = Math.log(deviationAtStep(below));
  return Math.exp(share === 0 ? low : low * (1 - share) + Math.log(deviationAtStep(below + 1)) * share);
}

function deviationAtStep(step: number): number {
  let found = computed.get(step);
  if (found === undefined) {
    found = exactDeviation(Math.round(2 ** (step / STEPS_PER_OCTAVE)));
    computed.set(step, found);
  }
  return found;
}

/**
 * With counts c of a multinomial draw, H = log2 n - (sum of c·log2 c)/n. The variance of that sum needs only the
 * distributions of one count and of two.
 */
function exactDeviation(length: number): number {
  const { single, terms } = countTerms(length);
  const mean = meanOf(single, terms);
  let square = 0;
  let product = 0;
  for (let count = 2; count < single.length; count++) {
    square += single[count]! * terms[count]! ** 2;
    // Given one count, the others share what is left evenly.
    const others = binomial(length - count, 1 / (VALUES - 1), Math.min(single.length - 1, length - count));
    product += single[count]! * terms[count]! * meanOf(others, terms);
  }
  const variance = VALUES * (square - mean * mean) + VALUES * (VALUES - 1) * (product - mean * mean);
  return Math.sqrt(Math.max(1e-12, variance)) / length;
}

/** Probabilities of one byte value's count, and c·log2 c of each, as far as they matter. */
function countTerms(length: number): { readonly single: Float64Array; readonly terms: Float64Array } {
  const most = Math.min(length, Math.ceil(length / VALUES + 14 * Math.sqrt(length / VALUES) + 24));
  const single = binomial(length, 1 / VALUES, most);
  const terms = Float64Array.from({ length: most + 1 }, (_, count) =>
    count < 2 ? 0 : count * Math.log2(count),
  );
  return { single, terms };
}

function meanOf(probabilities: Float64Array, terms: Float64Array): number {
  let mean = 0;
  for (let count = 2; count < probabilities.length; count++) mean += probabilities[count]! * terms[count]!;
  return mean;
}

/** Probabilities of 0 to `most` successes in `trials`. */
function binomial(trials: number, chance: number, most: number): Float64Array {
  const probabilities = new Float64Array(most + 1);
  probabilities[0] = (1 - chance) ** trials;
  const odds = chance / (1 - chance);
  for (let count = 1; count <= most; count++) {
    probabilities[count] = (probabilities[count - 1]! * odds * (trials - count + 1)) / count;
  }
  return probabilities;
}
