/** Puts an attack that a story tells into the days of a simulated host: same acts, same expectations, another machine. */
import type { StoryStep } from '../story-step.ts';
import { stepTimes } from '../story-offset.ts';
import type { ExpectedFinding, Story } from '../story.ts';
import { isBuiltInProcess } from '../built-in-processes.ts';
import { HOST_HANDLE } from './host-days.ts';
import { offsetText } from './scene.ts';

/** Can it be told of another host: a single machine, with findings that must be made? */
export function isInjectable({ hosts, expect }: Story): boolean {
  return Object.keys(hosts).length === 1 && (expect.findings ?? []).length > 0;
}

/** `at`: milliseconds since the start of the host's story at which the attack's own start lies. */
export function injectAttack(days: Story, attack: Story, at: number): Story {
  const steps = attackSteps(attack, at, attack.id);
  const renamed = (attack.expect.findings ?? []).map((expected): ExpectedFinding => ({
    ...expected,
    host: HOST_HANDLE,
    process: handleIn(attack, expected.process, attack.id),
  }));
  return {
    ...days,
    internal: [...new Set([...(days.internal ?? []), ...(attack.internal ?? [])])],
    external: [...new Set([...(days.external ?? []), ...(attack.external ?? [])])],
    ...(attack.texts === undefined ? {} : { texts: attack.texts }),
    steps: [...days.steps, ...steps],
    expect: { ...attack.expect, findings: renamed },
  };
}

/** The steps of an attack as those of the estate's host; `prefix` makes its handles its own. */
export function attackSteps(attack: Story, at: number, prefix: string): StoryStep[] {
  const origin = Date.parse(attack.start);
  const times = stepTimes(attack.start, attack.steps);
  return attack.steps.map((step, index) => ({
    ...renameHandles(attack, step, prefix),
    host: HOST_HANDLE,
    at: offsetText((times[index] ?? origin) - origin + at),
  }));
}

function renameHandles(attack: Story, step: StoryStep, prefix: string): StoryStep {
  const named = (handle: string): string => handleIn(attack, handle, prefix);
  const of = <T extends { readonly process: string }>(act: T | undefined): T | undefined =>
    act === undefined ? undefined : { ...act, process: named(act.process) };
  const { process } = step;
  return {
    ...step,
    process:
      process === undefined
        ? undefined
        : {
            ...process,
            as: named(process.as),
            ...(process.parent === undefined ? {} : { parent: named(process.parent) }),
            ...(process.replaces === undefined ? {} : { replaces: named(process.replaces) }),
            ...(process.responsible === undefined ? {} : { responsible: named(process.responsible) }),
          },
    end: of(step.end),
    script: of(step.script),
    bindings: of(step.bindings),
    dns: of(step.dns),
    connect: of(step.connect),
    inbound: of(step.inbound),
    file: of(step.file),
    image: of(step.image),
  };
}

function handleIn({ platform }: Story, handle: string, prefix: string): string {
  return handle === 'none' || isBuiltInProcess(platform, handle) ? handle : `${prefix}-${handle}`;
}
