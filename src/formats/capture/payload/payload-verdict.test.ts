import { createCipheriv } from 'node:crypto';
import { deflateRawSync, gzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { randomBytes } from '../../../../test/capture/packets.ts';
import { measureBytes } from './byte-measure.ts';
import { contentFacts } from './content-facts.ts';
import { entropyScore, expectedEntropy } from './expected-entropy.ts';
import { firstPayloadFacts } from './first-payload.ts';
import { isFullyEncrypted } from './fully-encrypted.ts';
import { judgePayload, payloadVerdictCode } from './payload-verdict.ts';

describe('the entropy of random bytes', () => {
  it.each([
    [16, 3.942, undefined],
    [64, 5.766, undefined],
    [128, 6.55, 0.068],
    [256, 7.175, 0.053],
    [512, 7.59, 0.034],
    [1024, 7.809, 0.017],
    [1460, 7.869, 0.012],
    [4096, 7.955, 0.004],
    [16_384, 7.989, 0.001],
    [65_536, 7.997, 0.0003],
  ])('over %i bytes is %f', (length, mean, deviation) => {
    const expected = expectedEntropy(length);
    expect(expected.mean).toBeCloseTo(mean, 2);
    if (deviation !== undefined) expect(Math.abs(expected.deviation - deviation)).toBeLessThan(deviation / 5);
  });

  it('scores near zero at every length', () => {
    for (const length of [100, 256, 300, 777, 1460, 4095, 4097, 20_000, 65_536]) {
      const scores = Array.from({ length: 40 }, (_, seed) =>
        entropyScore(measureBytes(randomBytes(length, seed + 1)).entropy, length),
      );
      expect(Math.abs(scores.reduce((sum, score) => sum + score, 0) / scores.length)).toBeLessThan(0.8);
      expect(Math.max(...scores.map(Math.abs))).toBeLessThan(5);
    }
  });

  it('goes smoothly from sums to series', () => {
    const [before, after] = [expectedEntropy(4096), expectedEntropy(4097)];
    expect(Math.abs(before.mean - after.mean)).toBeLessThan(1e-4);
    expect(Math.abs(before.deviation - after.deviation)).toBeLessThan(1e-4);
  });
});

const words =
  'invoice customer amount transfer quarter salary region total account balance payment order'.split(' ');
const prose = Buffer.from(
  Array.from({ length: 100_000 }, (_, i) => words[randomBytes(1, i)[0]! % words.length]!).join(' '),
);
const cipher = (mode: string, length: number): Buffer => {
  const iv = mode.includes('ecb') ? null : Buffer.alloc(16, 3);
  return createCipheriv(mode, Buffer.alloc(32, 7), iv).update(prose.subarray(0, length));
};
const code = (bytes: Buffer, application: 'unknown' | 'tls' | 'http' = 'unknown'): string =>
  payloadVerdictCode(judgePayload(application, contentFacts(bytes.subarray(0, 65_536)), measureBytes(bytes)));

describe('a payload is judged', () => {
  it.each([
    ['ciphertext', cipher('aes-256-ctr', 70_000)],
    ['ciphertext', cipher('aes-256-cbc', 300_000)],
    ['compressed-or-encrypted', cipher('aes-256-ctr', 4096)],
    ['compressed-or-encrypted', cipher('aes-256-ctr', 256)],
    ['compressed-or-encrypted', deflateRawSync(prose.subarray(0, 9000))],
    ['too-short', cipher('aes-256-ctr', 240)],
    ['container:gzip', gzipSync(prose)],
    ['container:openssl-salted', Buffer.concat([Buffer.from('Salted__'), cipher('aes-256-cbc', 9000)])],
    [
      'container:openssl-salted',
      Buffer.from(Buffer.concat([Buffer.from('Salted__'), cipher('aes-256-cbc', 9000)]).toString('base64')),
    ],
    ['compressed-or-encrypted', Buffer.from(cipher('aes-256-ctr', 9000).toString('base64'))],
    ['compressed-or-encrypted', Buffer.from(cipher('aes-256-ctr', 9000).toString('hex'))],
    ['encoded', Buffer.from(prose.subarray(0, 9000).toString('base64'))],
    ['text', prose.subarray(0, 3000)],
    ['text', prose.subarray(0, 100)],
    ['structured', Buffer.alloc(5000)],
    ['structured', Buffer.from(Array.from({ length: 4096 }, (_, i) => i & 255))],
  ] as const)('%s (%#)', (kind, bytes) => {
    expect(code(bytes)).toBe(kind);
  });

  it('deflate is told from ciphertext over 64 KiB', () => {
    const packed = deflateRawSync(prose);
    expect(packed.length).toBeGreaterThan(65_536);
    expect(['compressed', 'structured']).toContain(code(packed));
  });

  it('by its protocol, where that encrypts', () => {
    expect(code(randomBytes(9000), 'tls')).toBe('protocol:tls');
    expect(code(randomBytes(9000), 'http')).toBe('compressed-or-encrypted');
  });

  it('as not observable, where there was none', () => {
    expect(judgePayload('unknown', undefined, undefined).kind).toBe('not-observable');
  });

  it('electronic codebook mode gives itself away', () => {
    const judged = (mode: string): boolean =>
      judgePayload('unknown', contentFacts(cipher(mode, 60_000)), undefined).repeatsBlocks;
    expect([judged('aes-256-ecb'), judged('aes-256-cbc'), judged('aes-256-ctr')]).toEqual([
      true,
      false,
      false,
    ]);
  });

  it('keeps the shares of the measured table', () => {
    const share = (length: number, of: (at: number) => Buffer): number => {
      const found = Array.from({ length: 200 }, (_, i) => code(of(i * length)).startsWith('compressed-or'));
      return found.filter(Boolean).length / found.length;
    };
    const stream = cipher('aes-256-ctr', prose.length);
    expect(share(1024, (at) => stream.subarray(at, at + 1024))).toBeGreaterThan(0.97);
    expect(share(1024, (at) => prose.subarray(at, at + 1024))).toBe(0);
  });
});

describe('the test of fully encrypted traffic', () => {
  const share = (length: number, make: (seed: number) => Buffer): number => {
    const answers = Array.from({ length: 2000 }, (_, seed) =>
      isFullyEncrypted(firstPayloadFacts(make(seed + 1).subarray(0, length))),
    );
    return answers.filter((answer) => answer === true).length / answers.length;
  };

  it('fires on random payloads but for the shares that are exempt by chance', () => {
    expect(share(64, (seed) => randomBytes(64, seed))).toBeGreaterThan(0.96);
    expect(share(256, (seed) => randomBytes(256, seed))).toBeGreaterThan(0.985);
  });

  it('does not fire on text, encodings, or six printable bytes in front', () => {
    for (const bytes of [
      prose.subarray(0, 400),
      Buffer.from(randomBytes(300).toString('base64')),
      Buffer.from(randomBytes(300).toString('hex')),
      Buffer.concat([Buffer.from('HELLO1'), randomBytes(300)]),
      Buffer.concat([randomBytes(100), Buffer.from('x'.repeat(21)), randomBytes(100, 2)]),
      Buffer.alloc(300),
    ]) {
      expect(isFullyEncrypted(firstPayloadFacts(bytes))).toBe(false);
    }
  });

  it('has no answer for short payloads', () => {
    expect(isFullyEncrypted(firstPayloadFacts(randomBytes(63)))).toBeUndefined();
  });
});
