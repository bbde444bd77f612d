import { describe, expect, it } from 'vitest';
import { crc32 } from './crc32.ts';

describe('crc32', () => {
  it('gives the check value of the CRC-32 catalogue, whole or in parts', () => {
    const bytes = Buffer.from('--123456789--');
    expect(crc32(bytes, 2, 11)).toBe(0xcbf43926);
    for (let cut = 2; cut <= 11; cut++) {
      expect(crc32(bytes, cut, 11, crc32(bytes, 2, cut))).toBe(0xcbf43926);
    }
  });

  it('gives 0 for no bytes and the known sum of 32 bytes', () => {
    expect(crc32(Buffer.alloc(0), 0, 0)).toBe(0);
    expect(crc32(Buffer.alloc(32, 0xff), 0, 32)).toBe(0xff6cab0b);
  });
});
