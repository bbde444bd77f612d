/** What one simulated host does in some days, as a story that any renderer can tell. */
import { chosenNumber, numberStream } from '../stable-choice.ts';
import type { StoryStep } from '../story-step.ts';
import type { Story, StoryPlatform } from '../story.ts';
import { ESTATE_EXTERNAL, ESTATE_INTERNAL } from './address-book.ts';
import type { EstateHost } from './estate-host.ts';
import type { EstateProgram, EstateTalk, Habit } from './estate-role.ts';
import { offsetText, Scene } from './scene.ts';

/** Half-open range of days since the estate's first, which is a Monday. */
export interface DaySpan {
  readonly from: number;
  readonly until: number;
}

/** Monday. */
const START = '2026-03-02T00:00:00Z';
const DAY = 86_400_000;
const HOUR = 3_600_000;
/** The handle of the only host of a story. */
export const HOST_HANDLE = 'host';

/** `seed` as of the estate. The days of a host are the same whichever span they are asked with. */
export function hostDays(host: EstateHost, { from: asked, until }: DaySpan, seed: number): Story {
  const from = Math.max(asked, host.joins);
  const steps: StoryStep[] = [];
  for (const program of host.role.programs) steps.push(startOf(host, program, from));
  for (let day = from; day < until; day++) {
    const next = numberStream(chosenNumber(0xffffffff, 'estate day', seed, host.name, day));
    for (const program of host.role.programs) steps.push(...talksOf(host, program, day, next));
    for (const habit of host.role.habits)
      if (host.habits.has(habit.id)) steps.push(...habitOf(host, habit, day, next));
  }
  return {
    id: `estate-${host.name}-${from}`,
    title: `${host.role.title}, days ${from} to ${until}`,
    platform: host.role.platform,
    description: 'Ordinary days of a simulated estate.',
    hosts: {
      [HOST_HANDLE]: {
        name: host.name,
        fqdn: host.fqdn,
        addresses: [host.address],
        user: userText(host.user, host.role.platform),
      },
    },
    internal: [ESTATE_INTERNAL],
    external: [ESTATE_EXTERNAL, '198.51.100.0/24', '203.0.113.0/24'],
    start: START,
    steps,
    expect: { nothingAbove: 'low' },
  };
}

export function userText(user: string, platform: StoryPlatform): string {
  return platform === 'windows' ? `CORP\\${user}` : user;
}

function startOf(host: EstateHost, program: EstateProgram, day: number): StoryStep {
  const { image, commandLine, account, parent, signed } = program;
  const named = (text: string): string => text.replaceAll('%USER%', host.user);
  const windows = host.role.platform === 'windows';
  return {
    at: offsetText(day * DAY - HOUR - chosenNumber(HOUR, host.name, program.id)),
    process: {
      as: handleOf(program),
      image: named(image),
      unseen: true,
      ...(commandLine === undefined
        ? {}
        : windows
          ? { commandLine: named(commandLine) }
          : { arguments: named(commandLine).split(' ') }),
      ...(account === undefined ? {} : { user: account }),
      ...(parent === undefined ? {} : { parent }),
      ...(signed === undefined ? {} : { signed }),
    },
  };
}

function handleOf(program: EstateProgram): string {
  return `runs-${program.id}`;
}

function* talksOf(
  host: EstateHost,
  program: EstateProgram,
  day: number,
  next: () => number,
): Generator<StoryStep> {
  for (const talk of program.talks) {
    // At night and on weekends a person's machine sleeps, but for now and then.
    const busy = isWorkingDay(day) || !host.role.personal ? 1 : 0.1;
    for (let left = talk.perDay * busy; left > 0; left--) {
      if (left < 1 && next() >= left) continue;
      yield* talkOnce(host, program, talk, day * DAY + timeOfDay(host, next), next);
    }
  }
}

function* talkOnce(
  host: EstateHost,
  program: EstateProgram,
  { name, port, sent = 3_000, received = 20_000 }: EstateTalk,
  time: number,
  next: () => number,
): Generator<StoryStep> {
  const scene = new Scene(host, '', time, next);
  const about = (bytes: number): number => bytes * 4 ** (2 * next() - 1);
  scene.talk(handleOf(program), name, {
    ...(port === undefined ? {} : { port }),
    sent: about(sent),
    received: about(received),
  });
  yield* scene.steps;
}

function* habitOf(host: EstateHost, habit: Habit, day: number, next: () => number): Generator<StoryStep> {
  const { when } = habit;
  const times: number[] = [];
  if (when.kind !== 'working') {
    if (when.kind === 'daily' && host.role.personal && !isWorkingDay(day)) return;
    const minute = chosenNumber(50, 'minute', host.name, habit.id);
    times.push(when.hour * HOUR + minute * 60_000 + next() * 60_000);
  } else if (isWorkingDay(day)) {
    for (let left = when.perDay; left > 0; left--)
      if (left >= 1 || next() < left) times.push(workingTime(next));
  }
  for (const [index, time] of times.entries()) {
    const scene = new Scene(host, `${habit.id}-${day}-${index}`, day * DAY + time, next);
    habit.happen(scene);
    yield* scene.steps;
  }
}

function timeOfDay(host: EstateHost, next: () => number): number {
  return host.role.personal ? workingTime(next) : next() * DAY;
}

/** Between 7 and 17 o'clock, most of it around noon. */
function workingTime(next: () => number): number {
  return (7 + (next() + next()) * 5) * HOUR;
}

function isWorkingDay(day: number): boolean {
  return day % 7 < 5;
}
