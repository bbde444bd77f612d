/** Rendered messages, for the shapes that carry them; in the oldest the subject's pid survives nowhere else. */
import type { ScriptPart } from '../../timeline.ts';

type Data = Readonly<Record<string, string>>;

/** Sysmon's message lists every field on its own line. */
export function sysmonMessage(title: string, data: Data): string {
  return [`${title}:`, ...Object.entries(data).map(([name, value]) => `${name}: ${value}`)].join('\r\n');
}

function lines(...parts: readonly string[]): string {
  return parts.join('\r\n');
}

function subjectLines(title: string, data: Data, prefix: string): readonly string[] {
  return [
    `${title}:`,
    `\tSecurity ID:\t\t${data[`${prefix}UserSid`] ?? '-'}`,
    `\tAccount Name:\t\t${data[`${prefix}UserName`] ?? '-'}`,
    `\tAccount Domain:\t\t${data[`${prefix}DomainName`] ?? '-'}`,
    `\tLogon ID:\t\t${(data[`${prefix}LogonId`] ?? '0x0').replace(/^0x/, '').toUpperCase().replace(/^/, '0x')}`,
    '',
  ];
}

/** Message of 4688. */
export function launchMessage(data: Data): string {
  return lines(
    'A new process has been created.',
    '',
    ...subjectLines('Creator Subject', data, 'Subject'),
    ...subjectLines('Target Subject', data, 'Target'),
    'Process Information:',
    `\tNew Process ID:\t\t${data['NewProcessId'] ?? ''}`,
    `\tNew Process Name:\t${data['NewProcessName'] ?? ''}`,
    `\tToken Elevation Type:\t${data['TokenElevationType'] ?? ''}`,
    `\tMandatory Label:\t\t${data['MandatoryLabel'] ?? ''}`,
    `\tCreator Process ID:\t${data['ProcessId'] ?? ''}`,
    `\tCreator Process Name:\t${data['ParentProcessName'] ?? ''}`,
    `\tProcess Command Line:\t${data['CommandLine'] ?? ''}`,
  );
}

/** Message of 4689. */
export function exitMessage(data: Data): string {
  return lines(
    'A process has exited.',
    '',
    ...subjectLines('Subject', data, 'Subject'),
    'Process Information:',
    `\tProcess ID:\t${data['ProcessId'] ?? ''}`,
    `\tProcess Name:\t${data['ProcessName'] ?? ''}`,
    `\tExit Status:\t${data['Status'] ?? ''}`,
  );
}

/** Message of 5156. */
export function connectionMessage(data: Data): string {
  const outbound = data['Direction'] === '%%14593';
  return lines(
    'The Windows Filtering Platform has permitted a connection.',
    '',
    'Application Information:',
    `\tProcess ID:\t\t${data['ProcessID'] ?? ''}`,
    `\tApplication Name:\t${data['Application'] ?? ''}`,
    '',
    'Network Information:',
    `\tDirection:\t\t${outbound ? 'Outbound' : 'Inbound'}`,
    `\tSource Address:\t\t${data['SourceAddress'] ?? ''}`,
    `\tSource Port:\t\t${data['SourcePort'] ?? ''}`,
    `\tDestination Address:\t${data['DestAddress'] ?? ''}`,
    `\tDestination Port:\t\t${data['DestPort'] ?? ''}`,
    `\tProtocol:\t\t${data['Protocol'] ?? ''}`,
    '',
    'Filter Information:',
    `\tFilter Run-Time ID:\t${data['FilterRTID'] ?? ''}`,
    `\tLayer Name:\t\t${outbound ? 'Connect' : 'Receive/Accept'}`,
    `\tLayer Run-Time ID:\t${data['LayerRTID'] ?? ''}`,
  );
}

/** Message of 4104. */
export function scriptMessage(part: ScriptPart, total: number, blockId: string, path: string): string {
  const head = `Creating Scriptblock text (${part.number} of ${total}):`;
  return lines(head, part.text, '', `ScriptBlock ID: ${blockId}`, `Path: ${path}`);
}

/** Message of 4103. */
export function bindingsMessage(payload: string, context: string): string {
  return `${payload}\r\n\r\nContext:\r\n${context}\r\n\r\nUser Data:\r\n\r\n`;
}

/** Message of 400. */
export function engineMessage(details: string): string {
  return `Engine state is changed from None to Available. \r\n\r\nDetails: \r\n${details}`;
}

/** Message of 800. */
export function pipelineMessage(commandLine: string, context: string, details: string): string {
  return `Pipeline execution details for command line: ${commandLine}. \r\n\r\nContext Information: \r\n${context}\r\n\r\nDetails: \r\n${details}`;
}
