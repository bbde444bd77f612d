/** Sysmon's records of an act, fields in the order of its manifest (schema 4.90). */
import { addressGroups } from '../../../event/address.ts';
import { accountOf } from '../../account.ts';
import { logonGuid, type StoryProcess } from '../../process-identity.ts';
import { chosenNumber, digestOf } from '../../stable-choice.ts';
import type { ConnectionAct, LookupAct, StartAct, StoryAct, StoryMachine } from '../../timeline.ts';
import { CHANNELS, type UnnumberedRecord } from './story-record.ts';
import { utcTime } from './time-text.ts';
import { sysmonMessage } from './windows-message.ts';

const SYSTEM = accountOf('NT AUTHORITY\\SYSTEM');
const NO_GUID = '{00000000-0000-0000-0000-000000000000}';

/** Records Sysmon writes of an act; none for what it does not see. */
export function sysmonRecords(act: StoryAct): readonly UnnumberedRecord[] {
  switch (act.kind) {
    case 'start':
      return [record(act, 1, 'Process Create', 5, launchData(act))];
    case 'end':
      return [record(act, 5, 'Process terminated', 3, withUser(act.process, subject(act)))];
    case 'lookup':
      return [record(act, 22, 'Dns query', 5, lookupData(act), 900)];
    case 'connection':
      return [record(act, 3, 'Network connection detected', 5, connectionData(act), act.lateBy)];
    case 'file': {
      const data = { ...subject(act), TargetFilename: act.path, CreationUtcTime: utcTime(act.time) };
      return [record(act, 11, 'File created', 2, withUser(act.process, data))];
    }
    case 'module': {
      const name = act.module.slice(act.module.lastIndexOf('\\') + 1);
      const data = {
        ...subject(act),
        ImageLoaded: act.module,
        FileVersion: '10.0.19041.3636 (WinBuild.160101.0800)',
        Description: name,
        Product: 'Microsoft® Windows® Operating System',
        Company: act.signed ? 'Microsoft Corporation' : '-',
        OriginalFileName: name,
        Hashes: hashes(digestOf('sha256', `file ${act.module.toLowerCase()}`).toUpperCase(), act.module),
        Signed: String(act.signed),
        Signature: act.signature,
        SignatureStatus: act.status,
      };
      return [record(act, 7, 'Image loaded', 3, withUser(act.process, data))];
    }
    case 'sensor':
      return sensorRecords(act);
    default:
      return [];
  }
}

function sensorRecords(act: Extract<StoryAct, { kind: 'sensor' }>): readonly UnnumberedRecord[] {
  const UtcTime = utcTime(act.time);
  if (act.state === 'error') {
    const data = {
      UtcTime,
      ID: 'QueueOverflow',
      Description: act.detail === '' ? 'Events dropped' : act.detail,
    };
    return [record(act, 255, 'Error report', 3, data)];
  }
  if (act.state === 'configuration-changed') {
    const Configuration = act.detail === '' ? 'C:\\ProgramData\\Sysmon\\config.xml' : act.detail;
    const data = {
      UtcTime,
      Configuration,
      ConfigurationFileHash: `SHA256=${digestOf('sha256', Configuration)}`,
    };
    return [record(act, 16, 'Sysmon config state changed', 3, data)];
  }
  const State = act.state === 'stopped' ? 'Stopped' : 'Started';
  return [
    record(act, 4, 'Sysmon service state changed', 3, {
      UtcTime,
      State,
      Version: '15.14',
      SchemaVersion: '4.90',
    }),
  ];
}

function launchData(act: StartAct): Record<string, string> {
  const { process, machine } = act;
  const { facts, parent } = process;
  return {
    RuleName: '-',
    UtcTime: utcTime(process.start),
    ProcessGuid: `{${process.guid}}`,
    ProcessId: String(process.pid),
    Image: process.image,
    FileVersion: facts?.fileVersion ?? '-',
    Description: facts?.description ?? '-',
    Product: facts?.product ?? '-',
    Company: facts?.company ?? '-',
    OriginalFileName: facts?.originalName ?? '-',
    CommandLine: process.commandLine,
    CurrentDirectory: process.cwd,
    User: userText(process),
    LogonGuid: `{${logonGuid(machine.fqdn, Date.UTC(2026, 0, 1), process.session)}}`,
    LogonId: process.session,
    TerminalSessionId: String(process.account.terminalSession),
    IntegrityLevel: process.integrity,
    Hashes: hashes(process.sha256, process.image),
    ParentProcessGuid: parent === undefined ? NO_GUID : `{${parent.guid}}`,
    ParentProcessId: parent === undefined ? '0' : String(parent.pid),
    ParentImage: parent?.image ?? '-',
    ParentCommandLine: parent?.commandLine ?? '-',
    ParentUser: parent === undefined ? '-' : userText(parent),
  };
}

