/** Sysmon for Linux (microsoft/SysmonForLinux): the event layout of Windows in XML, written to syslog. */
import { canonicalAddress } from '../../event/address.ts';
import type { Connection, EventBase, ProcessRef, TelemetryEvent } from '../../event/event.ts';
import type { Place } from '../../event/place.ts';
import type { WindowsRecord } from '../../formats/windows-record.ts';
import { eventTime } from '../windows/clock.ts';
import { field, guid, integer, processId } from '../windows/field.ts';
import type { WindowsProvider } from '../windows/provider.ts';
import { setNumber } from './audit-call.ts';

/** Where the process was gone before it was looked at, only its first groups are filled. */
const NO_PROCESS = /-0000-000000000000$/;

export const sysmonLinuxProvider: WindowsProvider = {
  id: 'sysmon-linux',
  names: ['Linux-Sysmon'],
  eventIds: [1, 3, 4, 5, 11, 16, 23],
  normalize(record: WindowsRecord, host: string, place: Place): TelemetryEvent | undefined {
    const time = eventTime(record.loggedTime, field(record, 'UtcTime'));
    if (time === undefined) return undefined;
    const base: EventBase = {
      host,
      time,
      sensor: 'sysmon-linux',
      platform: 'linux',
      code: record.eventId,
      place,
    };
    const process: ProcessRef = {
      uid: processUid(record.data['ProcessGuid']),
      pid: processId(record.data['ProcessId']),
      image: imageOf(field(record, 'Image')),
    };
    switch (record.eventId) {
      case 1:
        return {
          kind: 'launch',
          ...base,
          ...process,
          commandLine: field(record, 'CommandLine'),
          user: field(record, 'User'),
          session: setNumber(field(record, 'TerminalSessionId')),
          cwd: field(record, 'CurrentDirectory'),
          integrity: undefined,
          originalName: undefined,
          company: undefined,
          sha256: /(?:^|,)SHA256=([0-9A-Fa-f]{64})/.exec(field(record, 'Hashes') ?? '')?.[1]?.toLowerCase(),
          parentUid: processUid(record.data['ParentProcessGuid']),
          parentPid: processId(record.data['ParentProcessId']),
          parentImage: imageOf(field(record, 'ParentImage')),
          parentCommandLine: field(record, 'ParentCommandLine'),
          how: 'exec',
        };
      case 3:
        return connection(record, base, process);
      case 5:
        // Also written when a thread ends; its image is then the thread's name. Measured: all such processes went on.
        return process.image === undefined ? undefined : { kind: 'end', ...base, ...process };
      case 11:
      case 23: {
        const path = field(record, 'TargetFilename');
        const action = record.eventId === 23 ? 'delete' : 'write';
        return path === undefined ? undefined : { kind: 'file', ...base, ...process, path, action };
      }
      case 4: {
        const state = field(record, 'State')?.toLowerCase() === 'stopped' ? 'stopped' : 'started';
        return { kind: 'health', ...base, state, detail: `Sysmon service ${state}` };
      }
      case 16: {
        const detail = 'Sysmon configuration changed';
        return { kind: 'health', ...base, state: 'configuration-changed', detail };
      }
      default:
        return undefined;
    }
  },
};

function processUid(value: unknown): string | undefined {
  const uid = guid(value);
  return uid === undefined || NO_PROCESS.test(uid) ? undefined : uid;
}

/** What is no path is the name of a thread. */
function imageOf(image: string | undefined): string | undefined {
  return image?.startsWith('/') === true ? image : undefined;
}

function connection(record: WindowsRecord, base: EventBase, process: ProcessRef): Connection | undefined {
  const source = canonicalAddress(field(record, 'SourceIp') ?? '');
  const destination = canonicalAddress(field(record, 'DestinationIp') ?? '');
  const sourcePort = integer(record.data['SourcePort']);
  const destinationPort = integer(record.data['DestinationPort']);
  if (source === undefined || destination === undefined) return undefined;
  if (sourcePort === undefined || destinationPort === undefined) return undefined;
  const initiated = field(record, 'Initiated');
  const isLocalSource = initiated !== 'false';
  return {
    kind: 'connection',
    ...base,
    ...process,
    user: field(record, 'User'),
    protocol: (field(record, 'Protocol') ?? 'unknown').toLowerCase(),
    direction: initiated === 'true' ? 'outbound' : initiated === 'false' ? 'inbound' : 'unknown',
    localAddress: isLocalSource ? source : destination,
    localPort: isLocalSource ? sourcePort : destinationPort,
    remoteAddress: isLocalSource ? destination : source,
    remotePort: isLocalSource ? destinationPort : sourcePort,
    remoteName: field(record, isLocalSource ? 'DestinationHostname' : 'SourceHostname')?.toLowerCase(),
  };
}
