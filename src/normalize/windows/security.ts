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
      const pid = processId(record.data['ProcessId']) ?? endedInMessage(record);
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
    parentPid: processId(record.data['ProcessId']) ?? creatorInMessage(record, pid),
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
  const direction = directionOf(field(record, 'Direction'), field(record, 'LayerName'));
  const inbound = direction === 'inbound';
  const protocol = (present(record.data['Protocol']) ?? 'unknown').toLowerCase();
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
    direction,
    localAddress: inbound ? destination : source,
    localPort: inbound ? destinationPort : sourcePort,
    remoteAddress: inbound ? source : destination,
    remotePort: inbound ? sourcePort : destinationPort,
    remoteName: undefined,
  };
}

/** The direction says it; the layer it passed (connect, receive/accept) only where that is missing. */
function directionOf(direction: string | undefined, layer: string | undefined): Connection['direction'] {
  if (direction === '%%14593') return 'outbound';
  if (direction === '%%14592') return 'inbound';
  return layer === '%%14611' ? 'outbound' : layer === '%%14610' ? 'inbound' : 'unknown';
}

/** The filtering platform writes NT device paths in lower case; the volume number is no drive letter. */
function application(path: string | undefined): string | undefined {
  return path?.replace(/^\\device\\harddiskvolume\d+\\/i, '\\');
}

/**
 * Old NXLog output lost the process fields of Security events; the rendered message still has them. Its labels are
 * localised, so the values are found by their place: the hexadecimal numbers that end a line, in order.
 */
function hexLines(record: WindowsRecord): (number | undefined)[] {
  return (record.message ?? '')
    .slice(0, 8192)
    .split('\n')
    .map((line) => HEX_LINE.exec(line)?.[1])
    .filter((value) => value !== undefined)
    .map(processId);
}

const HEX_LINE = /:[ \u00a0]?\t{1,4}(0x[0-9a-fA-F]{1,16})\r?$/;

/** 4689: the logon id, the process that ended, its exit status. */
function endedInMessage(record: WindowsRecord): number | undefined {
  return hexLines(record)[1];
}

/** 4688: one or two logon ids, the new process, its creator. */
function creatorInMessage(record: WindowsRecord, created: number): number | undefined {
  // A logon id may be the same number as a pid, so the creator is what follows the last telling of the new process.
  const lines = hexLines(record);
  return lines.find((next, index) => lines[index - 1] === created && next !== undefined && next !== created);
}

/** 5156: the first decimal number that stands alone after a label is the process. */
function decimalFromMessage(record: WindowsRecord): number | undefined {
  if (record.message === undefined) return undefined;
  return processId(/:[ \u00a0]?\t{1,4}(\d{1,10})\r?\n/.exec(record.message.slice(0, 2048))?.[1]);
}
