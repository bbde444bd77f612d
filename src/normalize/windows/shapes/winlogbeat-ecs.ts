/**
 * Winlogbeat after Elastic's ingest pipeline, which moves the event's fields to ECS names and may delete `event_data`.
 * The ECS names are given back the names Windows uses, so that one mapping serves every shape.
 */
import { parseTimestamp } from '../../../event/timestamp.ts';
import type { WindowsRecord } from '../../../formats/windows-record.ts';
import { integer, present } from '../field.ts';
import type { JsonObject } from '../json-object.ts';
import { at, isObject, text } from '../json-object.ts';
import type { WindowsShape } from './shape.ts';

/** Windows name from ECS path, for Sysmon and PowerShell events. */
const COMMON: readonly (readonly [string, string])[] = [
  ['ProcessGuid', 'process.entity_id'],
  ['ProcessId', 'process.pid'],
  ['Image', 'process.executable'],
  ['CommandLine', 'process.command_line'],
  ['CurrentDirectory', 'process.working_directory'],
  ['OriginalFileName', 'process.pe.original_file_name'],
  ['Company', 'process.pe.company'],
  ['ParentProcessGuid', 'process.parent.entity_id'],
  ['ParentProcessId', 'process.parent.pid'],
  ['ParentImage', 'process.parent.executable'],
  ['ParentCommandLine', 'process.parent.command_line'],
  ['LogonId', 'winlog.logon.id'],
  ['Protocol', 'network.transport'],
  ['SourceIp', 'source.ip'],
  ['SourcePort', 'source.port'],
  ['DestinationIp', 'destination.ip'],
  ['DestinationPort', 'destination.port'],
  ['DestinationHostname', 'destination.domain'],
  ['QueryName', 'dns.question.name'],
  ['TargetFilename', 'file.path'],
  ['ImageLoaded', 'file.path'],
  ['UtcTime', 'sysmon.utc_time'],
  ['ScriptBlockId', 'powershell.file.script_block_id'],
  ['ScriptBlockText', 'powershell.file.script_block_text'],
  ['MessageNumber', 'powershell.sequence'],
  ['MessageTotal', 'powershell.total'],
  ['Path', 'file.path'],
];

/** 4688 and 4689: Windows calls the parent ProcessId. */
const SECURITY_START: readonly (readonly [string, string])[] = [
  ['NewProcessId', 'process.pid'],
  ['NewProcessName', 'process.executable'],
  ['CommandLine', 'process.command_line'],
  ['ProcessId', 'process.parent.pid'],
  ['ParentProcessName', 'process.parent.executable'],
  ['SubjectUserName', 'user.name'],
  ['SubjectDomainName', 'user.domain'],
  ['SubjectLogonId', 'winlog.logon.id'],
];
const SECURITY_END: readonly (readonly [string, string])[] = [
  ['ProcessId', 'process.pid'],
  ['ProcessName', 'process.executable'],
];
const SECURITY_FLOW: readonly (readonly [string, string])[] = [
  ['ProcessID', 'process.pid'],
  ['Application', 'process.executable'],
  ['SourceAddress', 'source.ip'],
  ['SourcePort', 'source.port'],
  ['DestAddress', 'destination.ip'],
  ['DestPort', 'destination.port'],
  ['Protocol', 'network.iana_number'],
];

export const winlogbeatEcsShape: WindowsShape = {
  id: 'winlogbeat-ecs',
  title: 'Winlogbeat (ECS)',
  read(object: JsonObject): WindowsRecord | undefined {
    const eventId = integer(at(object, 'winlog.event_id')) ?? integer(at(object, 'event.code'));
    const provider = text(at(object, 'winlog.provider_name')) ?? text(at(object, 'event.provider'));
    const computer = text(at(object, 'winlog.computer_name')) ?? text(at(object, 'host.name'));
    if (eventId === undefined || provider === undefined || computer === undefined) return undefined;
    return {
      provider,
      eventId,
      channel: text(at(object, 'winlog.channel')) ?? '',
      computer,
      recordId: integer(at(object, 'winlog.record_id')),
      loggedTime: parseTimestamp(text(object['@timestamp']) ?? '')?.time,
      executionPid: integer(at(object, 'winlog.process.pid')) ?? classicPid(object, provider),
      user: text(at(object, 'winlog.user.identifier')) ?? text(at(object, 'user.id')),
      data: eventData(object, provider, eventId),
      message: text(object['message']),
    };
  },
};

/** PowerShell 4103/4104 whose `winlog.process` was dropped may keep the pid at the root. */
function classicPid(object: JsonObject, provider: string): number | undefined {
  return provider.includes('PowerShell') ? integer(at(object, 'process.pid')) : undefined;
}

function eventData(object: JsonObject, provider: string, eventId: number): Readonly<Record<string, string>> {
  const data: Record<string, string> = {};
  const names =
    provider !== 'Microsoft-Windows-Security-Auditing'
      ? COMMON
      : eventId === 4688
        ? SECURITY_START
        : eventId === 4689
          ? SECURITY_END
          : SECURITY_FLOW;
  for (const [name, path] of names) {
    const value = text(at(object, path));
    if (value !== undefined) data[name] = value;
  }
  const user = text(at(object, 'user.name'));
  const domain = text(at(object, 'user.domain'));
  if (user !== undefined) data['User'] = domain === undefined ? user : `${domain}\\${user}`;
  const direction = text(at(object, 'network.direction'));
  if (direction !== undefined) {
    const outward = direction === 'egress' || direction === 'outbound';
    data['Initiated'] = String(outward);
    data['Direction'] = outward ? '%%14593' : '%%14592';
  }
  const sha256 = present(at(object, 'process.hash.sha256'));
  if (sha256 !== undefined) data['Hashes'] = `SHA256=${sha256}`;
  const answers = at(object, 'dns.resolved_ip');
  if (Array.isArray(answers)) data['QueryResults'] = answers.map(String).slice(0, 256).join(';');
  readPowerShell(object, data);
  return data;
}

/** The pipeline splits 4103 into `powershell.command.invocation_details`; the text is put together again. */
function readPowerShell(object: JsonObject, data: Record<string, string>): void {
  const details = at(object, 'powershell.command.invocation_details');
  if (Array.isArray(details)) {
    data['Payload'] = details
      .slice(0, 4096)
      .filter(isObject)
      .map((detail) => {
        const command = text(detail['related_command']) ?? '';
        const value = text(detail['value']) ?? '';
        const name = text(detail['name']);
        return text(detail['type']) === 'ParameterBinding'
          ? `ParameterBinding(${command}): name="${name ?? ''}"; value="${value}"`
          : `CommandInvocation(${command}): "${value}"`;
      })
      .join('\r\n');
  }
  const args = at(object, 'process.args');
  const host =
    text(at(object, 'process.command_line')) ??
    (Array.isArray(args) ? args.map(String).join(' ') : undefined);
  if (host !== undefined) data['HostApplication'] = host;
}
