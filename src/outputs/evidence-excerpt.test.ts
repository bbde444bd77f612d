import * as fc from 'fast-check';
import { expect, it } from 'vitest';
import { evidenceExcerpt } from './evidence-excerpt.ts';

const limits = { context: 10, span: 20, spans: 3 };

it('accounts for every character of the text', () => {
  const span = fc.record({
    start: fc.integer({ min: -5, max: 300 }),
    end: fc.integer({ min: -5, max: 300 }),
  });
  fc.assert(
    fc.property(fc.string({ maxLength: 250 }), fc.array(span, { maxLength: 6 }), (text, spans) => {
      const parts = evidenceExcerpt(text, spans, limits);
      let at = 0;
      for (const { kind, text: shown, length } of parts) {
        expect(length).toBeGreaterThan(0);
        expect(shown).toBe(kind === 'cut' ? '' : text.slice(at, at + length));
        at += length;
      }
      expect(at).toBe(text.length);
    }),
  );
});

it('shows the evidence exactly, with what stands round it', () => {
  const text = `${'a'.repeat(50)}EVIDENCE${'b'.repeat(50)}`;
  expect(evidenceExcerpt(text, [{ start: 50, end: 58 }], limits)).toEqual([
    { kind: 'cut', text: '', length: 40 },
    { kind: 'plain', text: 'a'.repeat(10), length: 10 },
    { kind: 'evidence', text: 'EVIDENCE', length: 8 },
    { kind: 'plain', text: 'b'.repeat(10), length: 10 },
    { kind: 'cut', text: '', length: 40 },
  ]);
});

it('joins spans that overlap, in whatever order they come', () => {
  const kinds = evidenceExcerpt(
    '0123456789',
    [
      { start: 4, end: 8 },
      { start: 2, end: 5 },
    ],
    limits,
  ).map(({ kind, text }) => [kind, text]);
  expect(kinds).toEqual([
    ['plain', '01'],
    ['evidence', '234567'],
    ['plain', '89'],
  ]);
});

it('cuts a span that is too long and says how much is missing', () => {
  const parts = evidenceExcerpt('x'.repeat(100), [{ start: 0, end: 100 }], limits);
  expect(parts.map(({ kind, length }) => [kind, length])).toEqual([
    ['evidence', 20],
    ['cut', 80],
  ]);
});

it('shows the beginning of a text without evidence', () => {
  expect(evidenceExcerpt('y'.repeat(100), [], limits)[0]).toEqual({
    kind: 'plain',
    text: 'y'.repeat(20),
    length: 20,
  });
});
