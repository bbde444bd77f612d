import { createCipheriv } from 'node:crypto';
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { counterMode, encryptBlock, expandKey } from './aes128.ts';
import { initialKeys } from './quic-keys.ts';

describe('AES-128', () => {
  it('has the example of FIPS 197, appendix B', () => {
    const keys = expandKey(Buffer.from('2b7e151628aed2a6abf7158809cf4f3c', 'hex'));
    const block = encryptBlock(keys, Buffer.from('3243f6a8885a308d313198a2e0370734', 'hex'));
    expect(Buffer.from(block).toString('hex')).toBe('3925841d02dc09fbdc118597196a0b32');
  });

  it('agrees with the platform in counter mode', () => {
    const bytes = (length: number): fc.Arbitrary<Uint8Array> =>
      fc.uint8Array({ minLength: length, maxLength: length });
    fc.assert(
      fc.property(bytes(16), bytes(16), fc.uint8Array({ maxLength: 100 }), (key, counter, content) => {
        // The platform counts over all sixteen bytes, this over the last four.
        counter.fill(0, 12);
        const expected = createCipheriv('aes-128-ctr', key, counter).update(content).toString('hex');
        expect(counterMode(expandKey(key), counter, content).toString('hex')).toBe(expected);
      }),
    );
  });
});

describe('keys of first packets', () => {
  const id = Buffer.from('8394c8f03e515708', 'hex');
  it.each([
    [
      'RFC 9001, A.1, client',
      1,
      'client',
      '1f369613dd76d5467730efcbe3b1a22d',
      'fa044b2f42a3fd3b46fb255c',
      '9f50449e04a0e810283a1e9933adedd2',
    ],
    [
      'RFC 9001, A.1, server',
      1,
      'server',
      'cf3a5331653c364c88f0f379b6067e37',
      '0ac1493ca1905853b0bba03e',
      'c206b8d9b9f0f37644430b490eeaa314',
    ],
    [
      'RFC 9369, A.1, client',
      0x6b3343cf,
      'client',
      '8b1a0bc121284290a29e0971b5cd045d',
      '91f73e2351d8fa91660e909f',
      '45b95e15235d6f45a6b19cbcb0294ba9',
    ],
  ] as const)('%s', (_, version, side, key, iv, headerProtection) => {
    const keys = initialKeys(version, id, side);
    expect([keys?.key, keys?.iv, keys?.headerProtection].map((bytes) => bytes?.toString('hex'))).toEqual([
      key,
      iv,
      headerProtection,
    ]);
  });

  it('of versions nobody knows are unknown', () => {
    expect(initialKeys(0x51303436, id, 'client')).toBeUndefined();
  });
});
