import type { StoryStep } from './story-step.ts';
import type { Story } from './story.ts';

/** The host handle a step plays on, `undefined` where only its process can tell. */
export function hostOfStep(story: Story, step: StoryStep): string | undefined {
  if (step.host !== undefined) return step.host;
  const handles = Object.keys(story.hosts);
  return handles.length === 1 ? handles[0] : undefined;
}
