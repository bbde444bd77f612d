import { resolveStory } from '../../resolve-story.ts';
import type { StoryProcess } from '../../process-identity.ts';
import type { StoryMachine } from '../../timeline.ts';
import { posixEvents, type PosixEvent } from '../posix/posix-events.ts';
import { TextFiles } from '../posix/text-files.ts';
import type { Renderer } from '../renderer.ts';

type Data = Readonly<Record<string, string>>;

interface Told {
  readonly id: number;
  readonly version: number;
  readonly data: Data;
}

/** Pid of Sysmon itself, which also stands as the writer of every event. */
const SYSMON = '1590';

/**
 * Sysmon for Linux in syslog, one event a line. Imitates OTRF/Security-Datasets, compound/Log4Shell (2022): no
 * lookups, no forks, no bytes, and files only when they are made or removed.
 */
export const sysmonLinux: Renderer = {
  id: 'sysmon-linux',
  title: 'Sysmon for Linux (syslog)',
  platform: 'linux',
  lacks: ['volumes', 'forks'],
  render: (story) => {
    const files = new TextFiles();
    const silent = new Set<string>();
    let record = 0;
    for (const event of posixEvents(resolveStory(story))) {
      const { handle, name } = event.machine;
      if (event.kind === 'silence' && !event.begins) silent.delete(handle);
      for (const told of silent.has(handle) ? [] : toldOf(event))
        files.add(`${story.id}/${name.toLowerCase()}/syslog`, syslogLine(told, event, ++record));
      if (event.kind === 'silence' && event.begins) silent.add(handle);
    }
    return files.files();
  },
};

function toldOf(event: PosixEvent): readonly Told[] {
  switch (event.kind) {
    case 'exec':
      return [{ id: 1, version: 5, data: creation(event.after.process) }];
    case 'exit': {
      const { process } = event.image;
      return [{ id: 5, version: 3, data: { ...identity(process), User: process.account.name } }];
    }
    case 'connection': {
      const { process, direction } = event;
      const local = [event.localAddress, event.localPort] as const;
      const remote = [event.remoteAddress, event.remotePort] as const;
      const [source, destination] = direction === 'outbound' ? [local, remote] : [remote, local];
      const data = {
        ...identity(process),
        User: process.account.name,
        Protocol: event.protocol,
        Initiated: String(direction === 'outbound'),
        ...end('Source', ...source),
        ...end('Destination', ...destination),
      };
      return [{ id: 3, version: 5, data }];
    }
    case 'file': {
      if (event.action !== 'write' && event.action !== 'delete') return [];
      const { process, path } = event;
      const user = { User: process.account.name };
      const data =
        event.action === 'write'
          ? { ...identity(process), TargetFilename: path, CreationUtcTime: utc(event.time), ...user }
          : {
              ...identity(process),
              ...user,
              TargetFilename: path,
              Hashes: '-',
              IsExecutable: '-',
              Archived: '-',
            };
      return [{ id: event.action === 'write' ? 11 : 23, version: 2, data }];
    }
    case 'silence':
      return [
        {
          id: 4,
          version: 3,
          data: { State: event.begins ? 'Stopped' : 'Started', Version: '1.3.2', SchemaVersion: '4.90' },
        },
      ];
    default:
      return [];
  }
}

function creation(process: StoryProcess): Data {
  const { parent, posix } = process;
  return {
    ...identity(process),
    FileVersion: '-',
    Description: '-',
    Product: '-',
    Company: '-',
    OriginalFileName: '-',
    // The arguments joined: where each ends is lost.
    CommandLine: (posix?.arguments ?? [process.image]).join(' '),
    CurrentDirectory: process.cwd,
    User: process.account.name,
    LogonGuid: '{00000000-0000-0000-0000-000000000000}',
    LogonId: String(posix?.userId ?? 0),
    TerminalSessionId: String(posix?.login?.session ?? 4_294_967_295),
    IntegrityLevel: 'no level',
    Hashes: `SHA256=${process.sha256.toLowerCase()}`,
    ParentProcessGuid: parent === undefined ? '{00000000-0000-0000-0000-000000000000}' : `{${parent.guid}}`,
    ParentProcessId: String(parent?.pid ?? 1),
    ParentImage: parent?.image ?? '-',
    ParentCommandLine:
      parent === undefined ? '-' : (parent.posix?.arguments ?? [parent.commandLine]).join(' '),
    ParentUser: parent?.account.name ?? '-',
  };
}

function identity(process: StoryProcess): Data {
  return { ProcessGuid: `{${process.guid}}`, ProcessId: String(process.pid), Image: process.image };
}

function end(side: 'Source' | 'Destination', address: string, port: number): Data {
  return {
    [`${side}IsIpv6`]: String(address.includes(':')),
    [`${side}Ip`]: address,
    [`${side}Hostname`]: '-',
    [`${side}Port`]: String(port),
    [`${side}PortName`]: '-',
  };
}

function syslogLine({ id, version, data }: Told, { time, machine }: PosixEvent, record: number): string {
  const times: Data = id === 4 ? { UtcTime: utc(time) } : { RuleName: '-', UtcTime: utc(time) };
  const fields = Object.entries({ ...times, ...data })
    .map(([name, value]) => `<Data Name="${name}">${escaped(value)}</Data>`)
    .join('');
  // The record is made a moment after what it tells of.
  const written = new Date(time + 4).toISOString().replace('Z', '000000Z');
  const system =
    `<Provider Name="Linux-Sysmon" Guid="{ff032593-a8d3-4f13-b0d6-01fc615a0f97}"/><EventID>${id}</EventID>` +
    `<Version>${version}</Version><Level>4</Level><Task>${id}</Task><Opcode>0</Opcode>` +
    `<Keywords>0x8000000000000000</Keywords><TimeCreated SystemTime="${written}"/>` +
    `<EventRecordID>${record}</EventRecordID><Correlation/>` +
    `<Execution ProcessID="${SYSMON}" ThreadID="${SYSMON}"/><Channel>Linux-Sysmon/Operational</Channel>` +
    `<Computer>${escaped(machine.name)}</Computer><Security UserId="0"/>`;
  const event = `<Event><System>${system}</System><EventData>${fields}</EventData></Event>`;
  return `${syslogHeader(time, machine)} sysmon: ${event}`;
}

function syslogHeader(time: number, machine: StoryMachine): string {
  const [, day = '', month = ''] = /(\d{2}) (\w{3})/.exec(new Date(time).toUTCString()) ?? [];
  const clock = new Date(time).toISOString().slice(11, 19);
  return `${month} ${String(Number(day)).padStart(2, ' ')} ${clock} ${machine.name}`;
}

function utc(time: number): string {
  return new Date(time).toISOString().slice(0, 23).replace('T', ' ');
}

/** What XML and a line of syslog cannot hold becomes a blank, as Sysmon writes it. */
function escaped(text: string): string {
  return text
    .replaceAll(/[\p{Cc}\p{Cs}\ufffe\uffff]/gu, ' ')
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;');
}
