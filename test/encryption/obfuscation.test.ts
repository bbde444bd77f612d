/**
 * What encrypts is still seen to encrypt in up to four disguises over each other: the same class, operation and
 * algorithm. Seeded, so that every run tries the same texts.
 */
import { gunzipSync, inflateRawSync, inflateSync } from 'node:zlib';
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import type { Decompress } from '../../src/encryption/layers/decompress.ts';
import { recogniseText } from '../../src/encryption/recognise-text.ts';
import { createRecogniser } from '../../src/encryption/recognise.ts';
import { verdictOf } from '../../src/encryption/verdict.ts';
import { CMD_DISGUISES } from './disguise/cmd-disguises.ts';
import { newDice } from './disguise/disguise.ts';
import type { Disguise, Reader } from './disguise/disguise.ts';
import { INTERPRETER_DISGUISES } from './disguise/interpreter-disguises.ts';
import { POSITIVES } from './disguise/positives.ts';
import type { Positive } from './disguise/positives.ts';
import { POSIX_DISGUISES } from './disguise/posix-disguises.ts';
import { POWERSHELL_DISGUISES } from './disguise/powershell-disguises.ts';

const DISGUISES: readonly Disguise[] = [
  ...POWERSHELL_DISGUISES,
  ...CMD_DISGUISES,
  ...POSIX_DISGUISES,
  ...INTERPRETER_DISGUISES,
];
const DEEPEST = 4;
const RUNS = 4000;
const LEAST_RATE = 0.99;
/** Longer texts are beyond what a command line or a script block holds. */
const LONGEST = 200_000;

const inflate: Decompress = (bytes, format, maxOutputLength) => {
  const read = { gzip: gunzipSync, zlib: inflateSync, raw: inflateRawSync }[format];
  try {
    return read(bytes, { maxOutputLength });
  } catch {
    return undefined;
  }
};
const recogniser = createRecogniser({ inflate });

interface Hidden {
  readonly text: string;
  readonly reader: Reader;
  readonly chain: readonly string[];
}

/** Readers that do not exist on one side: cmd is on Windows only, POSIX shells and AppleScript are not. */
function lives(reader: Reader, { platform }: Positive): boolean {
  if (platform === 'windows') return reader !== 'posix' && reader !== 'applescript';
  if (reader === 'applescript') return platform === 'macos';
  return reader !== 'cmd' && reader !== 'vbscript';
}

function hide(positive: Positive, seeds: readonly number[]): Hidden {
  let hidden: Hidden = { text: positive.text, reader: positive.reader, chain: [] };
  for (const seed of seeds) {
    const dice = newDice(seed);
    const fitting = DISGUISES.filter(({ from, to }) => from === hidden.reader && lives(to, positive));
    for (let attempt = 0; attempt < 8 && fitting.length > 0; attempt++) {
      const disguise = dice.pick(fitting);
      const text = disguise.hide(hidden.text, dice);
      if (text === undefined || text.length > LONGEST) continue;
      hidden = { text, reader: disguise.to, chain: [...hidden.chain, disguise.name] };
      break;
    }
  }
  return hidden;
}

function answer(text: string, platform: Positive['platform']): string {
  const { class: verdict, operation } = verdictOf(recogniseText(recogniser, text, platform));
  return `${verdict} ${operation?.direction ?? ''} ${operation?.algorithm ?? ''}`;
}

const sample = fc.record({
  positive: fc.constantFrom(...POSITIVES),
  seeds: fc.array(fc.nat(), { minLength: 1, maxLength: DEEPEST }),
});

describe('disguises', () => {
  it.each(POSITIVES)('have something to hide in $text', ({ text, platform }) => {
    expect(answer(text, platform)).toMatch(/^symmetric /);
  });

  it('do not change what is recognised', () => {
    const tried = new Map<string, number>();
    const failed = new Map<string, number>();
    const failures: string[] = [];
    let total = 0;
    fc.assert(
      fc.property(sample, ({ positive, seeds }) => {
        const { text, chain } = hide(positive, seeds);
        const expected = answer(positive.text, positive.platform);
        const found = answer(text, positive.platform);
        total++;
        for (const name of chain) tried.set(name, (tried.get(name) ?? 0) + 1);
        if (found === expected) return;
        for (const name of chain) failed.set(name, (failed.get(name) ?? 0) + 1);
        failures.push(`${chain.join(' > ')}: ${expected} became ${found}\n    ${text.slice(0, 240)}`);
      }),
      { seed: 1048, numRuns: RUNS, endOnFailure: true },
    );
    const rate = 1 - failures.length / total;
    const worst = [...failed].sort(([, a], [, b]) => b - a).slice(0, 12);
    // oxlint-disable-next-line no-console -- the rate is what the run is for
    console.info(
      [
        `${total} disguised texts, ${tried.size} of ${DISGUISES.length} disguises: ${(rate * 100).toFixed(2)} % recognised the same`,
        ...worst.map(([name, count]) => `  ${name}: ${count} of ${tried.get(name) ?? 0} not`),
        ...failures.slice(0, 20).map((failure) => `NOT ${failure}`),
      ].join('\n'),
    );
    expect(tried.size).toBe(DISGUISES.length);
    expect(rate).toBeGreaterThanOrEqual(LEAST_RATE);
  });
});
