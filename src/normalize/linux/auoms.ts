/**
 * AUOMS, the audit collector of Microsoft's agents: all records of an event on one line, in the text of a syslog message
 * (`type=AUOMS_EXECVE audit(…): …`). Command line and title stand in it unescaped.
 */
import type { Place } from '../../event/place.ts';
import { canonicalAddress } from '../../event/address.ts';
import { decimalField, rawField, registerField, unquoted } from '../../formats/audit/raw-field.ts';
import type { FieldKey } from '../../formats/audit/raw-field.ts';
import { syscallByName } from '../../formats/audit/audit-syscall.ts';
import type { ReadRecord } from '../product.ts';
import { imagePath, pathKind, setNumber } from './audit-call.ts';
import type { AuditCall, AuditPath, SocketAddress } from './audit-call.ts';
import { readSocketAddress } from './auditd/socket-address.ts';
import { readCall } from './read-call.ts';
import { serialTime } from './serial-time.ts';

const HEAD = /^type=(AUOMS_[A-Z0-9_]{1,40}) audit\((\d{1,11})\.(\d{3}):(\d{1,15})\): /;
/** What the line ends with, behind a value that is not escaped: the last one is the true one. */
const TAIL = ' redactors=';
const LONGEST = 1024 * 1024;
const REGISTERS = [' a0=', ' a1=', ' a2=', ' a3='] as const;

/** Is this a line of AUOMS? */
export function isAuoms(line: string): boolean {
  return line.startsWith('type=AUOMS_') && HEAD.test(line.slice(0, 128));
}

export function readAuoms(
  line: string,
  host: string | undefined,
  fallbackHost: string,
  place: Place,
): ReadRecord {
  const head = HEAD.exec(line.slice(0, 128));
  if (head === null || line.length > LONGEST) {
    const broken = 'a line of AUOMS that is too long or has no head';
    return { kind: 'AUOMS', host, time: undefined, events: [], broken };
  }
  const text = line.slice(head[0].length);
  const time = serialTime(Number(head[2]) * 1000 + Number(head[3]), Number(head[4]));
  const node = unquoted(rawField(text, ' node='))?.toLowerCase() ?? host;
  const name = unquoted(rawField(text, ' syscall='));
  if (name === undefined || syscallByName(name) === undefined) {
    return {
      kind: name === undefined ? `AUOMS ${head[1]}` : 'AUOMS SYSCALL of no use',
      host: node,
      time,
      events: [],
    };
  }
  return readCall(auomsCall(name, text), { writer: 'AUOMS', host: node, fallbackHost, time, place });
}

function auomsCall(name: string, text: string): AuditCall {
  const login = setNumber(unquoted(rawField(text, ' auid=')));
  return {
    name,
    success: rawField(text, ' success=') === undefined ? undefined : rawField(text, ' success=') === 'yes',
    exit: decimalField(text, ' exit='),
    registers: REGISTERS.map((key) => registerField(text, key)),
    pid: decimalField(text, ' pid=') || undefined,
    parentPid: decimalField(text, ' ppid=') || undefined,
    image: imagePath(unquoted(rawField(text, ' exe='))),
    user: unquoted(rawField(text, ' user=')) ?? unquoted(rawField(text, ' uid=')),
    loginUser: login === undefined ? undefined : (unquoted(rawField(text, ' audit_user=')) ?? login),
    session: setNumber(unquoted(rawField(text, ' ses='))),
    cwd: unquoted(rawField(text, ' cwd=')),
    arguments: undefined,
    commandLine: commandLine(text),
    paths: pathList(text),
    address: address(text),
    openFlags: undefined,
  };
}

/** Everything between the first quote and the one before what ends the line: quotes inside are not escaped. */
function commandLine(text: string): string | undefined {
  const start = text.indexOf(' cmdline=');
  if (start < 0) return undefined;
  const rest = text.slice(start + 9);
  const end = rest.lastIndexOf(TAIL);
  const value = rest.slice(0, end < 0 ? undefined : end).trimEnd();
  const isQuoted = value.length > 1 && value.startsWith('"') && value.endsWith('"');
  return (isQuoted ? value.slice(1, -1) : value) || undefined;
}

function pathList(text: string): readonly AuditPath[] {
  const names = jsonList(text, ' path_name=');
  const kinds = jsonList(text, ' path_nametype=');
  return names.map((name, index) => ({ name, kind: pathKind(kinds[index]) }));
}

function jsonList(text: string, key: FieldKey): readonly string[] {
  const start = text.indexOf(`${key}[`);
  const end = start < 0 ? -1 : text.indexOf(']', start);
  if (end < 0 || end - start > 65_536) return [];
  try {
    const list: unknown = JSON.parse(text.slice(start + key.length, end + 1));
    return Array.isArray(list) ? list.slice(0, 64).map((item) => (typeof item === 'string' ? item : '')) : [];
  } catch {
    return [];
  }
}

/** Hexadecimal as the kernel has it, or interpreted: `saddr="inet host:192.0.2.1 serv:443"`. */
function address(text: string): SocketAddress | undefined {
  const raw = unquoted(rawField(text, ' saddr_r=')) ?? unquoted(rawField(text, ' saddr='));
  if (raw === undefined) return undefined;
  const told = /host:(\S{2,64}) serv:(\d{1,5})/.exec(raw);
  if (told === null) return readSocketAddress(raw);
  const canonical = canonicalAddress(told[1] ?? '');
  return canonical === undefined
    ? undefined
    : { family: 'internet', address: canonical, port: Number(told[2]) };
}
