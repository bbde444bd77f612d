import { resolveStory } from '../../resolve-story.ts';
import { chosenGuid } from '../../stable-choice.ts';
import type { StoryProcess } from '../../process-identity.ts';
import type { ConnectionAct, FileAct, StoryMachine } from '../../timeline.ts';
import { posixEvents, type PosixEvent } from '../posix/posix-events.ts';
import { TextFiles } from '../posix/text-files.ts';
import type { Renderer } from '../renderer.ts';

type Json = Readonly<Record<string, unknown>>;

/** It knows files that were made, renamed or removed, not those that were read. */
const FILE_ACTIONS: Readonly<Record<FileAct['action'], string | undefined>> = {
  write: 'creation',
  read: undefined,
  rename: 'rename',
  delete: 'deletion',
};

/**
 * Elastic Defend on Linux, after elastic/endpoint-package, custom_documentation: unlike on macOS a process keeps its
 * `entity_id` over every exec, and `process.previous` tells what it was before. No lookups.
 */
export const elasticLinux: Renderer = {
  id: 'elastic-linux',
  title: 'Elastic Defend (Linux)',
  platform: 'linux',
  lacks: [],
  render: (story) => {
    const documents = posixEvents(resolveStory(story)).flatMap((event) => documentsOf(event));
    documents.sort((a, b) => a.time - b.time);
    const files = new TextFiles();
    for (const { document } of documents) files.addJson(`${story.id}.elastic-defend.ndjson`, document);
    return files.files();
  },
};

interface Document {
  readonly time: number;
  readonly document: Json;
}

function documentsOf(event: PosixEvent): Document[] {
  const { machine, time } = event;
  switch (event.kind) {
    case 'fork': {
      const { process } = event.child;
      const before = { executable: event.parent.path, args: argumentsOf(event.parent.process) };
      return [
        document('process', 'fork', 'start', { time, machine, process }, launch(process, machine, before)),
      ];
    }
    case 'exec': {
      const { process } = event.after;
      const own = { executable: process.image, args: argumentsOf(process) };
      return [
        document('process', 'exec', 'start', { time, machine, process }, launch(process, machine, own)),
      ];
    }
    case 'exit': {
      const { process } = event.image;
      const own = { executable: process.image, args: argumentsOf(process) };
      return [document('process', 'end', 'end', { time, machine, process }, launch(process, machine, own))];
    }
    case 'connection':
      return connection(event);
    case 'file': {
      const action = FILE_ACTIONS[event.action];
      if (action === undefined) return [];
      const old = event.from === undefined ? {} : { Ext: { original: { path: event.from } } };
      const file = { path: event.path, name: nameOf(event.path), ...old };
      const more = { process: processFields(event.process, machine), file };
      return [document('file', action, action, event, more)];
    }
    default:
      return [];
  }
}

interface Image {
  readonly executable: string;
  readonly args: readonly string[];
}

function launch(process: StoryProcess, machine: StoryMachine, { executable, args }: Image): Json {
  const { parent } = process;
  const leader = leaderOf(process);
  return {
    process: {
      ...processFields(process, machine),
      executable,
      name: nameOf(executable),
      args,
      args_count: args.length,
      command_line: args.join(' '),
      working_directory: process.cwd,
      interactive: leader !== undefined,
      hash: { sha256: process.sha256.toLowerCase() },
      ...(parent === undefined
        ? {}
        : {
            parent: {
              ...processFields(parent, machine),
              args: argumentsOf(parent),
              command_line: argumentsOf(parent).join(' '),
            },
            Ext: { ancestry: ancestryOf(process, machine) },
          }),
      ...(leader === undefined
        ? {}
        : { entry_leader: { ...processFields(leader, machine), entry_meta: { type: 'sshd' } } }),
    },
  };
}

function connection(act: ConnectionAct): Document[] {
  const outbound = act.direction === 'outbound';
  const local = { ip: act.localAddress, port: act.localPort };
  const remote = { ip: act.remoteAddress, port: act.remotePort };
  const network = {
    transport: act.protocol,
    type: act.remoteAddress.includes(':') ? 'ipv6' : 'ipv4',
    direction: outbound ? 'egress' : 'ingress',
  };
  const process = processFields(act.process, act.machine);
  const [source, destination] = outbound ? [local, remote] : [remote, local];
  const [out, into] = outbound ? [act.bytesOut, act.bytesIn] : [act.bytesIn, act.bytesOut];
  const begun = { process, network, source, destination };
  const ended = { ...begun, source: { ...source, bytes: out }, destination: { ...destination, bytes: into } };
  const action = outbound ? 'connection_attempted' : 'connection_accepted';
  const after = { ...act, time: act.time + act.lasts };
  return [
    document('network', action, 'start', act, begun),
    document('network', 'disconnect_received', 'end', after, ended),
  ];
}

interface Told {
  readonly time: number;
  readonly machine: StoryMachine;
  readonly process: StoryProcess;
}

function document(dataset: string, action: string, type: string, told: Told, more: Json): Document {
  const { time, machine, process } = told;
  const stamp = new Date(time).toISOString();
  return {
    time,
    document: {
      '@timestamp': stamp,
      agent: { id: agentId(machine), type: 'endpoint', version: '8.15.0' },
      data_stream: { namespace: 'default', type: 'logs', dataset: `endpoint.events.${dataset}` },
      ecs: { version: '8.10.0' },
      message: `Endpoint ${dataset} event`,
      host: {
        hostname: machine.name,
        name: machine.name,
        ip: ['127.0.0.1', '::1', ...machine.addresses],
        os: { type: 'linux', family: 'debian', platform: 'debian', name: 'Linux', version: '12.5' },
      },
      event: {
        action,
        category: [dataset],
        type: [type],
        kind: 'event',
        module: 'endpoint',
        dataset: `endpoint.events.${dataset}`,
        created: stamp,
        id: chosenGuid('elastic', machine.name, dataset, action, time, process.handle),
      },
      user: { name: process.account.name, id: String(process.posix?.userId ?? 0) },
      ...more,
    },
  };
}

function processFields(process: StoryProcess, machine: StoryMachine): Json {
  const { image, pid } = process;
  return { entity_id: entityId(process, machine), pid, executable: image, name: nameOf(image) };
}

/** Made of agent, pid and start; an exec changes nothing of it. */
function entityId(process: StoryProcess, machine: StoryMachine): string {
  let first = process;
  for (let one = process.posix?.replaces; one !== undefined; one = one.posix?.replaces) first = one;
  const text = `${agentId(machine)}-${first.pid}-${Math.floor(first.start / 1000)}`;
  return Buffer.from(text).toString('base64');
}

function ancestryOf(process: StoryProcess, machine: StoryMachine): readonly string[] {
  const ids: string[] = [];
  for (let one = process.parent; one !== undefined; one = one.parent) ids.push(entityId(one, machine));
  return ids;
}

/** The shell a login began with. */
function leaderOf(process: StoryProcess): StoryProcess | undefined {
  const login = process.posix?.login;
  if (login === undefined) return undefined;
  let leader = process;
  for (let one = process.parent; one?.posix?.login === login; one = one.parent) leader = one;
  return leader;
}

function argumentsOf(process: StoryProcess): readonly string[] {
  return process.posix?.arguments ?? [process.image];
}

function agentId(machine: StoryMachine): string {
  return chosenGuid('agent', machine.name);
}

function nameOf(path: string): string {
  return path.slice(path.lastIndexOf('/') + 1);
}
