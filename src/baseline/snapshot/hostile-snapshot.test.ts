/** Files that were made by somebody who knows the format: every checksum is right, what they say is not. */
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { DEFAULT_BASELINE_SETTINGS } from '../baseline.ts';
import { EXAMPLE_START, sightingAt } from '../learning/example-sighting.ts';
import { DAY, LATEST } from '../moment.ts';
import { fileOf, learned, putTogether, takeApart } from './example-snapshot.ts';
import type { ExampleBlock } from './example-snapshot.ts';
import { readSnapshot } from './read-snapshot.ts';
import { END_BLOCK, PROFILES_BLOCK, TEXTS_BLOCK } from './snapshot-format.ts';
import { snapshotVersion } from './snapshot-version.ts';

const whole = takeApart(fileOf(learned(40)));
const read = (line: string, blocks: readonly ExampleBlock[]): ReturnType<typeof readSnapshot> =>
  readSnapshot([putTogether({ line, blocks })], DEFAULT_BASELINE_SETTINGS);
const ofKind = (wanted: number): Uint32Array =>
  whole.blocks.find(({ kind }) => kind === wanted)?.words ?? new Uint32Array(0);
const texts = { kind: TEXTS_BLOCK, words: ofKind(TEXTS_BLOCK) };
const profiles = ofKind(PROFILES_BLOCK);
const end = ofKind(END_BLOCK);

function withProfiles(words: Uint32Array): ReturnType<typeof readSnapshot> {
  return read(whole.line, [texts, { kind: PROFILES_BLOCK, words }, { kind: END_BLOCK, words: end }]);
}

/** The profiles with some words replaced. */
function changed(words: Readonly<Record<number, number>>): Uint32Array {
  const copy = profiles.slice();
  for (const [at, word] of Object.entries(words)) copy[Number(at)] = word;
  return copy;
}

describe('a hostile snapshot', () => {
  it('is taken apart and put together like the one that was written', () => {
    expect(whole.blocks.map(({ kind }) => kind)).toEqual([TEXTS_BLOCK, PROFILES_BLOCK, END_BLOCK]);
    expect(withProfiles(profiles).problem).toBeUndefined();
  });

  it('is refused at the profile that cannot be', () => {
    const payload = Buffer.byteLength(`${whole.line}\n`) + 12 + texts.words.byteLength + 12;
    const problem = (words: Readonly<Record<number, number>>): unknown =>
      withProfiles(changed(words)).problem;
    const at = (word: number, message: string): object => ({ offset: payload + word * 4, message });
    expect(problem({ 0: 1_000 })).toEqual(at(0, 'a profile names what is not there'));
    expect(problem({ 2: 0xffffffff })).toEqual(at(0, 'a profile names what is not there'));
    expect(problem({ 3: 0xf0 })).toEqual(at(0, 'a profile names what is not there'));
    expect(problem({ 5: 0xfffffffe })).toEqual(at(4, 'a profile has times that cannot be'));
    expect(problem({ 12: 0xffff })).toEqual(at(14, 'a list of a profile is damaged'));
    // The first two active hours by the same hash.
    expect(problem({ 17: profiles[14] ?? 0 })).toEqual(at(14, 'a list of a profile is damaged'));
    expect(withProfiles(profiles.subarray(0, 16)).problem).toEqual(at(14, 'a list of a profile is damaged'));
    expect(withProfiles(profiles.subarray(0, 13)).problem).toEqual(
      at(0, 'a profile names what is not there'),
    );
  });

  it('is refused with its place, or is a baseline that can be used and saved', () => {
    const word = fc.tuple(
      fc.nat(profiles.length - 1),
      fc.oneof(fc.nat(40), fc.integer({ min: 0, max: 0xffffffff }), fc.constant(0xffffffff)),
    );
    fc.assert(
      fc.property(fc.array(word, { minLength: 1, maxLength: 4 }), (words) => {
        const { baseline, problem } = withProfiles(changed(Object.fromEntries(words)));
        if (baseline === undefined) {
          expect(problem?.offset).toBeGreaterThan(0);
          return;
        }
        baseline.forEach(LATEST, (facts) => expect(facts.activity.hours.length).toBeGreaterThanOrEqual(0));
        baseline.observe(sightingAt(EXAMPLE_START + 50 * DAY, { host: 'wś1', user: 'u1' }));
        const again = readSnapshot([fileOf(baseline)], DEFAULT_BASELINE_SETTINGS).baseline;
        expect(again === undefined ? '' : snapshotVersion(again, '')).toBe(snapshotVersion(baseline, ''));
      }),
      { numRuns: 300 },
    );
  });

  it('takes no room by its own word', () => {
    const header: unknown = JSON.parse(whole.line);
    for (const count of [0, 1, 2 ** 31, Number.MAX_SAFE_INTEGER]) {
      const line = JSON.stringify({ ...(header as object), profiles: count, texts: count });
      const { baseline, problem } = read(line, whole.blocks);
      expect(problem).toBeUndefined();
      expect(baseline?.counts().profiles).toBe(end[1]);
    }
  });

  it('cannot hold a profile twice', () => {
    const counts = end.slice();
    counts[1] = (end[1] ?? 0) * 2;
    const block = { kind: PROFILES_BLOCK, words: profiles };
    const { problem } = read(whole.line, [texts, block, block, { kind: END_BLOCK, words: counts }]);
    expect(problem?.message).toBe('a profile is there twice');
  });

  it('survives any words in any block', () => {
    const payload = fc.array(fc.oneof(fc.nat(40), fc.integer({ min: 0, max: 0xffffffff })), {
      maxLength: 60,
    });
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 4 }), payload, fc.boolean(), (kind, words, behind) => {
        const block = { kind, words: Uint32Array.from(words) };
        const { problem } = read(whole.line, behind ? [texts, block] : [block]);
        expect(problem?.offset).toBeGreaterThanOrEqual(0);
      }),
    );
  });
});
