/** Stories that a set of approvals would silence: attacks that are found without it and no longer with it. */
import { ApprovalSet } from '../baseline/approvals/approval-set.ts';
import type { Approval } from '../baseline/approvals/approval.ts';
import type { Config } from '../config/config-schema.ts';
import { huntSettings } from '../config/hunt-settings.ts';
import type { HuntSettings } from '../config/hunt-settings.ts';
import type { EncryptionPattern } from '../encryption/patterns/pattern.ts';
import { decide } from '../findings/decide.ts';
import type { Finding } from '../findings/finding.ts';
import type { NormalitySources } from '../findings/normality.ts';
import { judgeStory } from '../stories/judge-story.ts';
import type { Renderer } from '../stories/render/renderer.ts';
import { renderersFor } from '../stories/render/renderers.ts';
import { storySettings } from '../stories/run-story.ts';
import type { Story } from '../stories/story.ts';
import { withinReach } from './approval-reach.ts';
import { huntInMemory } from './hunt-in-memory.ts';

export interface SilencedStory {
  readonly story: string;
  /** Telemetry shapes in which the attack is found without the approvals and no longer with them. */
  readonly shapes: readonly string[];
  /** In all shapes in which it is found without them. */
  readonly everywhere: boolean;
}

export interface SilencedBy {
  readonly config: Config;
  readonly approvals: readonly Approval[];
  /** The site's own encryption patterns. */
  readonly patterns: readonly EncryptionPattern[];
}

/**
 * Each story that some approval could reach is played in every shape, because approvals go by what a shape tells: signatures,
 * hashes, names, scripts, parents.
 */
export async function silencedStories(
  stories: readonly Story[],
  { config, approvals, patterns }: SilencedBy,
): Promise<SilencedStory[]> {
  const normality = {
    approvals: new ApprovalSet(approvals, config.approvals.packs),
    baseline: undefined,
    baselineVersion: undefined,
  };
  const silenced: SilencedStory[] = [];
  for (const story of withinReach(stories, approvals)) {
    const anyTime = { since: undefined, until: undefined };
    const settings = huntSettings(config, { ...storySettings(story), ...anyTime, approvals: [], patterns });
    const shapes: string[] = [];
    let found = 0;
    for (const shape of renderersFor(story)) {
      const outcome = await outcomeIn(shape, story, settings, normality);
      if (outcome !== 'not-found') found++;
      if (outcome === 'silenced') shapes.push(shape.id);
    }
    if (shapes.length > 0) silenced.push({ story: story.id, shapes, everywhere: shapes.length === found });
  }
  return silenced;
}

/** Hunts once, without approvals, and judges what was found with them. What is not found anyway they do not silence. */
async function outcomeIn(
  shape: Renderer,
  story: Story,
  settings: HuntSettings,
  normality: NormalitySources,
): Promise<'not-found' | 'found' | 'silenced'> {
  const lowered = new Map<string, Finding>();
  const findings = await huntInMemory(shape.render(story), settings, {
    onHost: ({ judged }) => {
      for (const { case: one, finding } of judged) {
        const after = decide(one, normality);
        if (after.score < finding.score) lowered.set(finding.id, after);
      }
    },
  });
  const met = metIn(story, shape, findings);
  if (met.size === 0) return 'not-found';
  if (lowered.size === 0) return 'found';
  const still = metIn(
    story,
    shape,
    findings.map((finding) => lowered.get(finding.id) ?? finding),
  );
  return [...met].every((expected) => still.has(expected)) ? 'found' : 'silenced';
}

/** Which of the story's expected findings are there, also where they are not required. */
function metIn(story: Story, { id }: Renderer, findings: readonly Finding[]): ReadonlySet<number> {
  const { expectations } = judgeStory(story, id, findings);
  return new Set(expectations.flatMap(({ expected, state }) => (state === 'met' ? expected : [])));
}
