import { describe, expect, it } from 'vitest';
import { evaluateEntropy, PAYLOAD_ENTROPY_THRESHOLD } from './payload-entropy-threshold.ts';

const answerOf = (entropy: number, length: number | undefined, precision = 0): string =>
  evaluateEntropy({ entropy, length, precision }).answer;

describe('PayloadEntropyThreshold', () => {
  it.each([
    ['random bytes of one packet', 7.869, 1460, 'reached'],
    ['random bytes that a fixed 7.5 would miss', 7.18, 256, 'reached'],
    ['random bytes, a lot of them', 7.9972, 65_536, 'reached'],
    ['compressed text over 64 KiB', 7.985, 65_536, 'below'],
    ['base64', 5.97, 1460, 'below'],
    ['text', 4.5, 1460, 'below'],
    ['a counter', 8, 4096, 'too-even'],
    ['few bytes', 6.5, 128, 'too-short'],
  ])('%s', (_, entropy, length, answer) => {
    expect(answerOf(entropy, length)).toBe(answer);
  });

  it('allows for the decimals a sensor gives', () => {
    expect(answerOf(7.99, 10_000_000)).toBe('below');
    expect(answerOf(7.99, 10_000_000, 0.01)).toBe('below');
    expect(answerOf(8, 10_000_000, 0.01)).toBe('reached');
    expect(answerOf(7.997, 1_000_000, 0.001)).toBe('below');
    expect(answerOf(7.9997, 1_000_000, 0.001)).toBe('reached');
  });

  it('is not observable where no payload is seen, or nobody says how much', () => {
    expect(evaluateEntropy(undefined).answer).toBe('not-observable');
    expect(answerOf(7.9, undefined)).toBe('not-observable');
    expect(answerOf(Number.NaN, 1000)).toBe('not-observable');
    expect(answerOf(9, 1000)).toBe('not-observable');
  });

  it('may be a number of bits besides', () => {
    const fixed = { ...PAYLOAD_ENTROPY_THRESHOLD, bits: 7.5 };
    expect(evaluateEntropy({ entropy: 7.18, length: 256 }, fixed).answer).toBe('below');
    expect(evaluateEntropy({ entropy: 7.9, length: undefined }, fixed).answer).toBe('reached');
  });

  it('reports what was expected and how far off it is', () => {
    const result = evaluateEntropy({ entropy: 7.792, length: 1024 });
    expect(result.expected).toBeCloseTo(7.809, 3);
    expect(result.score).toBeCloseTo(-1, 0);
  });
});
