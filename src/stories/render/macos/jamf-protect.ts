import { resolveStory } from '../../resolve-story.ts';
import { chosenGuid } from '../../stable-choice.ts';
import type { StoryProcess } from '../../process-identity.ts';
import type { ConnectionAct, StoryMachine, Timeline } from '../../timeline.ts';
import { imageOf, posixEvents } from '../posix/posix-events.ts';
import { TextFiles } from '../posix/text-files.ts';
import type { Renderer } from '../renderer.ts';
import { esEvent, esMessage, esProcess, EsSequence } from './es-json.ts';
import type { EsEvent, Json } from './es-json.ts';

/** Protocol and type of sockets. */
const SOCKETS = { tcp: [6, 1], udp: [17, 2] } as const;

/**
 * Jamf Protect's telemetry stream: execs, and connections of its own network extension with the process that opened
 * them. It has no forks, exits and files.
 */
export const jamfProtect: Renderer = {
  id: 'jamf',
  title: 'Jamf Protect telemetry',
  platform: 'macos',
  lacks: ['files', 'volumes'],
  render: (story) => {
    const timeline = resolveStory(story);
    const names = lookedUpNames(timeline);
    const files = new TextFiles();
    const sequences = new Map<string, EsSequence>();
    for (const event of posixEvents(timeline)) {
      const told =
        event.kind === 'exec'
          ? esEvent(event)
          : event.kind === 'connection'
            ? networkConnect(event, names.get(`${event.machine.handle} ${event.remoteAddress}`))
            : undefined;
      if (told === undefined) continue;
      const { handle } = event.machine;
      const sequence = sequences.get(handle) ?? new EsSequence();
      sequences.set(handle, sequence);
      const { own, all } = sequence.next(told.name);
      files.addJson(`${story.id}.jamf-protect.ndjson`, {
        ...esMessage(told, event.time, own),
        glob_seq_num: all,
        uuid: chosenGuid('jamf', story.id, handle, all),
        host: hostOf(event.machine),
        metadata: { product: 'Device Telemetry Stream', schemaVersion: '1.0', vendor: 'Jamf' },
      });
    }
    return files.files();
  },
};

function hostOf(machine: StoryMachine): Json {
  return {
    hostname: machine.name,
    ips: machine.addresses,
    os: 'Version 14.5 (Build 23F79)',
    protectVersion: '5.5.0.6',
    provisioningUDID: chosenGuid('udid', machine.name).toUpperCase(),
    serial: chosenGuid('serial', machine.name).slice(0, 8).toUpperCase(),
  };
}

function networkConnect(act: ConnectionAct, name: string | undefined): EsEvent {
  const instigator = imageOf(act.process);
  const [protocol, type] = SOCKETS[act.protocol];
  const payload = {
    direction: act.direction,
    instigator: esProcess(instigator),
    local_endpoint: { host: act.localAddress, port: act.localPort },
    remote_endpoint: { host: act.remoteAddress, port: act.remotePort },
    remote_hostname: act.remoteName ?? name ?? '',
    socket_family: act.remoteAddress.includes(':') ? 30 : 2,
    socket_protocol: protocol,
    socket_type: type,
  };
  return { name: 'network_connect', payload, actor: imageOf(topOf(act.process)) };
}

/** The extension that reports is none of the story's; any process that lives all day may stand for it. */
function topOf(process: StoryProcess): StoryProcess {
  return process.parent === undefined ? process : topOf(process.parent);
}

/** Names by machine and address, as the extension remembers them. */
function lookedUpNames(timeline: Timeline): ReadonlyMap<string, string> {
  const names = new Map<string, string>();
  for (const act of timeline.acts) {
    if (act.kind !== 'lookup') continue;
    for (const address of act.addresses) names.set(`${act.machine.handle} ${address}`, act.name);
  }
  return names;
}
