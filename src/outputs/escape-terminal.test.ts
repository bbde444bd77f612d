import * as fc from 'fast-check';
import { expect, it } from 'vitest';
import { escapeTerminal } from './escape-terminal.ts';

it('lets no control byte through to a terminal', () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 80 }), fc.boolean(), (bytes, wide) => {
      const text = Buffer.from(bytes).toString(wide ? 'utf16le' : 'latin1');
      for (const char of escapeTerminal(text)) {
        const code = char.codePointAt(0) ?? 0;
        expect(code >= 0x20 && !(code >= 0x7f && code <= 0x9f)).toBe(true);
      }
    }),
  );
});

it('makes one line of many', () => {
  expect(escapeTerminal('one\ntwo\r\nthree\u2028four')).toBe('one\\ntwo\\r\\nthree\\u{2028}four');
});
