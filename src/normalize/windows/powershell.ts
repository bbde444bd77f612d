/** PowerShell's own logs: 4104 blocks, 4103 bindings, and the classic log's 400 and 800 (windows.md section 5). */
import type { EventBase, ScriptText, TelemetryEvent } from '../../event/event.ts';
import type { Place } from '../../event/place.ts';
import type { WindowsRecord } from '../../formats/windows-record.ts';
import { eventTime } from './clock.ts';
import { field, integer, present, processId } from './field.ts';
import { text } from '../json-object.ts';
import type { WindowsProvider } from './provider.ts';

/** One record holds less than 32 KiB in practice; a hostile one is cut here. */
const LONGEST_TEXT = 1_048_576;

export const powershellProvider: WindowsProvider = {
  id: 'powershell',
  names: ['Microsoft-Windows-PowerShell', 'PowerShellCore', 'PowerShell'],
  eventIds: [400, 800, 4103, 4104],
  normalize(record: WindowsRecord, host: string, place: Place): TelemetryEvent | undefined {
    const time = eventTime(record.loggedTime, undefined);
    if (time === undefined) return undefined;
    const base: EventBase = { host, time, sensor: 'powershell', code: record.eventId, place };
    if (record.eventId === 4104) return block(record, base);
    if (record.eventId === 4103) return bindings(record, base);
    return classic(record, base);
  },
};

function script(record: WindowsRecord, base: EventBase): Omit<ScriptText, 'form' | 'text'> {
  return {
    kind: 'script',
    ...base,
    uid: undefined,
    // Unlike Security and Sysmon, these events are logged by the very process that runs the script.
    pid: processId(record.executionPid),
    image: undefined,
    language: 'powershell',
    blockId: undefined,
    part: 1,
    parts: 1,
    path: undefined,
    user: present(record.user),
  };
}

/** `Creating Scriptblock text (1 of 9):\r\n…\r\n\r\nScriptBlock ID: …\r\nPath: …`; the words are localised. */
const MESSAGE_HEAD = /^[^\n(]{0,80}\((\d{1,4}) [^\d\s]{1,12} (\d{1,4})\)[^\n]{0,8}\r?\n/;
const BLOCK_ID = /[0-9a-fA-F]{8}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{12}/;

function block(record: WindowsRecord, base: EventBase): ScriptText | undefined {
  const id = field(record, 'ScriptBlockId');
  if (id === undefined) return blockFromMessage(record, base);
  const parts = Math.max(1, integer(record.data['MessageTotal']) ?? 1);
  return {
    ...script(record, base),
    form: 'block',
    blockId: id.toLowerCase(),
    part: Math.max(1, integer(record.data['MessageNumber']) ?? 1),
    parts,
    text: (text(record.data['ScriptBlockText']) ?? '').slice(0, LONGEST_TEXT),
    path: field(record, 'Path'),
  };
}

/** Some shippers drop the fields of the first parts of a block and keep only the rendered message. */
function blockFromMessage(record: WindowsRecord, base: EventBase): ScriptText | undefined {
  const message = record.message?.slice(0, LONGEST_TEXT);
  const head = message === undefined ? null : MESSAGE_HEAD.exec(message);
  if (message === undefined || head === null) return undefined;
  // Whichever line ends the shipper left: the last empty line comes before the block's id.
  const tail = Math.max(message.lastIndexOf('\r\n\r\n'), message.lastIndexOf('\n\n'));
  if (tail < head[0].length) return undefined;
  const id = BLOCK_ID.exec(message.slice(tail, tail + 400))?.[0];
  if (id === undefined) return undefined;
  const path = /\r?\n[^\r\n:]{1,20}:[ \t]*(\S[^\r\n]{0,1000})$/.exec(message.slice(tail + 4).trimEnd())?.[1];
  return {
    ...script(record, base),
    form: 'block',
    blockId: id.toLowerCase(),
    part: Number(head[1]),
    parts: Math.max(1, Number(head[2])),
    text: message.slice(head[0].length, tail),
    path: path !== undefined && !BLOCK_ID.test(path) ? path : undefined,
  };
}

function bindings(record: WindowsRecord, base: EventBase): ScriptText | undefined {
  const payload = field(record, 'Payload') ?? field(record, 'param3') ?? payloadOfMessage(record.message);
  return payload === undefined
    ? undefined
    : { ...script(record, base), form: 'bindings', text: payload.slice(0, LONGEST_TEXT) };
}

/** 4103's message begins with the payload; two empty lines follow, then the context in the language of the system. */
function payloadOfMessage(message: string | undefined): string | undefined {
  const text = message?.slice(0, LONGEST_TEXT);
  const end = text === undefined ? -1 : text.search(/\r?\n\r?\n\r?\n/);
  return text === undefined || end <= 0 ? undefined : text.slice(0, end);
}

/**
 * The classic log names no process (its Execution pid is 0). What it has is the command line of the host process, by
 * which the core finds the process again.
 */
function classic(record: WindowsRecord, base: EventBase): ScriptText | undefined {
  const text = hostApplication(record);
  return text === undefined
    ? undefined
    : { ...script(record, base), pid: undefined, form: 'host-application', text };
}

const HOST_APPLICATION = /(?:^|[\n\t ])HostApplication=([^\r\n]{1,32768})/;

function hostApplication(record: WindowsRecord): string | undefined {
  const own = field(record, 'HostApplication');
  if (own !== undefined) return own.slice(0, 32_768);
  for (const place of [record.data['param3'], record.data['param2'], record.message]) {
    if (typeof place !== 'string') continue;
    const found = HOST_APPLICATION.exec(place.slice(0, LONGEST_TEXT))?.[1]?.trim();
    if (found !== undefined && found !== '') return found;
  }
  return undefined;
}
