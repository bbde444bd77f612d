/** What a schema cannot check: that steps name things that exist at that time. */
import { canonicalAddress } from '../event/address.ts';
import { closestWord } from '../event/closest-word.ts';
import { isBuiltInProcess } from './built-in-processes.ts';
import { NOT_VISIBLE_KEYS } from './render/renderers.ts';
import type { Story } from './story.ts';
import { hostOfStep } from './step-host.ts';
import { stepTimes } from './story-offset.ts';
import type { ProcessStep, StoryStep } from './story-step.ts';

export interface StoryFault {
  readonly path: readonly PropertyKey[];
  readonly message: string;
}

interface KnownProcess {
  readonly handle: string;
  readonly host: string;
  readonly start: number;
  readonly pid: number | undefined;
  end: number | undefined;
}

/** Faults of a story whose keys and values are sound; an empty list means it can be rendered. */
export function checkStory(story: Story): readonly StoryFault[] {
  const faults: StoryFault[] = [];
  const times = stepTimes(story.start, story.steps);
  const processes = declaredProcesses(story, times, faults);
  const contacted = new Map<string, Set<string>>();
  story.steps.forEach((step, index) => {
    checkStep(story, step, index, times[index] ?? 0, processes, faults);
    if (step.connect !== undefined) {
      const to = contacted.get(step.connect.process) ?? new Set<string>();
      to.add(canonicalAddress(step.connect.to) ?? step.connect.to);
      contacted.set(step.connect.process, to);
    }
  });
  checkPids(
    [...processes.values()].filter(({ pid }) => pid !== undefined),
    faults,
  );
  for (const [index, handle] of (story.noise?.hosts ?? []).entries()) {
    if (!(handle in story.hosts))
      faults.push({ path: ['noise', 'hosts', index], message: noHost(story, handle) });
  }
  checkExpectation(story, processes, contacted, faults);
  return faults;
}

function declaredProcesses(
  story: Story,
  times: readonly number[],
  faults: StoryFault[],
): Map<string, KnownProcess> {
  const processes = new Map<string, KnownProcess>();
  if (Object.keys(story.hosts).length === 0)
    faults.push({ path: ['hosts'], message: 'needs at least one host' });
  story.steps.forEach((step, index) => {
    const start = step.process;
    if (start === undefined) return;
    const path = ['steps', index, 'process', 'as'];
    const host = hostOfStep(story, step) ?? processes.get(start.parent ?? '')?.host;
    if (host === undefined) {
      faults.push({ path: ['steps', index], message: 'needs "host": the story has several' });
    } else if (!(host in story.hosts))
      faults.push({ path: ['steps', index, 'host'], message: noHost(story, host) });
    if (processes.has(start.as)) faults.push({ path, message: `the handle "${start.as}" is taken already` });
    if (isBuiltIn(story, start.as)) faults.push({ path, message: `"${start.as}" is a built-in process` });
    processes.set(start.as, {
      handle: start.as,
      host: host ?? '',
      start: times[index] ?? 0,
      pid: start.pid,
      end: undefined,
    });
  });
  story.steps.forEach((step, index) => {
    const process = processes.get(step.end?.process ?? '');
    if (process === undefined) return;
    if (process.end !== undefined) {
      faults.push({ path: ['steps', index, 'end'], message: `"${process.handle}" has ended already` });
    }
    process.end = times[index] ?? 0;
  });
  return processes;
}

function checkStep(
  story: Story,
  step: StoryStep,
  index: number,
  time: number,
  processes: ReadonlyMap<string, KnownProcess>,
  faults: StoryFault[],
): void {
  if (step.sensor !== undefined && hostOfStep(story, step) === undefined) {
    faults.push({ path: ['steps', index], message: 'needs "host": the story has several' });
  }
  if (step.process !== undefined) checkParent(story, step.process, index, processes, faults);
  const [key, handle] = userOf(step);
  if (key === undefined || handle === undefined) return;
  const path = ['steps', index, key, 'process'];
  const process = processes.get(handle);
  if (process === undefined) {
    faults.push({ path, message: noProcess(handle, [...processes.keys()]) });
    return;
  }
  if (time < process.start) faults.push({ path, message: `"${handle}" has not started yet` });
  const late = step.connect?.afterExit === true;
  if (process.end !== undefined && time > process.end && !late) {
    faults.push({ path, message: `"${handle}" has ended before; a connection may say "afterExit: true"` });
  }
  const script = step.script;
  const parts = script?.parts ?? 1;
  for (const lost of script?.lost ?? []) {
    if (lost > parts)
      faults.push({ path: ['steps', index, 'script', 'lost'], message: `there is no part ${lost}` });
  }
  if (
    Array.isArray(script?.order) &&
    [...script.order].sort((a, b) => a - b).some((part, i) => part !== i + 1)
  ) {
    faults.push({ path: ['steps', index, 'script', 'order'], message: 'must name every part once, from 1' });
  }
}

