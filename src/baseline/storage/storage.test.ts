import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { SlotIndex } from './slot-index.ts';
import { hashKey, hashText } from './text-hash.ts';
import { TextTable } from './text-table.ts';
import { WordArena } from './word-arena.ts';

describe('the arena', () => {
  it('never gives two blocks the same words', () => {
    fc.assert(
      fc.property(
        fc.array(fc.record({ words: fc.integer({ min: 1, max: 40 }), drop: fc.boolean() }), {
          maxLength: 200,
        }),
        (requests) => {
          const arena = new WordArena();
          const kept: { address: number; words: number; mark: number }[] = [];
          for (const [index, { words, drop }] of requests.entries()) {
            const address = arena.allocate(words);
            const start = arena.offsetOf(address);
            arena.pageOf(address).fill(index + 1, start, start + words);
            if (drop) arena.release(address, words);
            else kept.push({ address, words, mark: index + 1 });
          }
          for (const { address, words, mark } of kept) {
            const start = arena.offsetOf(address);
            const found = [...arena.pageOf(address).subarray(start, start + words)];
            expect(found).toEqual(Array.from({ length: words }, () => mark));
          }
          expect(arena.usedWords).toBe(kept.reduce((sum, { words }) => sum + words, 0));
        },
      ),
    );
  });

  it('opens pages as they are needed and keeps blocks whole', () => {
    const arena = new WordArena();
    const blocks = Array.from({ length: 30 }, () => arena.allocate(50_000));
    for (const address of blocks) expect(arena.offsetOf(address) + 50_000).toBeLessThanOrEqual(1 << 18);
    expect(new Set(blocks).size).toBe(30);
    expect(() => arena.allocate(1 << 18)).toThrow(RangeError);
    expect(() => arena.pageOf(0xfffffff0)).toThrow(RangeError);
  });

  it('keeps blocks apart in memory that it took ahead', () => {
    const arena = new WordArena();
    const blocks: number[] = [];
    for (let i = 0; i < 40; i++) {
      if (i % 9 === 0) arena.reserve(i * 70_000);
      const address = arena.allocate(60_000);
      arena.pageOf(address).fill(i, arena.offsetOf(address), arena.offsetOf(address) + 60_000);
      blocks.push(address);
    }
    arena.reserve(2 ** 60);
    blocks.push(arena.allocate(60_000));
    for (const [i, address] of blocks.slice(0, 40).entries()) {
      const start = arena.offsetOf(address);
      const bytes = arena.bytesOf(address).subarray(start * 4, (start + 60_000) * 4);
      expect(
        arena
          .pageOf(address)
          .subarray(start, start + 60_000)
          .every((word) => word === i),
      ).toBe(true);
      expect(Buffer.from(bytes).readUInt32LE(4 * 59_999)).toBe(i);
    }
    expect(new Set(blocks).size).toBe(41);
  });

  it('uses freed blocks of any size again', () => {
    const arena = new WordArena();
    for (const words of [1, 19, 1_023, 1_024, 6_144, 65_536]) {
      const [first, second] = [arena.allocate(words), arena.allocate(words)];
      arena.release(first, words);
      arena.release(second, words);
      expect([arena.allocate(words), arena.allocate(words)].sort()).toEqual([first, second].sort());
    }
  });
});

describe('the index', () => {
  it('holds what a map holds, through removals', () => {
    const step = fc.record({ hash: fc.integer({ min: 0, max: 40 }), remove: fc.boolean() });
    fc.assert(
      fc.property(fc.array(step, { maxLength: 300 }), (steps) => {
        const index = new SlotIndex();
        const model = new Map<number, number>();
        for (const [at, { hash, remove }] of steps.entries()) {
          const known = model.get(hash);
          if (known !== undefined && remove) {
            index.remove(hash, known);
            model.delete(hash);
          } else if (known === undefined) {
            index.insert(hash, at + 1);
            model.set(hash, at + 1);
          }
        }
        for (let hash = 0; hash <= 40; hash++) {
          expect(index.addressAt(index.seek(hash, index.home(hash)))).toBe(model.get(hash) ?? 0);
        }
        expect([...index.sorted()]).toEqual([...model.values()].sort((a, b) => a - b));
      }),
    );
  });

  it('grows', () => {
    const index = new SlotIndex();
    for (let i = 1; i <= 5_000; i++) index.insert(Math.imul(i, 0x9e3779b1) >>> 0, i);
    for (let i = 1; i <= 5_000; i++) {
      const hash = Math.imul(i, 0x9e3779b1) >>> 0;
      expect(index.addressAt(index.seek(hash, index.home(hash)))).toBe(i);
    }
    expect(index.size).toBe(5_000);
  });
});

