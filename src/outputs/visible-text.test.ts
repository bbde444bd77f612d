import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { visibleJson, visibleText } from './visible-text.ts';

/** Any sequence of UTF-16 units, broken pairs included, with the dangerous ones made frequent. */
const anyText = fc
  .array(
    fc.oneof(
      fc.integer({ min: 0, max: 0xffff }),
      fc.constantFrom(
        0x1b,
        0x9b,
        0x07,
        0x0a,
        0x0d,
        0x202e,
        0x2066,
        0x200b,
        0xfeff,
        0xd800,
        0xdc00,
        0x2028,
        0x7f,
      ),
    ),
    { maxLength: 60 },
  )
  .map((units) => String.fromCharCode(...units));

const unseen = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Cs}\p{Default_Ignorable_Code_Point}]/u;

describe('visibleText', () => {
  it('leaves no unseen character, whatever it is given', () => {
    fc.assert(
      fc.property(anyText, (text) => {
        expect(visibleText(text)).not.toMatch(unseen);
      }),
    );
  });

  it('changes nothing the second time', () => {
    fc.assert(
      fc.property(anyText, (text) => {
        const once = visibleText(text);
        expect(visibleText(once)).toBe(once);
      }),
    );
  });

  it('keeps printable text of any script as it is', () => {
    for (const text of ['C:\\new\\table', 'Ünïcode', '日本語', 'a 👍 b', '$_-bxor$S']) {
      expect(visibleText(text)).toBe(text);
    }
  });

  it.each([
    ['\u001b[2J', '\\u{1b}[2J'],
    ['\u009b31m', '\\u{9b}31m'],
    ['a\r\n\tb', 'a\\r\\n\\tb'],
    ['\u202egpj.exe', '\\u{202e}gpj.exe'],
    ['\u2066x\u2069', '\\u{2066}x\\u{2069}'],
    ['a\u200bb\ufeff', 'a\\u{200b}b\\u{feff}'],
    ['\ud800', '\\u{d800}'],
    ['\u{e0041}', '\\u{e0041}'],
    ['\u3164', '\\u{3164}'],
    ['\u007f\u0000', '\\u{7f}\\u{0}'],
  ])('shows %j as %s', (text, shown) => {
    expect(visibleText(text)).toBe(shown);
  });
});

describe('visibleJson', () => {
  it('keeps the value and leaves nothing a terminal acts on', () => {
    fc.assert(
      fc.property(anyText, (text) => {
        const json = visibleJson(JSON.stringify({ text }));
        expect(JSON.parse(json)).toEqual({ text });
        expect(json).not.toMatch(unseen);
      }),
    );
  });

  it('keeps the line feeds of pretty printing', () => {
    expect(visibleJson(JSON.stringify({ a: 1 }, undefined, 2))).toBe('{\n  "a": 1\n}');
  });
});
