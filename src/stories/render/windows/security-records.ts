/** The Security log's records of an act: 4688, 4689 and the filtering platform's 5156. */
import type { Account } from '../../account.ts';
import type { StoryProcess } from '../../process-identity.ts';
import type { ConnectionAct, EndAct, StartAct, StoryAct, StoryMachine } from '../../timeline.ts';
import { CHANNELS, type UnnumberedRecord } from './story-record.ts';
import { connectionMessage, exitMessage, launchMessage } from './windows-message.ts';

const NOBODY = 'S-1-0-0';

/** Records the Security log gets of an act. `commandLines` is the policy that adds command lines to 4688. */
export function securityRecords(act: StoryAct, commandLines: boolean): readonly UnnumberedRecord[] {
  if (act.kind === 'start') return [launch(act, commandLines)];
  if (act.kind === 'end') return [exit(act)];
  if (act.kind === 'connection') return [connection(act)];
  return [];
}

function launch(act: StartAct, commandLines: boolean): UnnumberedRecord {
  const { process, machine } = act;
  const creator = process.parent?.account ?? process.account;
  const same = creator.sid === process.account.sid;
  const session = same ? process.session : (process.parent?.session ?? process.session);
  const subject = subjectOf(creator, machine, session);
  const target = same ? undefined : subjectOf(process.account, machine, process.session);
  const data = {
    ...prefixed('Subject', subject),
    NewProcessId: hex(process.pid),
    NewProcessName: process.image,
    TokenElevationType: elevationOf(process),
    ProcessId: hex(process.parent?.pid ?? 0),
    CommandLine: commandLines ? process.commandLine : '',
    TargetUserSid: NOBODY,
    TargetUserName: target?.name ?? '-',
    TargetDomainName: target?.domain ?? '-',
    TargetLogonId: target?.logonId ?? '0x0',
    ParentProcessName: process.parent?.image ?? '',
    MandatoryLabel: labelOf(process),
  };
  return record(act, 4688, 'Process Creation', 13_312, 2, data, launchMessage(data));
}

function exit(act: EndAct): UnnumberedRecord {
  const { process, machine } = act;
  const data = {
    ...prefixed('Subject', subjectOf(process.account, machine, process.session)),
    Status: '0x0',
    ProcessId: hex(process.pid),
    ProcessName: process.image,
  };
  return record(act, 4689, 'Process Termination', 13_313, 0, data, exitMessage(data));
}

function connection(act: ConnectionAct): UnnumberedRecord {
  const outbound = act.direction === 'outbound';
  const local = { address: act.localAddress, port: String(act.localPort) };
  const remote = { address: act.remoteAddress, port: String(act.remotePort) };
  const [source, destination] = outbound ? [local, remote] : [remote, local];
  const data = {
    ProcessID: String(act.process.pid),
    Application: devicePath(act.process.image),
    Direction: outbound ? '%%14593' : '%%14592',
    SourceAddress: source.address,
    SourcePort: source.port,
    DestAddress: destination.address,
    DestPort: destination.port,
    Protocol: act.protocol === 'tcp' ? '6' : '17',
    FilterRTID: '67260',
    LayerName: outbound ? '%%14611' : '%%14610',
    LayerRTID: outbound ? '48' : '44',
    RemoteUserID: NOBODY,
    RemoteMachineID: NOBODY,
  };
  return record(act, 5156, 'Filtering Platform Connection', 12_810, 1, data, connectionMessage(data));
}

/** `C:\Windows\x.exe` as the filtering platform names it, lower case on its volume; `System` stays. */
export function devicePath(image: string): string {
  return image[1] === ':' ? `\\device\\harddiskvolume2${image.slice(2).toLowerCase()}` : image;
}

interface Subject {
  readonly sid: string;
  readonly name: string;
  readonly domain: string;
  readonly logonId: string;
}

/** Services log as the machine's own account, `WS01$`. */
function subjectOf(account: Account, machine: StoryMachine, session: string): Subject {
  if (account.service) {
    return { sid: account.sid, name: `${machine.name}$`, domain: machine.domain, logonId: account.logonId };
  }
  return { sid: account.sid, name: account.name, domain: account.domain, logonId: session };
}

function prefixed(prefix: string, subject: Subject): Record<string, string> {
  return {
    [`${prefix}UserSid`]: subject.sid,
    [`${prefix}UserName`]: subject.name,
    [`${prefix}DomainName`]: subject.domain,
    [`${prefix}LogonId`]: subject.logonId,
  };
}

function elevationOf(process: StoryProcess): string {
  if (process.account.service) return '%%1936';
  return process.integrity === 'High' ? '%%1937' : '%%1938';
}

function labelOf(process: StoryProcess): string {
  return { Low: 'S-1-16-4096', Medium: 'S-1-16-8192', High: 'S-1-16-12288', System: 'S-1-16-16384' }[
    process.integrity
  ];
}

function hex(value: number): string {
  return `0x${value.toString(16)}`;
}

function record(
  act: { readonly time: number; readonly machine: StoryMachine },
  eventId: number,
  category: string,
  task: number,
  version: number,
  data: Record<string, string>,
  message: string,
): UnnumberedRecord {
  const { machine } = act;
  return {
    ...CHANNELS.Security,
    channel: 'Security',
    eventId,
    version,
    level: 0,
    task,
    category,
    opcode: 0,
    opcodeName: 'Info',
    computer: machine.logsAs.security === 'name' ? machine.name : machine.fqdn,
    loggedTime: act.time,
    executionPid: 4,
    threadId: 3204,
    activityId: undefined,
    user: undefined,
    account: undefined,
    data,
    message,
  };
}
