/** Plays stories through a hunt and says where Postern kept or broke its word. */
import type { Finding } from '../findings/finding.ts';
import { judgeStory } from './judge-story.ts';
import type { RenderedFile } from './render/renderer.ts';
import { renderersFor } from './render/renderers.ts';
import type { StoryResult, StoryVerdict, ValidationReport } from './story-verdict.ts';
import { DEFAULT_EXTERNAL, DEFAULT_INTERNAL, type Story } from './story.ts';

/** The settings a story needs of a hunt. */
export interface StorySettings {
  /** CIDRs of the site's own networks. */
  readonly internal: readonly string[];
  /** CIDRs to treat as outside although they are reserved. */
  readonly external: readonly string[];
}

/** Hunts in rendered files. Handed in, so that stories need not know the engine. */
export type StoryHunt = (
  files: readonly RenderedFile[],
  settings: StorySettings,
) => Promise<readonly Finding[]>;

export interface ValidationOptions {
  /** Renderer ids to play; default all that fit. */
  readonly shapes?: readonly string[];
}

export function storySettings(story: Story): StorySettings {
  return { internal: story.internal ?? DEFAULT_INTERNAL, external: story.external ?? DEFAULT_EXTERNAL };
}

/** Plays every story in every shape. A hunt that fails is a failed check, not an exception. */
export async function validateStories(
  stories: readonly Story[],
  hunt: StoryHunt,
  options: ValidationOptions = {},
): Promise<ValidationReport> {
  const results: StoryResult[] = [];
  for (const story of stories) {
    const shapes: StoryVerdict[] = [];
    for (const renderer of renderersFor(story)) {
      if (options.shapes !== undefined && !options.shapes.includes(renderer.id)) continue;
      shapes.push(await play(story, renderer.id, () => hunt(renderer.render(story), storySettings(story))));
    }
    results.push({ id: story.id, title: story.title, passed: shapes.every(({ passed }) => passed), shapes });
  }
  const verdicts = results.flatMap(({ shapes }) => shapes);
  const passed = results.filter((result) => result.passed).length;
  return {
    stories: results,
    passed,
    failed: results.length - passed,
    checks: verdicts.length,
    checksPassed: verdicts.filter((verdict) => verdict.passed).length,
  };
}

async function play(
  story: Story,
  shape: string,
  hunt: () => Promise<readonly Finding[]>,
): Promise<StoryVerdict> {
  try {
    return judgeStory(story, shape, await hunt());
  } catch (error) {
    const failure = error instanceof Error ? error.message : String(error);
    return { story: story.id, shape, passed: false, expectations: [], unexpected: [], failure };
  }
}
