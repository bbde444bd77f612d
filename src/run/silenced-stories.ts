/** Stories that a set of approvals would silence: attacks that are found without it and no longer with it. */
import type { Approval } from '../baseline/approvals/approval.ts';
import type { Config } from '../config/config-schema.ts';
import { huntSettings } from '../config/hunt-settings.ts';
import { renderersFor } from '../stories/render/renderers.ts';
import { validateStories } from '../stories/run-story.ts';
import type { Story } from '../stories/story.ts';
import type { ValidationReport } from '../stories/story-verdict.ts';
import { huntInMemory } from './hunt-in-memory.ts';

/** Ids of the silenced stories. Each is played in the first of its shapes: approvals ask for nothing a shape adds. */
export async function silencedStories(
  stories: readonly Story[],
  config: Config,
  approvals: readonly Approval[],
): Promise<string[]> {
  const withThem = await play(stories, config, approvals);
  const failed = new Set(withThem.stories.filter(({ passed }) => !passed).map(({ id }) => id));
  if (failed.size === 0) return [];
  // What fails anyway was not silenced by the approvals.
  const without = await play(
    stories.filter(({ id }) => failed.has(id)),
    config,
    [],
  );
  return without.stories.filter(({ passed }) => passed).map(({ id }) => id);
}

function play(
  stories: readonly Story[],
  config: Config,
  approvals: readonly Approval[],
): Promise<ValidationReport> {
  const first = stories.flatMap((story) =>
    renderersFor(story)
      .slice(0, 1)
      .map(({ id }) => id),
  );
  return validateStories(
    stories,
    (files, networks) =>
      huntInMemory(
        files,
        huntSettings(config, { ...networks, since: undefined, until: undefined, approvals }),
      ),
    { shapes: [...new Set(first)] },
  );
}