function checkParent(
  story: Story,
  start: ProcessStep,
  index: number,
  processes: ReadonlyMap<string, KnownProcess>,
  faults: StoryFault[],
): void {
  for (const key of ['replaces', 'responsible'] as const) {
    const named = start[key];
    if (named === undefined || isBuiltIn(story, named) || processes.has(named)) continue;
    faults.push({ path: ['steps', index, 'process', key], message: noProcess(named, [...processes.keys()]) });
  }
  const parent = start.parent;
  if (parent === undefined || isBuiltIn(story, parent)) return;
  const found = processes.get(parent);
  const path = ['steps', index, 'process', 'parent'];
  if (found === undefined) faults.push({ path, message: noProcess(parent, [...processes.keys()]) });
  else if (found.start > (processes.get(start.as)?.start ?? 0)) {
    faults.push({ path, message: `"${parent}" starts later than its child` });
  } else if (found.host !== (processes.get(start.as)?.host ?? found.host)) {
    faults.push({ path, message: `"${parent}" runs on another host` });
  }
}

/** Which key of a step names a process that must live, and the process. */
function userOf(step: StoryStep): readonly [string | undefined, string | undefined] {
  const keys = ['end', 'script', 'bindings', 'dns', 'connect', 'inbound', 'file', 'image'] as const;
  const key = keys.find((name) => step[name] !== undefined);
  return [key, key === undefined ? undefined : step[key]?.process];
}

function checkPids(processes: readonly KnownProcess[], faults: StoryFault[]): void {
  for (const [index, a] of processes.entries()) {
    for (const b of processes.slice(index + 1)) {
      if (a.pid !== b.pid || a.host !== b.host) continue;
      if (a.start < (b.end ?? Infinity) && b.start < (a.end ?? Infinity)) {
        faults.push({
          path: ['steps'],
          message: `"${a.handle}" and "${b.handle}" have the same pid at one time`,
        });
      }
    }
  }
}

function checkExpectation(
  story: Story,
  processes: ReadonlyMap<string, KnownProcess>,
  contacted: ReadonlyMap<string, ReadonlySet<string>>,
  faults: StoryFault[],
): void {
  for (const [index, expected] of (story.expect.findings ?? []).entries()) {
    const path = ['expect', 'findings', index];
    if (!(expected.host in story.hosts)) {
      faults.push({ path: [...path, 'host'], message: noHost(story, expected.host) });
    }
    if (!processes.has(expected.process)) {
      faults.push({
        path: [...path, 'process'],
        message: noProcess(expected.process, [...processes.keys()]),
      });
      continue;
    }
    const destination = canonicalAddress(expected.destination) ?? expected.destination;
    if (contacted.get(expected.process)?.has(destination) !== true) {
      const message = `"${expected.process}" never connects to ${destination}`;
      faults.push({ path: [...path, 'destination'], message });
    }
  }
  for (const key of Object.keys(story.expect.notVisibleIn ?? {})) {
    if (NOT_VISIBLE_KEYS.includes(key)) continue;
    const meant = closestWord(key, NOT_VISIBLE_KEYS);
    const hint = meant === undefined ? `known: ${NOT_VISIBLE_KEYS.join(', ')}` : `did you mean "${meant}"?`;
    faults.push({ path: ['expect', 'notVisibleIn', key], message: `no shape or sensor "${key}"; ${hint}` });
  }
}

function isBuiltIn(story: Story, handle: string): boolean {
  return handle === 'none' || isBuiltInProcess(story.platform, handle);
}

function noHost(story: Story, handle: string): string {
  const meant = closestWord(handle, Object.keys(story.hosts));
  return `no host "${handle}"${meant === undefined ? '' : `; did you mean "${meant}"?`}`;
}

function noProcess(handle: string, known: readonly string[]): string {
  const meant = closestWord(handle, known);
  return `no process "${handle}"${meant === undefined ? '' : `; did you mean "${meant}"?`}`;
}
