/** Turns a story into its timeline: handles into processes, offsets into times, `{texts}` into text. */
import { addressGroups, canonicalAddress } from '../event/address.ts';
import { officeDay } from './office-day.ts';
import { PLATFORM_DEFAULTS } from './built-in-processes.ts';
import { identifyProcess, type StoryProcess } from './process-identity.ts';
import { scriptAct } from './script-parts.ts';
import { chosenNumber } from './stable-choice.ts';
import { hostOfStep } from './step-host.ts';
import { parseOffset, stepTimes } from './story-offset.ts';
import type { StoryStep } from './story-step.ts';
import { expandTexts } from './story-text.ts';
import type { Story, StoryHost } from './story.ts';
import type { StoryAct, StoryMachine, Timeline } from './timeline.ts';

/** The timeline of a story that `checkStory` has no fault with. Throws where it has. */
export function resolveStory(story: Story): Timeline {
  const steps = [...story.steps, ...officeDay(story)];
  const machines = new Map(
    Object.entries(story.hosts).map(([handle, host]) => [handle, machineOf(handle, host)]),
  );
  const times = stepTimes(story.start, steps);
  const processes = resolveProcesses(story, steps, times, machines);
  const expand = expandTexts(story.texts ?? {});
  const ports = new Map<string, number>();
  const acts = steps.map((step, index): StoryAct => {
    const time = times[index] ?? 0;
    const user = processHandle(step);
    if (user === undefined) return sensorAct(story, step, time, machines);
    const process = processes.get(user);
    if (process === undefined) throw new Error(`story ${story.id}: no process ${user}`);
    const machine = machines.get(process.hostHandle);
    if (machine === undefined) throw new Error(`story ${story.id}: no host ${process.hostHandle}`);
    const base = { time, machine, process };
    if (step.process !== undefined) return { ...base, kind: 'start' };
    if (step.end !== undefined) return { ...base, kind: 'end' };
    if (step.script !== undefined) {
      const text = expand(step.script.text);
      return { ...base, kind: 'script', ...scriptAct({ ...step.script, text }, `${story.id} ${index}`) };
    }
    return processAct(story, step, base, ports);
  });
  return {
    story,
    machines,
    processes,
    acts: acts
      .filter((act) => act.kind !== 'start' || act.process.seen)
      .map((act, index) => ({ act, index }))
      .sort((a, b) => a.act.time - b.act.time || a.index - b.index)
      .map(({ act }) => act),
  };
}

type ActBase = Pick<Extract<StoryAct, { kind: 'end' }>, 'time' | 'machine' | 'process'>;

function processAct(story: Story, step: StoryStep, base: ActBase, ports: Map<string, number>): StoryAct {
  const { bindings, dns, connect, inbound, file, image } = step;
  if (bindings !== undefined) {
    const parameters = Object.entries(bindings.parameters ?? {});
    return { ...base, kind: 'bindings', command: bindings.command, parameters };
  }
  if (dns !== undefined) {
    return { ...base, kind: 'lookup', name: dns.name, addresses: dns.addresses, aliases: dns.aliases ?? [] };
  }
  if (connect !== undefined) {
    return {
      ...base,
      kind: 'connection',
      direction: 'outbound',
      protocol: connect.protocol ?? 'tcp',
      localAddress: localAddress(base.machine, connect.to),
      localPort: connect.sourcePort ?? nextPort(story, base.machine, ports),
      remoteAddress: canonicalAddress(connect.to) ?? connect.to,
      remotePort: connect.port,
      remoteName: connect.name,
      lateBy: parseOffset(connect.lateBy ?? '1s')?.milliseconds ?? 1000,
      bytesOut: connect.bytesOut ?? 0,
      bytesIn: connect.bytesIn ?? 0,
      lasts: parseOffset(connect.lasts ?? '800ms')?.milliseconds ?? 800,
      service: connect.service,
      serverName: connect.serverName,
    };
  }
  if (inbound !== undefined) {
    return {
      ...base,
      kind: 'connection',
      direction: 'inbound',
      protocol: inbound.protocol ?? 'tcp',
      localAddress: localAddress(base.machine, inbound.from),
      localPort: inbound.port,
      remoteAddress: canonicalAddress(inbound.from) ?? inbound.from,
      remotePort: inbound.remotePort ?? 49_152 + chosenNumber(16_000, story.id, inbound.from, base.time),
      remoteName: undefined,
      lateBy: 1000,
      bytesOut: 0,
      bytesIn: 0,
      lasts: 800,
      service: undefined,
      serverName: undefined,
    };
  }
  if (file !== undefined) {
    return { ...base, kind: 'file', path: file.path, action: file.action ?? 'write', from: file.from };
  }
  if (image === undefined) throw new Error(`story ${story.id}: a step without an act`);
  const signed = image.signed ?? true;
  return {
    ...base,
    kind: 'module',
    module: image.module,
    signed,
    signature: image.signature ?? (signed ? 'Microsoft Windows' : '-'),
    status: image.status ?? (signed ? 'Valid' : 'Unavailable'),
  };
}

function sensorAct(
  story: Story,
  step: StoryStep,
  time: number,
  machines: ReadonlyMap<string, StoryMachine>,
): StoryAct {
  const machine = machines.get(hostOfStep(story, step) ?? '');
  if (step.sensor === undefined || machine === undefined)
    throw new Error(`story ${story.id}: a step without an act`);
  return { kind: 'sensor', time, machine, state: step.sensor.state, detail: step.sensor.detail ?? '' };
}

