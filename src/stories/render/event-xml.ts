/**
 * Event XML as Windows renders it: one element a line, attributes in single quotes (`wevtutil`, WEF, Splunk).
 * Imitates Splunk's attack data for certutil (Sysmon 1 of 2021).
 */
import type { Renderer } from './renderer.ts';
import type { StoryRecord } from './windows/story-record.ts';
import { systemTime } from './windows/time-text.ts';
import { lineShape, windowsRenderer } from './windows/windows-renderer.ts';

const NAMESPACE = 'http://schemas.microsoft.com/win/2004/08/events/event';

/** One event as one line of XML. */
export function eventXmlLine(record: StoryRecord): string {
  const guid = record.providerGuid === undefined ? '' : ` Guid='${record.providerGuid}'`;
  const eventId = record.classic
    ? `<EventID Qualifiers='0'>${record.eventId}</EventID>`
    : `<EventID>${record.eventId}</EventID>`;
  const time = systemTime(record.loggedTime, record.recordId * 7919);
  const activity = record.activityId === undefined ? '' : ` ActivityID='${record.activityId}'`;
  const user = record.user === undefined ? '' : ` UserID='${record.user}'`;
  const system = [
    `<Provider Name='${escapeXml(record.provider)}'${guid}/>`,
    eventId,
    `<Version>${record.version}</Version><Level>${record.level}</Level><Task>${record.task}</Task>`,
    `<Opcode>${record.opcode}</Opcode><Keywords>0x${record.keywords.toString(16)}</Keywords>`,
    `<TimeCreated SystemTime='${time}'/><EventRecordID>${record.recordId}</EventRecordID>`,
    `<Correlation${activity}/><Execution ProcessID='${record.executionPid}' ThreadID='${record.threadId}'/>`,
    `<Channel>${escapeXml(record.channel)}</Channel><Computer>${escapeXml(record.computer)}</Computer>`,
    `<Security${user}/>`,
  ].join('');
  const data = Object.entries(record.data)
    .map(([name, value]) => `<Data${record.classic ? '' : ` Name='${name}'`}>${escapeXml(value)}</Data>`)
    .join('');
  return `<Event xmlns='${NAMESPACE}'><System>${system}</System><EventData>${data}</EventData></Event>\n`;
}

/** Line breaks are written as character references, as Windows does, so that one event stays on one line. */
function escapeXml(text: string): string {
  return text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('\r', '&#xD;')
    .replaceAll('\n', '&#xA;')
    .replaceAll('\t', '&#x9;');
}

export const eventXml: Renderer = windowsRenderer({
  id: 'event-xml',
  title: 'Windows Event XML',
  shape: lineShape('.xml', eventXmlLine),
});
