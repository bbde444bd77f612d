import { createHash, createHmac } from 'node:crypto';
import * as fc from 'fast-check';
import { expect, it } from 'vitest';
import { hmacSha256, sha256 } from './sha256-bytes.ts';

it('agrees with the platform on all bytes', () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 300 }), (bytes) => {
      expect(sha256(bytes).toString('hex')).toBe(createHash('sha256').update(bytes).digest('hex'));
    }),
  );
});

it('agrees with the platform on every key and message', () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 100 }), fc.uint8Array({ maxLength: 100 }), (key, message) => {
      const expected = createHmac('sha256', key).update(message).digest('hex');
      expect(hmacSha256(key, message).toString('hex')).toBe(expected);
    }),
  );
});
