import { canonicalAddress } from '../../event/address.ts';
import { ecsText, ecsValue } from '../elastic/ecs-field.ts';
import type { JsonObject } from '../json-object.ts';
import { at, isObject, text } from '../json-object.ts';
import { portNumber, textList, wholeNumber } from '../loose-value.ts';
import { imagePath, pathKind, setNumber } from './audit-call.ts';
import type { AuditCall, AuditPath, SocketAddress } from './audit-call.ts';

const MOST_ARGUMENTS = 65_536;
const MOST_PATHS = 64;
/** Auditbeat writes the name of an error where the kernel has its number. */
const ERRORS: Readonly<Record<string, number>> = {
  EINTR: -4,
  EISCONN: -106,
  EALREADY: -114,
  EINPROGRESS: -115,
};
const OTHER_ERROR = -1;

/** The call of a document of Auditbeat's auditd module, all versions since 6.0. */
export function auditbeatCall(document: JsonObject, name: string): AuditCall {
  const result = ecsText(document, 'auditd.result') ?? ecsText(document, 'event.outcome');
  const login = setNumber(ecsText(document, 'user.audit.id') ?? ecsText(document, 'user.auid'));
  return {
    name,
    success: result === undefined ? undefined : result === 'success',
    exit: exitValue(ecsText(document, 'auditd.data.exit')),
    registers: ['a0', 'a1', 'a2', 'a3'].map((register) =>
      registerValue(ecsText(document, `auditd.data.${register}`)),
    ),
    pid: processId(document, 'process.pid'),
    parentPid: processId(document, 'process.parent.pid') ?? processId(document, 'process.ppid'),
    image: imagePath(ecsText(document, 'process.executable') ?? ecsText(document, 'process.exe')),
    user:
      ecsText(document, 'user.name') ??
      ecsText(document, 'user.name_map.uid') ??
      ecsText(document, 'user.id') ??
      ecsText(document, 'user.uid'),
    loginUser:
      login === undefined
        ? undefined
        : (ecsText(document, 'user.audit.name') ?? ecsText(document, 'user.name_map.auid') ?? login),
    session: setNumber(ecsText(document, 'auditd.session')),
    cwd: ecsText(document, 'process.working_directory') ?? ecsText(document, 'process.cwd'),
    arguments: argumentList(document),
    commandLine: undefined,
    paths: pathList(document),
    address: socketAddress(document, name),
    openFlags: undefined,
  };
}

function argumentList(document: JsonObject): readonly string[] | undefined {
  const words = textList(at(document, 'process.args'), MOST_ARGUMENTS);
  return words?.length === 0 ? undefined : words;
}

function exitValue(exit: string | undefined): number | undefined {
  if (exit === undefined) return undefined;
  if (/^-?\d{1,10}$/.test(exit)) return Number(exit);
  return /^E[A-Z0-9]{2,20}$/.test(exit) ? (ERRORS[exit] ?? OTHER_ERROR) : undefined;
}

function registerValue(digits: string | undefined): number | undefined {
  return digits !== undefined && /^[0-9a-fA-F]{1,16}$/.test(digits)
    ? Number.parseInt(digits.slice(-8), 16)
    : undefined;
}

function processId(document: JsonObject, path: string): number | undefined {
  return wholeNumber(ecsValue(document, path)) || undefined;
}

function pathList(document: JsonObject): readonly AuditPath[] {
  const list = at(document, 'auditd.paths') ?? at(document, 'auditd.data.paths');
  if (!Array.isArray(list)) return [];
  const items = list.slice(0, MOST_PATHS).filter(isObject);
  items.sort((a, b) => (wholeNumber(a['item']) ?? 0) - (wholeNumber(b['item']) ?? 0));
  return items.map((item) => ({ name: text(item['name']) ?? '', kind: pathKind(text(item['nametype'])) }));
}

/** The remote end: the destination of a connect, the source of an accept, else the socket's own fields. */
function socketAddress(document: JsonObject, name: string): SocketAddress | undefined {
  const side = name.startsWith('accept') ? 'source' : 'destination';
  const told =
    ecsText(document, `${side}.ip`) ??
    ecsText(document, 'auditd.data.socket.addr') ??
    ecsText(document, 'auditd.data.socket_addr') ??
    ecsText(document, 'auditd.data.addr');
  const family =
    ecsText(document, 'auditd.data.socket.family') ?? ecsText(document, 'auditd.data.socket_family');
  const address = canonicalAddress(told ?? '');
  if (address === undefined) {
    const isOther =
      (family !== undefined && !family.startsWith('ip')) || ecsText(document, `${side}.path`) !== undefined;
    return isOther ? { family: 'other', address: '', port: 0 } : undefined;
  }
  const port =
    ecsValue(document, `${side}.port`) ??
    ecsValue(document, 'auditd.data.socket.port') ??
    ecsValue(document, 'auditd.data.socket_port');
  return { family: 'internet', address, port: portNumber(port) };
}
