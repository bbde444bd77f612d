import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { MINUTE, nextPlace, script, SECOND, T0 } from '../../test/host-events.ts';
import { recognition } from '../../test/host-view.ts';
import type { ScriptText } from '../event/event.ts';
import { ScriptFacts } from './script-facts.ts';
import type { WholeScript } from './script-facts.ts';

const ENCRYPTS = recognition({ traits: ['logging-tamper'] });

function resolve(events: readonly ScriptText[], limit = 100): WholeScript[] {
  const facts = new ScriptFacts(limit);
  for (const event of events) {
    const recognised = event.parts === 1 && event.text !== '' ? ENCRYPTS : undefined;
    facts.add({ event, recognition: recognised });
  }
  return [...facts.resolve()];
}

const part = (number: number, text: string, more: Partial<ScriptText> = {}): ScriptText =>
  script({ blockId: 'block-1', part: number, parts: 4, text, ...more });

describe('a block in parts', () => {
  const parts = [part(1, 'If($P'), part(2, 'SVer'), part(3, 'sion)'), part(4, '')];

  it('is put together without a seam, in any order, its parts repeated or not', () => {
    fc.assert(
      fc.property(
        fc.shuffledSubarray(parts, { minLength: 4, maxLength: 4 }),
        fc.shuffledSubarray(parts),
        (order, again) => {
          const [whole] = resolve([...order, ...again.map((one) => ({ ...one, place: nextPlace() }))]);
          expect(whole).toMatchObject({ text: 'If($PSVersion)', gap: undefined });
        },
      ),
    );
  });

  it('says which part is missing', () => {
    const [whole] = resolve([parts[0], parts[3]].filter((one) => one !== undefined));
    expect(whole?.text).toBe('If($P');
    expect(whole?.gap).toContain('2 of 4 parts of script block block-1');
  });

  it('begins when its first part did', () => {
    const [whole] = resolve([part(2, 'b', { time: T0 + SECOND }), part(1, 'a', { time: T0 + MINUTE })]);
    expect(whole?.event.time).toBe(T0 + SECOND);
  });

  it('does not mix with a block of another process or another block', () => {
    const texts = resolve([
      part(1, 'a', { pid: 1 }),
      part(2, 'b', { pid: 2 }),
      part(1, 'c', { pid: 1, blockId: 'block-2' }),
    ]).map(({ text }) => text);
    expect(texts.toSorted()).toEqual(['a', 'b', 'c']);
  });

  it('keeps the fuller of two tellings of one part', () => {
    const tellings = [part(1, 'a\r\nb'), part(1, 'a\nb')];
    expect(resolve(tellings)[0]?.text).toBe('a\r\nb');
    expect(resolve(tellings.toReversed())[0]?.text).toBe('a\r\nb');
  });

  it.each([
    ['a part beyond the last', { part: 9, parts: 4 }],
    ['parts without number', { part: 5000, parts: 5000 }],
  ])('leaves out %s', (_what, numbers) => {
    const facts = new ScriptFacts(100);
    facts.add({ event: part(1, 'a', numbers), recognition: undefined });
    expect([...facts.resolve()]).toEqual([]);
    expect(facts.dropped).toBe(1);
  });
});

describe('a text in one record', () => {
  it('told twice is one, with both places', () => {
    const event = script({ text: 'tamper', blockId: 'b' });
    const [whole, ...rest] = resolve([event, { ...event, place: nextPlace() }]);
    expect(rest).toEqual([]);
    expect(whole?.places).toHaveLength(2);
  });

  it('in which nothing was read is kept once a minute: it only shows that scripts ran', () => {
    const events = Array.from({ length: 120 }, (_, i) => script({ text: '', time: T0 + i * SECOND }));
    expect(resolve(events)).toHaveLength(2);
  });

  it('is bounded in number', () => {
    const events = Array.from({ length: 50 }, (_, i) => script({ text: `tamper ${i}` }));
    expect(resolve(events, 10)).toHaveLength(10);
  });
});

describe('facts of two names of one host', () => {
  it('put together are those of the host', () => {
    const events = [part(1, 'a'), part(2, 'b'), script({ text: 'tamper' })];
    const [one, other] = [new ScriptFacts(100), new ScriptFacts(100)];
    for (const [index, event] of events.entries()) {
      (index === 1 ? one : other).add({ event, recognition: event.parts === 1 ? ENCRYPTS : undefined });
    }
    one.absorb(other);
    expect([...one.resolve()].map(({ text }) => text).toSorted()).toEqual(
      resolve(events)
        .map(({ text }) => text)
        .toSorted(),
    );
  });
});
