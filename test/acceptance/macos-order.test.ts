/** The order of arrival changes nothing on macOS either; the order of the acts does (AN1391). */
import { describe, expect, it } from 'vitest';
import { DEFAULT_CONFIG } from '../../src/config/default-config.ts';
import { huntSettings } from '../../src/config/hunt-settings.ts';
import type { NamedBytes } from '../../src/run/hunt-in-memory.ts';
import { huntInMemory } from '../../src/run/hunt-in-memory.ts';
import { loadStories } from '../../src/stories/load-stories.ts';
import { renderersFor } from '../../src/stories/render/renderers.ts';
import { storySettings } from '../../src/stories/run-story.ts';
import type { Story } from '../../src/stories/story.ts';
import { findingEssence } from './finding-essence.ts';
import { seededShuffle } from './seeded-shuffle.ts';

const { stories } = await loadStories(['content/stories/macos']);
const told = stories.filter(({ expect: { findings = [] } }) => findings.length > 0);

function linesOf(file: NamedBytes): string[] {
  return file.bytes
    .toString('utf8')
    .split('\n')
    .filter((line) => line !== '');
}

function withLines(file: NamedBytes, lines: readonly string[]): NamedBytes {
  return { name: file.name, bytes: Buffer.from(`${lines.join('\n')}\n`) };
}

async function essences(story: Story, files: readonly NamedBytes[]): Promise<unknown[]> {
  const settings = huntSettings(DEFAULT_CONFIG, {
    ...storySettings(story),
    since: undefined,
    until: undefined,
  });
  return (await huntInMemory(files, settings)).map(findingEssence);
}

it('has stories with findings', () => {
  expect(told.length).toBeGreaterThan(15);
});

describe.each(told.map((story) => ({ id: story.id, story })))('$id', ({ story }) => {
  it.each(renderersFor(story).map((renderer) => ({ shape: renderer.id, renderer })))(
    'is told the same in $shape, reversed and shuffled',
    async ({ renderer }) => {
      const files = renderer.render(story);
      const original = await essences(story, files);
      const reversed = files.map((file) => withLines(file, linesOf(file).toReversed()));
      expect(await essences(story, reversed)).toEqual(original);
      const shuffled = files.map((file) => withLines(file, seededShuffle(linesOf(file), 7)));
      expect(await essences(story, shuffled)).toEqual(original);
    },
  );
});
