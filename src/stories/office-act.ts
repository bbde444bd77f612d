/** What programs of an ordinary workstation do in a day. */
import type { OfficeProgram, OfficePrograms } from './office-programs.ts';
import { chosenNumber } from './stable-choice.ts';
import type { StoryStep } from './story-step.ts';
import type { StoryHost } from './story.ts';

export interface OfficeDayRequest {
  readonly hostHandle: string;
  readonly host: StoryHost;
  readonly programs: OfficePrograms;
  readonly events: number;
  /** Milliseconds from the story's start. */
  readonly from: number;
  readonly until: number;
  /** First three octets of the servers' addresses. */
  readonly servers: string;
  /** Numbers in 0 .. 1. */
  readonly next: () => number;
}

/** Exactly `events` acts of one host; the programs they need run since before the log began. */
export function hostOfficeDay(request: OfficeDayRequest): readonly StoryStep[] {
  const { hostHandle, events, from, until, next } = request;
  const user = request.host.user ?? 'CORP\\user';
  const name = user.slice(user.indexOf('\\') + 1);
  const acts: StoryStep[] = [];
  const running = request.programs.lasting.map((program) => startProgram(request, program, name));
  for (let serial = 0; acts.length < events; serial++) {
    const time = Math.round(from + next() * (until - from));
    acts.push(...officeActs(request, time, serial, name));
  }
  return [...running, ...acts.slice(0, events)].map((step) => ({ ...step, host: hostHandle }));
}

function handleOf(request: OfficeDayRequest, program: OfficeProgram): string {
  return `office-${request.hostHandle}-${program.id}`;
}

function startProgram(request: OfficeDayRequest, program: OfficeProgram, name: string): StoryStep {
  const image = program.image.replaceAll('%USER%', name);
  return {
    at: offsetText(request.from - 3_600_000 - chosenNumber(7_200_000, request.hostHandle, program.id)),
    process: {
      as: handleOf(request, program),
      image,
      unseen: true,
      ...(program.account === undefined ? {} : { user: program.account.replaceAll('%USER%', name) }),
      ...(program.commandLine === undefined ? {} : { commandLine: program.commandLine }),
      ...(program.parent === undefined ? {} : { parent: program.parent }),
      ...(program.signed === undefined ? {} : { signed: program.signed }),
      ...(program.pid === undefined ? {} : { pid: program.pid, parent: 'none' }),
    },
  };
}

/** One thing that happens, one to four acts long. */
function officeActs(
  request: OfficeDayRequest,
  time: number,
  serial: number,
  name: string,
): readonly StoryStep[] {
  const kind = request.next();
  if (kind < 0.5) return talk(request, time);
  if (kind < 0.6) return [inbound(request, time)];
  if (kind < 0.85) return shortProgram(request, time, serial);
  const program = pick(
    request.next,
    request.programs.lasting.filter(({ files }) => files.length > 0),
  );
  const path = pick(request.next, program.files)
    .replaceAll('%USER%', name)
    .replaceAll('%N%', String(1000 + serial));
  return [{ at: offsetText(time), file: { process: handleOf(request, program), path } }];
}

function talk(request: OfficeDayRequest, time: number): readonly StoryStep[] {
  const program = pick(
    request.next,
    request.programs.lasting.filter(({ names }) => names.length > 0),
  );
  const name = pick(request.next, program.names);
  const process = handleOf(request, program);
  const to = `${request.servers}.${1 + chosenNumber(254, 'office name', name)}`;
  return [
    { at: offsetText(time), dns: { process, name, addresses: [to] } },
    { at: offsetText(time + 40), connect: { process, to, port: program.port } },
  ];
}

function inbound(request: OfficeDayRequest, time: number): StoryStep {
  const program = pick(
    request.next,
    request.programs.lasting.filter(({ listens }) => listens !== undefined),
  );
  const own = request.host.addresses[0] ?? '10.0.0.10';
  const from = own.includes(':') ? own : own.replace(/\.\d{1,3}$/, `.${2 + Math.floor(request.next() * 8)}`);
  return {
    at: offsetText(time),
    inbound: { process: handleOf(request, program), from, port: program.listens ?? 445 },
  };
}

function shortProgram(request: OfficeDayRequest, time: number, serial: number): readonly StoryStep[] {
  const program = pick(request.next, request.programs.short);
  const handle = `office-${request.hostHandle}-short-${serial}`;
  const start: StoryStep = {
    at: offsetText(time),
    process: {
      as: handle,
      image: program.image,
      commandLine: program.commandLine,
      ...(program.image.startsWith('/') ? { arguments: program.commandLine.split(' ') } : {}),
      ...(program.account === undefined ? {} : { user: program.account }),
      ...(program.parent === undefined ? {} : { parent: program.parent }),
    },
  };
  const script = program.script;
  const body: readonly StoryStep[] =
    script === undefined
      ? program.modules.map((module) => ({ at: offsetText(time + 30), image: { process: handle, module } }))
      : [{ at: offsetText(time + 800), script: { process: handle, text: script } }];
  const life = 1500 + Math.round(request.next() * 20_000);
  return [start, ...body, { at: offsetText(time + life), end: { process: handle } }];
}

function pick<T>(next: () => number, items: readonly T[]): T {
  const item = items[Math.min(items.length - 1, Math.floor(next() * items.length))];
  if (item === undefined) throw new Error('nothing to pick from');
  return item;
}

function offsetText(milliseconds: number): string {
  const seconds = Math.abs(milliseconds) / 1000;
  return `${milliseconds < 0 ? '-' : ''}${seconds}s`;
}
