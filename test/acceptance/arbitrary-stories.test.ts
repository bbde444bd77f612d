import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { huntSettings } from '../../src/config/hunt-settings.ts';
import { DEFAULT_CONFIG } from '../../src/config/default-config.ts';
import type { Finding } from '../../src/findings/finding.ts';
import { huntInMemory } from '../../src/run/hunt-in-memory.ts';
import type { NamedBytes } from '../../src/run/hunt-in-memory.ts';
import { evtxShape } from '../../src/stories/render/evtx.ts';
import { RENDERERS } from '../../src/stories/render/renderers.ts';
import type { StoryRecord } from '../../src/stories/render/windows/story-record.ts';
import { ALL_SENSORS, windowsRecords } from '../../src/stories/render/windows/windows-records.ts';
import { resolveStory } from '../../src/stories/resolve-story.ts';
import { storySettings } from '../../src/stories/run-story.ts';
import type { Story } from '../../src/stories/story.ts';
import { arbitraryStory } from '../stories/arbitrary-story.ts';
import { findingEssence } from './finding-essence.ts';
import { seededShuffle } from './seeded-shuffle.ts';

/** The shapes with one line for a record, and which records each can carry: NXLog lost the text of the classic 800. */
const CARRIES: Readonly<Record<string, (record: StoryRecord) => boolean>> = {
  'event-xml': () => true,
  winlogbeat: () => true,
  nxlog: ({ eventId }) => eventId !== 800,
  azure: ({ classic }) => !classic,
};
const LINES = Object.keys(CARRIES);

describe('any story', () => {
  it('gives the same findings in every shape', async () => {
    let stories = 0;
    let findings = 0;
    await fc.assert(
      fc.asyncProperty(arbitraryStory(), async (story) => {
        stories++;
        findings += (await huntFiles(story, render(story, 'evtx'))).length;
        for (const [shape, carries] of Object.entries(CARRIES)) {
          const records = windowsRecords(resolveStory(story), ALL_SENSORS).filter(carries);
          const expected = await huntFiles(story, evtxShape(records));
          const found = await huntFiles(story, render(story, shape));
          expect([shape, ...idsOf(found)]).toEqual([shape, ...idsOf(expected)]);
        }
      }),
      { numRuns: 100 },
    );
    // Stories in which nothing happens would agree about everything.
    expect(findings).toBeGreaterThan(stories / 4);
  });

  it.each(LINES)('gives the same findings with its lines in any order: %s', async (shape) => {
    await fc.assert(
      fc.asyncProperty(arbitraryStory(), fc.integer(), async (story, seed) => {
        const files = render(story, shape);
        const expected = (await huntFiles(story, files)).map(findingEssence);
        const shuffled = files.map((file) => withLines(file, (lines) => seededShuffle(lines, seed)));
        expect((await huntFiles(story, shuffled)).map(findingEssence)).toEqual(expected);
      }),
      { numRuns: 40 },
    );
  });

  it.each(['evtx', ...LINES])('gives the same findings with its files twice: %s', async (shape) => {
    await fc.assert(
      fc.asyncProperty(arbitraryStory(), async (story) => {
        const files = render(story, shape);
        const expected = (await huntFiles(story, files)).map(findingEssence);
        const again = files.map(({ name, bytes }) => ({ name: `again-${name}`, bytes }));
        expect((await huntFiles(story, [...again, ...files])).map(findingEssence)).toEqual(expected);
      }),
      { numRuns: 25 },
    );
  });
});

function render(story: Story, shape: string): readonly NamedBytes[] {
  const renderer = RENDERERS.find(({ id }) => id === shape);
  if (renderer === undefined) throw new Error(`no shape ${shape}`);
  return renderer.render(story);
}

function huntFiles(story: Story, files: readonly NamedBytes[]): Promise<readonly Finding[]> {
  const flags = { ...storySettings(story), since: undefined, until: undefined };
  return huntInMemory(files, huntSettings(DEFAULT_CONFIG, flags));
}

function idsOf(findings: readonly Finding[]): readonly string[] {
  return findings.map(({ id }) => id).sort();
}

function withLines(file: NamedBytes, change: (lines: string[]) => string[]): NamedBytes {
  const lines = file.bytes.toString('utf8').split('\n');
  return { name: file.name, bytes: Buffer.from(change(lines.filter((line) => line !== '')).join('\n')) };
}