describe('the index, filled at once', () => {
  const pairs = fc.array(fc.nat({ max: 60 }), { maxLength: 400 });

  it('holds what it holds when it is filled one after the other', () => {
    fc.assert(
      fc.property(pairs, pairs, fc.boolean(), (before, hashes, reserved) => {
        const all = [...before, ...hashes];
        const index = new SlotIndex();
        const other = new SlotIndex();
        if (reserved) index.reserve(2_000);
        for (const [at, hash] of all.entries()) {
          other.insert(hash, at + 1);
          if (at < before.length) index.insert(hash, at + 1);
        }
        const entries = hashes.flatMap((hash, at) => [hash, before.length + at + 1]);
        expect(index.fill(Uint32Array.from(entries), () => false)).toBe(0);
        expect(index.size).toBe(all.length);
        expect([...index.sorted()]).toEqual([...other.sorted()]);
        for (const [at, hash] of all.entries()) {
          let slot = index.seek(hash, index.home(hash));
          while (index.addressAt(slot) !== at + 1) {
            expect(index.addressAt(slot)).not.toBe(0);
            slot = index.seek(hash, index.next(slot));
          }
        }
      }),
    );
  });

  it('tells an entry that is the same as another', () => {
    const isSame = (a: number, b: number): boolean => a % 10 === b % 10;
    expect(new SlotIndex().fill(Uint32Array.of(5, 1, 6, 2, 5, 3), isSame)).toBe(0);
    expect(new SlotIndex().fill(Uint32Array.of(5, 1, 6, 2, 5, 11), isSame)).toBe(11);
  });

  it('gives addresses in their order, whatever they are', () => {
    fc.assert(
      fc.property(
        fc.uniqueArray(fc.integer({ min: 1, max: 0xffffffff }), { maxLength: 300 }),
        (addresses) => {
          const index = new SlotIndex();
          for (const address of addresses) index.insert(address, address);
          expect([...index.sorted()]).toEqual([...addresses].sort((a, b) => a - b));
        },
      ),
    );
  });
});

describe('the keyed hash', () => {
  it('depends on every character, the length and the key', () => {
    const key = hashKey('a');
    const texts = ['', '\0', '\0\0', 'a', 'b', 'ab', 'ba', 'abc', 'abcd', 'abce'];
    expect(new Set(texts.map((text) => hashText(text, key))).size).toBe(texts.length);
    expect(hashText('example.com', key)).toBe(hashText('example.com', hashKey('a')));
    expect(hashText('example.com', key)).not.toBe(hashText('example.com', hashKey('b')));
  });

  it('spreads evenly', () => {
    const key = hashKey('');
    const counts = Array.from({ length: 16 }, () => 0);
    for (let i = 0; i < 16_000; i++) {
      const bucket = hashText(`host${i}`, key) >>> 28;
      counts[bucket] = (counts[bucket] ?? 0) + 1;
    }
    // Chi-square with 15 degrees of freedom: 37.7 is exceeded once in a thousand.
    expect(counts.reduce((sum, count) => sum + (count - 1000) ** 2 / 1000, 0)).toBeLessThan(37.7);
  });
});

describe('the text table', () => {
  const texts = (): TextTable => new TextTable(new WordArena(), hashKey(''));

  it('gives every text back and knows equal ones', () => {
    fc.assert(
      fc.property(fc.array(fc.string({ unit: 'grapheme', maxLength: 60 }), { maxLength: 60 }), (words) => {
        const table = texts();
        const ids = words.map((word) => table.intern(word));
        for (const [at, id] of ids.entries()) {
          expect(table.text(id)).toBe(words[at]);
          expect(table.lookUp(words[at] ?? '')).toBe(id);
        }
        expect(new Set(ids).size).toBe(new Set(words).size);
      }),
    );
  });

  it('finds a text that many use, until nobody does', () => {
    const table = texts();
    const id = table.intern('wś1');
    table.hold(id, 100);
    expect([table.intern('wś1'), table.intern('wś1'), table.lookUp('wś1')]).toEqual([id, id, id]);
    for (let i = 0; i < 100; i++) table.letGo(id);
    expect(table.lookUp('wś1')).toBe(0);
    expect(table.size).toBe(0);
  });

  it('takes the bytes of a text for the text', () => {
    const any = fc.oneof(
      fc.string(),
      fc.string({ unit: 'grapheme', maxLength: 60 }),
      fc.string({ minLength: 479 }),
    );
    fc.assert(
      fc.property(fc.array(any, { maxLength: 20 }), fc.nat(5), (words, from) => {
        const table = texts();
        for (const word of words) {
          const bytes = Buffer.from(`${'x'.repeat(from)}${word}y`);
          const id = table.internBytes(bytes, from, bytes.length - 1);
          expect(table.intern(word)).toBe(id);
          expect(Buffer.from(table.bytes(id)).toString()).toBe(table.text(id));
          expect(table.hash(id)).toBe(table.hashOf(word));
        }
        expect(table.ids()).toHaveLength(table.size);
      }),
    );
  });

  it('keeps of a long text its beginning and tells two apart', () => {
    const table = texts();
    const long = 'é'.repeat(5_000);
    const one = table.intern(`${long}a`);
    const other = table.intern(`${long}b`);
    expect(one).not.toBe(other);
    expect(table.intern(`${long}a`)).toBe(one);
    expect(table.text(one).length).toBeLessThan(300);
    expect(table.text(one).startsWith('ééé')).toBe(true);
  });

  it('takes lone surrogates without growing at each telling', () => {
    const table = texts();
    expect(table.intern('a\ud800b')).toBe(table.intern('a\ud800b'));
    expect(table.size).toBe(1);
  });

  it('forgets what nobody holds and reuses its place', () => {
    const arena = new WordArena();
    const table = new TextTable(arena, hashKey(''));
    const id = table.intern('example.com');
    table.hold(id, 2);
    table.letGo(id);
    expect(table.lookUp('example.com')).toBe(id);
    table.letGo(id);
    expect(table.lookUp('example.com')).toBe(0);
    expect(arena.usedWords).toBe(0);
    expect(table.intern('example.org')).toBe(id);
  });
});
