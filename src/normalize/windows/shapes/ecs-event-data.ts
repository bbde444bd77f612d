/**
 * Elastic's ingest pipelines move an event's own fields to ECS names. Here they get back the names Windows uses, so that
 * one mapping serves every shape.
 */
import { present } from '../field.ts';
import type { JsonObject } from '../../json-object.ts';
import { at, isObject, text } from '../../json-object.ts';

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
  ['SourceHostname', 'source.domain'],
  ['QueryName', 'dns.question.name'],
  ['TargetFilename', 'file.path'],
  ['ImageLoaded', 'file.path'],
  ['ImageLoaded', 'dll.path'],
  ['Signature', 'file.code_signature.subject_name'],
  ['SignatureStatus', 'file.code_signature.status'],
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
  ['Protocol', 'network.transport'],
];

/** Roots under which the pipelines put what they moved. */
const ROOTS = ['process', 'source', 'destination', 'network', 'dns', 'file', 'powershell', 'user'];

/** Has a pipeline been at work here? Winlogbeat itself writes none of these. */
export function hasEcsFields(object: JsonObject): boolean {
  return ROOTS.some((root) => isObject(object[root]));
}

/** EventData of a document as Windows names it, as far as its ECS fields tell. */
export function ecsEventData(
  object: JsonObject,
  provider: string,
  eventId: number,
): Readonly<Record<string, string>> {
  const data: Record<string, string> = {};
  for (const [name, path] of namesOf(provider, eventId)) {
    const value = text(at(object, path));
    if (value !== undefined) data[name] ??= value;
  }
  const user = text(at(object, 'user.name'));
  const domain = text(at(object, 'user.domain'));
  if (user !== undefined) data['User'] = domain === undefined ? user : `${domain}\\${user}`;
  readDirection(object, data);
  const sha256 = present(at(object, 'process.hash.sha256'));
  if (sha256 !== undefined) data['Hashes'] = `SHA256=${sha256}`;
  const signed = present(at(object, 'file.code_signature.signed'));
  if (signed !== undefined) data['Signed'] = signed;
  readAnswers(object, data);
  readPowerShell(object, data);
  return data;
}

function namesOf(provider: string, eventId: number): readonly (readonly [string, string])[] {
  if (provider !== 'Microsoft-Windows-Security-Auditing') return COMMON;
  if (eventId === 4688) return SECURITY_START;
  return eventId === 4689 ? SECURITY_END : SECURITY_FLOW;
}

const OUTWARD = ['egress', 'outbound'];
const INWARD = ['ingress', 'inbound'];

/** Processors that know the site's networks write `internal`, `external` or `unknown` here: no answer for this host. */
function readDirection(object: JsonObject, data: Record<string, string>): void {
  const direction = text(at(object, 'network.direction')) ?? '';
  const outward = OUTWARD.includes(direction);
  if (!outward && !INWARD.includes(direction)) return;
  data['Initiated'] = String(outward);
  data['Direction'] = outward ? '%%14593' : '%%14592';
}

const MOST_ANSWERS = 256;

function readAnswers(object: JsonObject, data: Record<string, string>): void {
  const answers = at(object, 'dns.answers');
  const resolved = at(object, 'dns.resolved_ip');
  const entries: string[] = [];
  for (const answer of Array.isArray(answers) ? answers.slice(0, MOST_ANSWERS) : []) {
    const value = isObject(answer) ? text(answer['data']) : undefined;
    if (value !== undefined && isObject(answer))
      entries.push(answer['type'] === 'CNAME' ? `type:  5 ${value}` : value);
  }
  if (Array.isArray(resolved)) entries.push(...resolved.slice(0, MOST_ANSWERS).map(String));
  if (entries.length > 0) data['QueryResults'] = entries.join(';');
}

/** The pipeline splits 4103 into `powershell.command.invocation_details`; the text is put together again. */
function readPowerShell(object: JsonObject, data: Record<string, string>): void {
  const details = at(object, 'powershell.command.invocation_details');
  if (Array.isArray(details)) {
    data['Payload'] = details
      .slice(0, 4096)
      .filter(isObject)
      .map((detail) => {
        const head = `${text(detail['type']) ?? 'CommandInvocation'}(${text(detail['related_command']) ?? ''})`;
        const value = quoted(text(detail['value']));
        const name = text(detail['name']);
        return name === undefined ? `${head}: ${value}` : `${head}: name=${quoted(name)}; value=${value}`;
      })
      .join('\r\n');
  }
  const args = at(object, 'process.args');
  const host =
    text(at(object, 'process.command_line')) ??
    (Array.isArray(args) ? args.map(String).join(' ') : undefined);
  if (host !== undefined) data['HostApplication'] = host;
}

/** Pipelines differ in whether they leave the record's own quotes in place. */
function quoted(value: string | undefined): string {
  if (value === undefined) return '""';
  return value.length > 1 && value.startsWith('"') && value.endsWith('"') ? value : `"${value}"`;
}
