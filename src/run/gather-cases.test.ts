import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { exampleCases } from '../../test/example-cases.ts';
import { temporaryFolder } from '../../test/temporary-folder.ts';
import { DEFAULT_CONFIG } from '../config/default-config.ts';
import { huntSettings } from '../config/hunt-settings.ts';
import { caseLines } from '../store/case-file.ts';
import { loadStories } from '../stories/load-stories.ts';
import { renderersFor } from '../stories/render/renderers.ts';
import { storySettings } from '../stories/run-story.ts';
import { gatherCases } from './gather-cases.ts';
import { huntInMemory } from './hunt-in-memory.ts';

const HEADER = { baseline: null, history: [] };
const ANY_TIME = { since: undefined, until: undefined };
const settings = huntSettings(DEFAULT_CONFIG, { internal: [], external: [], ...ANY_TIME });

describe('cases gathered from files', () => {
  it('are those that were stored; what is damaged is told with its file and line', async () => {
    const lines = [...caseLines(HEADER, exampleCases(3))];
    const folder = temporaryFolder({
      whole: lines.join(''),
      damaged: lines.map((line, at) => (at === 2 ? line.replace('"claim"', '"Claim"') : line)).join(''),
    });
    const paths = [join(folder, 'whole'), join(folder, 'damaged')];
    const told: unknown[] = [];
    const cases = await gatherCases(paths, settings, (problem, path) => told.push({ ...problem, path }));
    expect(cases).toHaveLength(5);
    expect(told).toEqual([{ kind: 'damaged', line: 3, path: paths[1] }]);
  });

  it('are all that hunts find, whatever they are about', async () => {
    const content = fileURLToPath(new URL('../../content/stories', import.meta.url));
    const { stories } = await loadStories([content]);
    const lines: string[] = [];
    let found = 0;
    for (const [at, story] of stories.entries()) {
      const shapes = renderersFor(story);
      const site = huntSettings(DEFAULT_CONFIG, { ...storySettings(story), ...ANY_TIME });
      await huntInMemory(shapes[at % shapes.length]?.render(story) ?? [], site, {
        onHost: ({ judged }) => {
          found += judged.length;
          const stored = judged.map(({ case: one, finding }) => ({ case: one, decision: finding }));
          lines.push([...caseLines(HEADER, stored)].join(''));
        },
      });
    }
    const folder = temporaryFolder(Object.fromEntries(lines.map((text, at) => [String(at), text])));
    const told: unknown[] = [];
    const paths = lines.map((_, at) => join(folder, String(at)));
    const cases = await gatherCases(paths, settings, (problem, path) => told.push({ ...problem, path }));
    expect(told).toEqual([]);
    expect(cases).toHaveLength(found);
    expect(found).toBeGreaterThan(stories.length / 2);
  });
});