function connectionData(act: ConnectionAct): Record<string, string> {
  const local = { ip: act.localAddress, port: act.localPort, name: '-' };
  const remote = { ip: act.remoteAddress, port: act.remotePort, name: act.remoteName ?? '-' };
  // Accepted TCP has the remote initiator as Source; accepted UDP has the local responder there (measured).
  const swap = act.direction === 'inbound' && act.protocol === 'tcp';
  const [source, destination] = swap ? [remote, local] : [local, remote];
  return {
    ...subject(act),
    User: userText(act.process),
    Protocol: act.protocol,
    Initiated: String(act.direction === 'outbound'),
    SourceIsIpv6: String(isV6(source.ip)),
    SourceIp: sysmonAddress(source.ip),
    SourceHostname: source.name,
    SourcePort: String(source.port),
    SourcePortName: '-',
    DestinationIsIpv6: String(isV6(destination.ip)),
    DestinationIp: sysmonAddress(destination.ip),
    DestinationHostname: destination.name,
    DestinationPort: String(destination.port),
    DestinationPortName: '-',
  };
}

function lookupData(act: LookupAct): Record<string, string> {
  const found = act.addresses.length > 0 || act.aliases.length > 0;
  const aliases = act.aliases.map((alias) => `type:  5 ${alias};`);
  const addresses = act.addresses.map((address) => `${isV6(address) ? address : `::ffff:${address}`};`);
  const { RuleName, UtcTime, ProcessGuid, ProcessId, Image } = subject(act);
  const QueryStatus = found ? '0' : '9003';
  const QueryResults = found ? [...aliases, ...addresses].join('') : '-';
  const data = {
    RuleName,
    UtcTime,
    ProcessGuid,
    ProcessId,
    QueryName: act.name,
    QueryStatus,
    QueryResults,
    Image,
  };
  return withUser(act.process, data);
}

interface SysmonSubject {
  readonly RuleName: string;
  readonly UtcTime: string;
  readonly ProcessGuid: string;
  readonly ProcessId: string;
  readonly Image: string;
}

function subject(act: {
  readonly time: number;
  readonly process: StoryProcess;
}): SysmonSubject & Record<string, string> {
  return {
    RuleName: '-',
    UtcTime: utcTime(act.time),
    ProcessGuid: `{${act.process.guid}}`,
    ProcessId: String(act.process.pid),
    Image: act.process.image,
  };
}

function withUser(process: StoryProcess, data: Record<string, string>): Record<string, string> {
  return { ...data, User: userText(process) };
}

function record(
  act: { readonly time: number; readonly machine: StoryMachine },
  eventId: number,
  title: string,
  version: number,
  data: Record<string, string>,
  lateBy = 20,
): UnnumberedRecord {
  const channel = 'Microsoft-Windows-Sysmon/Operational';
  const { machine } = act;
  return {
    ...CHANNELS[channel],
    channel,
    eventId,
    version,
    level: eventId === 255 ? 2 : 4,
    task: eventId,
    category: title,
    opcode: 0,
    opcodeName: 'Info',
    computer: machine.logsAs.sysmon === 'name' ? machine.name : machine.fqdn,
    loggedTime: act.time + lateBy,
    executionPid: 2000 + 4 * chosenNumber(400, 'sysmon service', machine.fqdn),
    threadId: 3000 + 4 * chosenNumber(400, 'sysmon thread', machine.fqdn),
    activityId: undefined,
    user: SYSTEM.sid,
    account: SYSTEM,
    data,
    message: sysmonMessage(title, data),
  };
}

/** `DOMAIN\name` as Sysmon writes it. */
export function userText(process: StoryProcess): string {
  return `${process.account.domain}\\${process.account.name}`;
}

function hashes(sha256: string, path: string): string {
  const words = `file ${path.toLowerCase()}`;
  const sha1 = digestOf('sha1', words).toUpperCase();
  const md5 = digestOf('md5', words).toUpperCase();
  return `SHA1=${sha1},MD5=${md5},SHA256=${sha256},IMPHASH=${digestOf('md5', `imports ${words}`).toUpperCase()}`;
}

function isV6(address: string): boolean {
  return address.includes(':');
}

/** Sysmon writes IPv6 without compression: `0:0:0:0:0:0:0:1`. */
function sysmonAddress(address: string): string {
  if (!isV6(address)) return address;
  return (addressGroups(address) ?? []).map((group) => group.toString(16)).join(':');
}