function resolveProcesses(
  story: Story,
  steps: readonly StoryStep[],
  times: readonly number[],
  machines: ReadonlyMap<string, StoryMachine>,
): Map<string, StoryProcess> {
  const processes = new Map<string, StoryProcess>();
  const taken = new Set<string>();
  for (const step of steps) {
    const host = step.process === undefined ? undefined : (step.host ?? '');
    if (step.process?.pid !== undefined)
      taken.add(`${host === '' ? hostOfStep(story, step) : host} ${step.process.pid}`);
  }
  const add = (
    step: StoryStep['process'] & object,
    hostHandle: string,
    start: number,
    parent?: StoryProcess,
  ): void => {
    const machine = machines.get(hostHandle);
    if (machine === undefined) throw new Error(`story ${story.id}: no host ${hostHandle}`);
    const process = identifyProcess(step, {
      storyId: story.id,
      hostHandle,
      machine: machine.fqdn,
      defaultUser: story.hosts[hostHandle]?.user ?? `${machine.domain}\\user`,
      start,
      parent,
      pidTaken: (pid) => taken.has(`${hostHandle} ${pid}`),
      platform: story.platform,
      replaces: processes.get(step.replaces ?? ''),
      responsible:
        processes.get(builtInKey(hostHandle, step.responsible ?? '')) ??
        processes.get(step.responsible ?? ''),
    });
    taken.add(`${hostHandle} ${process.pid}`);
    processes.set(step.as, process);
  };
  const origin = Date.parse(story.start);
  const defaults = PLATFORM_DEFAULTS[story.platform];
  for (const hostHandle of machines.keys()) {
    for (const { system, handle, parent, ...built } of defaults.processes) {
      const own = story.hosts[hostHandle]?.user ?? 'user';
      const user = system ? defaults.systemUser : story.platform === 'windows' ? undefined : own;
      const start = origin - (system ? 93_600_000 : 18_000_000);
      const step = {
        ...built,
        as: builtInKey(hostHandle, handle),
        unseen: true,
        ...(user === undefined ? {} : { user }),
      };
      add(step, hostHandle, start, processes.get(builtInKey(hostHandle, parent ?? '')));
    }
  }
  const starts = steps
    .map((step, index) => ({ step, time: times[index] ?? 0 }))
    .filter(({ step }) => step.process !== undefined)
    .sort((a, b) => a.time - b.time);
  const expand = expandTexts(story.texts ?? {});
  for (const { step, time } of starts) {
    const start = step.process;
    if (start === undefined) continue;
    const hostHandle = hostOfStep(story, step) ?? processes.get(start.parent ?? '')?.hostHandle ?? '';
    const { commandLine } = start;
    const complete = commandLine === undefined ? start : { ...start, commandLine: expand(commandLine) };
    add(complete, hostHandle, time, parentOf(story, start, hostHandle, processes));
  }
  return processes;
}

function parentOf(
  story: Story,
  start: StoryStep['process'] & object,
  hostHandle: string,
  processes: ReadonlyMap<string, StoryProcess>,
): StoryProcess | undefined {
  const { systemUser, systemParent, userParent } = PLATFORM_DEFAULTS[story.platform];
  const replaced = processes.get(start.replaces ?? '');
  if (replaced !== undefined) return replaced.parent;
  const service =
    start.user?.toUpperCase().startsWith('NT AUTHORITY\\') === true || start.user === systemUser;
  const parent = start.parent ?? (service ? systemParent : userParent);
  return parent === 'none'
    ? undefined
    : (processes.get(builtInKey(hostHandle, parent)) ?? processes.get(parent));
}

function builtInKey(hostHandle: string, handle: string): string {
  return `${hostHandle}/${handle}`;
}

function processHandle(step: StoryStep): string | undefined {
  const { process, end, script, bindings, dns, connect, inbound, file, image } = step;
  return process?.as ?? (end ?? script ?? bindings ?? dns ?? connect ?? inbound ?? file ?? image)?.process;
}

function machineOf(handle: string, host: StoryHost): StoryMachine {
  const fqdn = host.fqdn ?? host.name;
  const { sysmon = 'fqdn', security = 'fqdn', powershell = 'fqdn' } = host.logsAs ?? {};
  const domain = (host.user?.split('\\')[0] ?? fqdn.split('.')[1] ?? host.name).toUpperCase();
  return {
    handle,
    name: host.name,
    fqdn,
    addresses: host.addresses,
    logsAs: { sysmon, security, powershell },
    domain,
  };
}

function localAddress(machine: StoryMachine, remote: string): string {
  const isV6 = (address: string): boolean => (addressGroups(address)?.[5] ?? 0) !== 0xffff;
  const same = machine.addresses.find((address) => isV6(address) === isV6(remote));
  return canonicalAddress(same ?? machine.addresses[0] ?? '0.0.0.0') ?? '0.0.0.0';
}

function nextPort(story: Story, machine: StoryMachine, ports: Map<string, number>): number {
  const used = ports.get(machine.handle) ?? 49_700 + chosenNumber(8000, 'ports', story.id, machine.handle);
  ports.set(machine.handle, used + 1);
  return used;
}
