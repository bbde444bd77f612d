import { readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { loadStories } from './load-stories.ts';
import { readStory } from './read-story.ts';
import { LACKS } from './render/renderer.ts';
import { RENDERERS, renderersFor } from './render/renderers.ts';
import { storyJsonSchemaText } from './story-json-schema.ts';
import { ACT_KEYS } from './story-step.ts';

const content = fileURLToPath(new URL('../../content/', import.meta.url));
const { stories, problems } = await loadStories([`${content}stories`]);

describe('the stories of content/stories', () => {
  it('have no problems', () => {
    expect(problems).toEqual([]);
  });

  it.each([
    ['windows', 18, 25],
    ['macos', 20, 30],
    ['linux', 22, 28],
  ])('hold for %s at least %d malicious and %d benign stories', (platform, malicious, benign) => {
    const own = stories.filter((story) => story.platform === platform);
    const found = own.filter(({ expect }) => (expect.findings ?? []).length > 0);
    expect(found.length).toBeGreaterThanOrEqual(malicious);
    expect(own.length - found.length).toBeGreaterThanOrEqual(benign);
  });

  it('lie each in a file of its name, in the folder of its platform', async () => {
    for (const story of stories) {
      const alone = await loadStories([`${content}stories/${story.platform}/${story.id}.yaml`]);
      expect(alone.stories.map(({ id }) => id)).toEqual([story.id]);
    }
  });

  it.each(stories.map((story) => [story.id, story] as const))('%s renders in every shape', (_, story) => {
    for (const renderer of renderersFor(story)) {
      const files = renderer.render(story);
      expect(files.reduce((sum, { bytes }) => sum + bytes.length, 0)).toBeGreaterThan(0);
      expect(new Set(files.map(({ name }) => name)).size).toBe(files.length);
    }
  });
});

describe('the JSON Schema of stories', () => {
  it('is the one the zod schema gives (POSTERN_UPDATE=1 writes it anew)', () => {
    if (process.env['POSTERN_UPDATE'] === '1') {
      writeFileSync(`${content}schemas/story.schema.json`, storyJsonSchemaText());
    }
    expect(readFileSync(`${content}schemas/story.schema.json`, 'utf8')).toBe(storyJsonSchemaText());
  });

  it('lists every renderer once', () => {
    expect(new Set(RENDERERS.map(({ id }) => id)).size).toBe(RENDERERS.length);
  });
});

describe('docs/stories.md', () => {
  const text = readFileSync(fileURLToPath(new URL('../../docs/stories.md', import.meta.url)), 'utf8');

  it('has an example that can be read', () => {
    const example = text.slice(
      text.indexOf('```yaml') + 7,
      text.indexOf('```\n', text.indexOf('```yaml') + 7),
    );
    expect(readStory(example, 'docs/stories.md').problems).toEqual([]);
  });

  it('names every renderer, everything one may lack, and every kind of act', () => {
    const names = [...RENDERERS.map(({ id }) => id), ...LACKS, ...ACT_KEYS];
    expect(names.filter((name) => !text.includes(`\`${name}\``))).toEqual([]);
  });
});
