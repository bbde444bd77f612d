import * as fc from 'fast-check';
import { expect, it } from 'vitest';
import { repairJson } from './json-repair.ts';

it('leaves sound JSON as it is', () => {
  fc.assert(
    fc.property(fc.json(), (text) => {
      expect(repairJson(text)).toBe(text);
    }),
  );
});

it('undoes surplus commas and raw control characters', () => {
  const dirty = (text: string): string => text.replaceAll(/([}\]])/g, ' ,\n$1').replaceAll('\\t', '\t');
  const plain = fc.jsonValue({ stringUnit: fc.constantFrom('a', '\t', ' ', 'é') });
  fc.assert(
    fc.property(fc.array(plain, { minLength: 1 }), (value) => {
      const text = JSON.stringify(value).replaceAll(/\[\]|\{\}/g, '0');
      expect(JSON.parse(repairJson(dirty(text)))).toEqual(JSON.parse(text));
    }),
  );
});

it('does not mend what would have to be guessed', () => {
  for (const text of ['{"a":}', '{"a" 1}', '{"a":1', '[1 2]', '{,}x'])
    expect(() => JSON.parse(repairJson(text))).toThrow(SyntaxError);
});
