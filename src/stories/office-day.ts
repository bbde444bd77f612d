/** Ordinary activity of an office day as story steps, the same for the same seed: what a finding must stand out from. */
import { chosenNumber, numberStream } from './stable-choice.ts';
import { hostOfficeDay } from './office-act.ts';
import { OFFICE_PROGRAMS_LINUX } from './office-programs-linux.ts';
import { OFFICE_PROGRAMS_MACOS } from './office-programs-macos.ts';
import { OFFICE_PROGRAMS_WINDOWS, type OfficePrograms } from './office-programs.ts';
import { parseOffset } from './story-offset.ts';
import type { StoryStep } from './story-step.ts';
import type { Story, StoryPlatform } from './story.ts';

const PROGRAMS: Readonly<Record<StoryPlatform, OfficePrograms>> = {
  windows: OFFICE_PROGRAMS_WINDOWS,
  macos: OFFICE_PROGRAMS_MACOS,
  linux: OFFICE_PROGRAMS_LINUX,
};

/** The steps of a story's `noise`, none without it. They use process handles that begin with `office-`. */
export function officeDay(story: Story): readonly StoryStep[] {
  const noise = story.noise;
  if (noise === undefined || noise.events === 0) return [];
  const handles = noise.hosts ?? Object.keys(story.hosts);
  const from = parseOffset(noise.from ?? '-2h')?.milliseconds ?? 0;
  const until = Math.max(from, parseOffset(noise.until ?? '2h')?.milliseconds ?? 0);
  return handles.flatMap((hostHandle, index) => {
    const host = story.hosts[hostHandle];
    if (host === undefined) return [];
    const share = Math.floor(noise.events / handles.length) + (index < noise.events % handles.length ? 1 : 0);
    const next = numberStream(chosenNumber(0xffffffff, 'office', noise.seed ?? 1, story.id, hostHandle));
    return hostOfficeDay({
      hostHandle,
      host,
      programs: PROGRAMS[story.platform],
      events: share,
      from,
      until,
      next,
      servers: noise.servers ?? '203.0.113',
    });
  });
}
