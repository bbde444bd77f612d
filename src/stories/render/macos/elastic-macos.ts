import { resolveStory } from '../../resolve-story.ts';
import { chosenGuid } from '../../stable-choice.ts';
import type { StoryProcess } from '../../process-identity.ts';
import type { ConnectionAct, FileAct, LookupAct, StoryMachine } from '../../timeline.ts';
import { imageOf, posixEvents, type PosixEvent, type PosixImage } from '../posix/posix-events.ts';
import { TextFiles } from '../posix/text-files.ts';
import type { Renderer } from '../renderer.ts';

type Json = Readonly<Record<string, unknown>>;
const FILE_ACTIONS: Readonly<Record<FileAct['action'], string>> = {
  write: 'modification',
  read: 'open',
  rename: 'rename',
  delete: 'deletion',
};

/**
 * Elastic Endpoint on macOS. Imitates sbousseaden/macOS-ATTACK-DATASET (agent 7.10): ids of base64, an exec whose
 * `parent.entity_id` is the image it replaced. Connections are told when they begin, and with their bytes when they end.
 */
export const elasticMacos: Renderer = {
  id: 'elastic-macos',
  title: 'Elastic Endpoint (macOS)',
  platform: 'macos',
  lacks: [],
  render: (story) => {
    const documents = posixEvents(resolveStory(story)).flatMap((event) => documentsOf(event));
    documents.sort((a, b) => a.time - b.time);
    const files = new TextFiles();
    for (const { document } of documents) files.addJson(`${story.id}.elastic-endpoint.ndjson`, document);
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
    case 'fork':
      return [processDocument('fork', event.child, event.parent, [], time, machine)];
    case 'exec': {
      const grand = event.after.process.parent;
      const before = event.before;
      return [
        processDocument(
          'exec',
          event.after,
          before,
          grand === undefined ? [] : [imageOf(grand)],
          time,
          machine,
        ),
      ];
    }
    case 'exit':
      return [processDocument('end', event.image, undefined, [], time, machine)];
    case 'connection':
      return connection(event);
    case 'lookup':
      return [lookup(event)];
    case 'file':
      return [fileDocument(event)];
    default:
      return [];
  }
}

function processDocument(
  action: string,
  image: PosixImage,
  parent: PosixImage | undefined,
  before: readonly PosixImage[],
  time: number,
  machine: StoryMachine,
): Document {
  const { process, path } = image;
  const words = process.posix?.arguments ?? [];
  const parentProcess = process.parent;
  const fields = {
    ...processFields(image, machine),
    Ext: {
      ancestry: [...(parent === undefined ? [] : [parent]), ...before].map((one) => entityId(one, machine)),
    },
    ...(action === 'fork' ? {} : { args: words, args_count: words.length, command_line: words.join(' ') }),
    working_directory: process.cwd,
    parent: {
      ...(parent === undefined ? {} : { entity_id: entityId(parent, machine) }),
      ...(parentProcess === undefined
        ? {}
        : { pid: parentProcess.pid, executable: parentProcess.image, name: nameOf(parentProcess.image) }),
    },
    hash: { sha256: process.sha256.toLowerCase() },
    ...(path === process.image ? { code_signature: signature(process) } : {}),
  };
  const type = action === 'end' ? 'end' : 'start';
  return document('process', action, [type], time, machine, process, { process: fields });
}

function connection(act: ConnectionAct): Document[] {
  const outbound = act.direction === 'outbound';
  const local = { ip: act.localAddress, port: act.localPort };
  const remote = { ip: act.remoteAddress, port: act.remotePort };
  const network = { transport: act.protocol, direction: outbound ? 'egress' : 'ingress' };
  const process = processFields(imageOf(act.process), act.machine);
  const [source, destination] = outbound ? [local, remote] : [remote, local];
  const begun = { process, network, source, destination };
  const [out, into] = outbound ? [act.bytesOut, act.bytesIn] : [act.bytesIn, act.bytesOut];
  const ended = { ...begun, source: { ...source, bytes: out }, destination: { ...destination, bytes: into } };
  const action = outbound ? 'connection_attempted' : 'connection_accepted';
  return [
    document('network', action, ['start'], act.time, act.machine, act.process, begun),
    document(
      'network',
      'disconnect_received',
      ['end'],
      act.time + act.lasts,
      act.machine,
      act.process,
      ended,
    ),
  ];
}

function lookup(act: LookupAct): Document {
  return document('network', 'lookup_result', ['protocol', 'info'], act.time, act.machine, act.process, {
    process: processFields(imageOf(act.process), act.machine),
    dns: { question: { name: act.name, type: 'A' }, resolved_ip: act.addresses },
    network: { protocol: 'dns', transport: 'udp' },
  });
}

function fileDocument(act: FileAct): Document {
  return document('file', FILE_ACTIONS[act.action], ['change'], act.time, act.machine, act.process, {
    process: processFields(imageOf(act.process), act.machine),
    file: {
      path: act.path,
      name: nameOf(act.path),
      ...(act.from === undefined ? {} : { Ext: { original: { path: act.from } } }),
    },
  });
}

function document(
  dataset: string,
  action: string,
  type: readonly string[],
  time: number,
  machine: StoryMachine,
  process: StoryProcess,
  more: Json,
): Document {
  const stamp = new Date(time).toISOString();
  const user = { name: process.account.name, id: process.posix?.userId ?? 501 };
  return {
    time,
    document: {
      '@timestamp': stamp,
      agent: { id: agentId(machine), type: 'endpoint', version: '8.13.0' },
      data_stream: { namespace: 'default', type: 'logs', dataset: `endpoint.events.${dataset}` },
      ecs: { version: '8.10.0' },
      message: `Endpoint ${dataset} event`,
      host: {
        hostname: machine.fqdn,
        name: machine.fqdn,
        ip: ['127.0.0.1', '::1', ...machine.addresses],
        os: { type: 'macos', family: 'macos', platform: 'macos', name: 'macOS', version: '14.5' },
      },
      event: {
        action,
        category: [dataset],
        type,
        kind: 'event',
        module: 'endpoint',
        dataset: `endpoint.events.${dataset}`,
        created: stamp,
        id: chosenGuid('elastic', machine.name, dataset, action, time, process.handle),
      },
      user: { ...user, Ext: { real: user } },
      ...more,
    },
  };
}

function processFields(image: PosixImage, machine: StoryMachine): Json {
  const { process, path } = image;
  return { entity_id: entityId(image, machine), pid: process.pid, executable: path, name: nameOf(path) };
}

/** Agent, pid and a time that differs for every image. */
function entityId({ process, version }: PosixImage, machine: StoryMachine): string {
  const seconds = 11_644_473_600 + Math.floor(process.start / 1000);
  const text = `${agentId(machine)}-${process.pid}-${seconds}.${String(version).padStart(9, '0')}`;
  return Buffer.from(text).toString('base64');
}

function agentId(machine: StoryMachine): string {
  return chosenGuid('agent', machine.name);
}

function signature(process: StoryProcess): Json {
  const signed = process.posix?.signature;
  if (signed === undefined) return { exists: false };
  return {
    exists: true,
    trusted: signed.platform || signed.team !== undefined,
    signing_id: signed.identifier,
    subject_name: signed.platform
      ? 'Software Signing'
      : `Developer ID Application: ${signed.team ?? 'ad hoc'}`,
    ...(signed.team === undefined ? {} : { team_id: signed.team }),
    status: 'No error.',
  };
}

function nameOf(path: string): string {
  return path.slice(path.lastIndexOf('/') + 1);
}
