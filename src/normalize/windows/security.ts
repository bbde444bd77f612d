/** Security auditing: 4688, 4689 and the filtering platform's 5156 (windows.md sections 3 and 4). */
import { canonicalAddress } from '../../event/address.ts';
import type { Connection, EventBase, TelemetryEvent } from '../../event/event.ts';
import type { Place } from '../../event/place.ts';
import type { WindowsRecord } from '../../formats/windows-record.ts';
import { eventTime } from './clock.ts';
import { account, field, integer, present, processId } from './field.ts';
import type { WindowsProvider } from './provider.ts';

export const securityProvider: WindowsProvider = {
  id: 'windows-security',
  names: ['Microsoft-Windows-Security-Auditing'],
  eventIds: [4688, 4689, 5156],
  normalize(record: WindowsRecord, host: string, place: Place): TelemetryEvent | undefined {
    const time = eventTime(record.loggedTime, undefined);
    if (time === undefined) return undefined;
    const base: EventBase = { host, time, sensor: 'windows-security', code: record.eventId, place };
    if (record.eventId === 4688) return launch(record, base);
    if (record.eventId === 4689) {
      const pid = processId(record.data['ProcessId']) ?? hexFromMessage(record, 0);
      const image = field(record, 'ProcessName');
      return pid === undefined ? undefined : { kind: 'end', ...base, uid: undefined, pid, image };
    }
    return connection(record, base);
  },
};

const INTEGRITY: Readonly<Record<string, string>> = {
  'S-1-16-0': 'Untrusted',
  'S-1-16-4096': 'Low',
  'S-1-16-8192': 'Medium',
  'S-1-16-12288': 'High',
  'S-1-16-16384': 'System',
};

/** In 4688 `ProcessId` is the creator; the new process is `NewProcessId`. Both are hexadecimal. */
function launch(record: WindowsRecord, base: EventBase): TelemetryEvent | undefined {
  const pid = processId(record.data['NewProcessId']);
  if (pid === undefined) return undefined;
  const target = account(record.data['TargetDomainName'], record.data['TargetUserName']);
  const subjectSession = field(record, 'SubjectLogonId');
  const targetSession = field(record, 'TargetLogonId');
  return {
    kind: 'launch',
    ...base,
    uid: undefined,
    pid,
    image: field(record, 'NewProcessName'),
    commandLine: field(record, 'CommandLine'),
    user: target ?? account(record.data['SubjectDomainName'], record.data['SubjectUserName']),
    session: (targetSession === undefined || targetSession === '0x0'
      ? subjectSession
      : targetSession
    )?.toLowerCase(),
    cwd: undefined,
    integrity: INTEGRITY[field(record, 'MandatoryLabel') ?? ''],
    originalName: undefined,
    company: undefined,
    sha256: undefined,
    parentUid: undefined,
    parentPid: processId(record.data['ProcessId']) ?? hexFromMessage(record, 1),
    parentImage: field(record, 'ParentProcessName'),
    parentCommandLine: undefined,
  };
}

/**
 * 5156's source is normally the initiator, but published examples show the local side as source of inbound traffic.
 * For outbound records the local side is the source in every one seen; inbound ones are taken as initiator first.
 */
function connection(record: WindowsRecord, base: EventBase): Connection | undefined {
  const source = canonicalAddress(field(record, 'SourceAddress') ?? '');
  const destination = canonicalAddress(field(record, 'DestAddress') ?? '');
  const sourcePort = integer(record.data['SourcePort']);
  const destinationPort = integer(record.data['DestPort']);
  if (source === undefined || destination === undefined) return undefined;
  if (sourcePort === undefined || destinationPort === undefined) return undefined;
  const outbound = field(record, 'Direction') === '%%14593' || field(record, 'LayerName') === '%%14611';
  const inbound = field(record, 'Direction') === '%%14592' || field(record, 'LayerName') === '%%14610';
  const protocol = present(record.data['Protocol']) ?? '';
  return {
    kind: 'connection',
    ...base,
    uid: undefined,
    pid:
      processId(record.data['ProcessID']) ??
      processId(record.data['ProcessId']) ??
      decimalFromMessage(record),
    image: application(field(record, 'Application')),
    user: undefined,
    protocol: protocol === '6' ? 'tcp' : protocol === '17' ? 'udp' : protocol,
    direction: outbound ? 'outbound' : inbound ? 'inbound' : 'unknown',
    localAddress: inbound ? destination : source,
    localPort: inbound ? destinationPort : sourcePort,
    remoteAddress: inbound ? source : destination,
    remotePort: inbound ? sourcePort : destinationPort,
    remoteName: undefined,
  };
}

/** The filtering platform writes NT device paths in lower case; the volume number is no drive letter. */
function application(path: string | undefined): string | undefined {
  return path?.replace(/^\\device\\harddiskvolume\d+\\/i, '\\');
}

/**
 * Old NXLog output lost the process fields of Security events; the rendered message still has them. The lines that
 * name a process id are taken in order: in 4688 the new process comes first and its creator second.
 */
function hexFromMessage(record: WindowsRecord, index: number): number | undefined {
  if (record.message === undefined) return undefined;
  const lines = record.message
    .slice(0, 8192)
    .split('\n')
    .map((line) => /process id:?\s{1,8}(0x[0-9a-fA-F]{1,8})\s*$/i.exec(line)?.[1])
    .filter((value) => value !== undefined);
  return processId(lines[index]);
}

/** 5156: the first decimal number that stands alone after a label is the process. */
function decimalFromMessage(record: WindowsRecord): number | undefined {
  if (record.message === undefined) return undefined;
  return processId(/:\s*\t+\s?(\d{1,10})\r?\n/.exec(record.message.slice(0, 2048))?.[1]);
}
