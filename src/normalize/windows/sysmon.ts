/** Sysmon (windows.md section 2). Fields are read by name: older agents lack many of them. */
import { canonicalAddress } from '../../event/address.ts';
import type { Connection, EventBase, NameLookup, ProcessRef, TelemetryEvent } from '../../event/event.ts';
import type { Place } from '../../event/place.ts';
import type { WindowsRecord } from '../../formats/windows-record.ts';
import { eventTime } from './clock.ts';
import { field, guid, integer, processId } from './field.ts';
import type { WindowsProvider } from './provider.ts';

export const sysmonProvider: WindowsProvider = {
  id: 'sysmon',
  names: ['Microsoft-Windows-Sysmon'],
  eventIds: [1, 3, 4, 5, 7, 11, 16, 22, 255],
  normalize(record: WindowsRecord, host: string, place: Place): TelemetryEvent | undefined {
    const time = eventTime(record.loggedTime, field(record, 'UtcTime'));
    if (time === undefined) return undefined;
    const base: EventBase = { host, time, sensor: 'sysmon', code: record.eventId, place };
    const process: ProcessRef = {
      uid: guid(record.data['ProcessGuid']),
      pid: subjectPid(record),
      image: field(record, 'Image'),
    };
    switch (record.eventId) {
      case 1:
        return {
          kind: 'launch',
          ...base,
          ...process,
          commandLine: field(record, 'CommandLine'),
          user: field(record, 'User'),
          session: field(record, 'LogonId')?.toLowerCase(),
          cwd: field(record, 'CurrentDirectory'),
          integrity: field(record, 'IntegrityLevel'),
          originalName: field(record, 'OriginalFileName'),
          company: field(record, 'Company'),
          sha256: sha256(field(record, 'Hashes')),
          parentUid: guid(record.data['ParentProcessGuid']),
          parentPid: processId(record.data['ParentProcessId']),
          parentImage: field(record, 'ParentImage'),
          parentCommandLine: field(record, 'ParentCommandLine'),
        };
      case 3:
        return connection(record, base, process);
      case 5:
        return { kind: 'end', ...base, ...process };
      case 7: {
        const module = field(record, 'ImageLoaded');
        if (module === undefined) return undefined;
        const signed = field(record, 'Signed');
        return {
          kind: 'module',
          ...base,
          ...process,
          module,
          signed: signed === undefined ? undefined : signed === 'true',
          signature: field(record, 'Signature'),
          signatureStatus: field(record, 'SignatureStatus'),
        };
      }
      case 11: {
        const path = field(record, 'TargetFilename');
        return path === undefined ? undefined : { kind: 'file', ...base, ...process, path };
      }
      case 22:
        return nameLookup(record, base, process);
      case 4: {
        const state = field(record, 'State')?.toLowerCase() === 'stopped' ? 'stopped' : 'started';
        return { kind: 'health', ...base, state, detail: `Sysmon service ${state}` };
      }
      case 16:
        return {
          kind: 'health',
          ...base,
          state: 'configuration-changed',
          detail: 'Sysmon configuration changed',
        };
      case 255: {
        const detail = `Sysmon error ${field(record, 'ID') ?? ''}: ${field(record, 'Description') ?? 'no description'}`;
        return { kind: 'health', ...base, state: 'error', detail: detail.slice(0, 300) };
      }
      default:
        return undefined;
    }
  },
};

const PID_LINE = /^ProcessId: (\d{1,10})\r?$/m;

/** Old NXLog output lost ProcessId; Sysmon's message, which is not localised, still names it. */
function subjectPid(record: WindowsRecord): number | undefined {
  const own = processId(record.data['ProcessId']);
  if (own !== undefined || record.message === undefined) return own;
  return processId(PID_LINE.exec(record.message.slice(0, 4096))?.[1]);
}

function connection(record: WindowsRecord, base: EventBase, process: ProcessRef): Connection | undefined {
  const source = canonicalAddress(field(record, 'SourceIp') ?? '');
  const destination = canonicalAddress(field(record, 'DestinationIp') ?? '');
  const sourcePort = integer(record.data['SourcePort']);
  const destinationPort = integer(record.data['DestinationPort']);
  if (source === undefined || destination === undefined) return undefined;
  if (sourcePort === undefined || destinationPort === undefined) return undefined;
  const protocol = (field(record, 'Protocol') ?? 'unknown').toLowerCase();
  const initiated = field(record, 'Initiated');
  // For inbound TCP the source is the remote initiator; for inbound UDP it is the local responder (311 of 311 records).
  const localIsSource = initiated !== 'false' || protocol === 'udp';
  const name = field(record, localIsSource ? 'DestinationHostname' : 'SourceHostname')?.toLowerCase();
  return {
    kind: 'connection',
    ...base,
    ...process,
    user: field(record, 'User'),
    protocol,
    direction: initiated === 'true' ? 'outbound' : initiated === 'false' ? 'inbound' : 'unknown',
    localAddress: localIsSource ? source : destination,
    localPort: localIsSource ? sourcePort : destinationPort,
    remoteAddress: localIsSource ? destination : source,
    remotePort: localIsSource ? destinationPort : sourcePort,
    remoteName: name,
  };
}

/** `type:  5 cname.example;::ffff:104.40.17.153;`: type 5 names the chain, bare entries are addresses. */
function nameLookup(record: WindowsRecord, base: EventBase, process: ProcessRef): NameLookup | undefined {
  const name = field(record, 'QueryName')?.toLowerCase().replace(/\.$/, '');
  if (name === undefined) return undefined;
  const addresses = new Set<string>();
  const aliases = new Set<string>();
  for (const entry of (field(record, 'QueryResults') ?? '').slice(0, 65_536).split(';')) {
    const answer = entry.trim();
    if (answer.startsWith('type:')) {
      const alias = /^type:\s*5\s+(\S+)$/.exec(answer)?.[1];
      if (alias !== undefined) aliases.add(alias.toLowerCase());
      continue;
    }
    const address = canonicalAddress(answer);
    if (address !== undefined) addresses.add(address);
  }
  return { kind: 'name', ...base, ...process, name, addresses: [...addresses], aliases: [...aliases] };
}

function sha256(hashes: string | undefined): string | undefined {
  return hashes === undefined
    ? undefined
    : /(?:^|,)SHA256=([0-9A-Fa-f]{64})/.exec(hashes)?.[1]?.toLowerCase();
}
