import * as fc from 'fast-check';
import { expect, it } from 'vitest';
import { hashKey } from '../storage/text-hash.ts';
import { KeyBatch } from './key-batch.ts';
import { ProfileTable } from './profile-table.ts';

it('finds and makes the profiles that are found and made one by one', () => {
  const text = fc.constantFrom('', 'a', 'b', 'wś1', 'example.com');
  const key = fc.record({ name: text, identity: text, destination: text, kind: fc.nat(3) });
  const keys = fc.uniqueArray(key, { selector: (one) => JSON.stringify(one), maxLength: 12 });
  fc.assert(
    fc.property(fc.array(keys, { maxLength: 30 }), (batches) => {
      const table = new ProfileTable(hashKey(''));
      const batch = new KeyBatch();
      const id = (one: string): number => (one === '' ? 0 : table.texts.intern(one));
      for (const of of batches) {
        const numbers = of.map(
          ({ name, identity, destination, kind }) =>
            [id(name), id(identity), id(destination), (443 << 16) | kind] as const,
        );
        batch.count = 0;
        for (const one of numbers) batch.add(...one);
        table.touchAll(batch);
        expect([...batch.records.subarray(0, batch.count)]).toEqual(
          numbers.map((one) => table.touch(...one)),
        );
      }
      expect(table.size).toBe(new Set(batches.flat().map((one) => JSON.stringify(one))).size);
    }),
  );
});
