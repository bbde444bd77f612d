/** LAUREL: one JSON object for each event of the Linux audit system (threathunters-io/laurel, json-format.md). */
import type { Place } from '../../event/place.ts';
import { syscallByName, syscallByNumber, syscallOfUring } from '../../formats/audit/audit-syscall.ts';
import type { JsonObject } from '../json-object.ts';
import { isObject, text } from '../json-object.ts';
import { forwardedHost } from '../macos/sensor-host.ts';
import type { JsonProduct, ReadRecord } from '../product.ts';
import { imagePath, pathKind, setNumber } from './audit-call.ts';
import type { AuditCall, AuditPath, SocketAddress } from './audit-call.ts';
import { readNotice } from './auditd/audit-notice.ts';
import { readSocketAddress } from './auditd/socket-address.ts';
import { decodePercent, percentBytes } from './percent-text.ts';
import { auditBase, readCall } from './read-call.ts';
import type { CallSource } from './read-call.ts';
import { serialTime } from './serial-time.ts';

const ID = /^(\d{1,11})\.(\d{3}):(\d{1,15})$/;
const TYPE = /^[A-Z][A-Z0-9_]{1,39}$/;
const MOST_ARGUMENTS = 65_536;
const MOST_PATHS = 64;

export const laurelProduct: JsonProduct = {
  id: 'laurel',
  title: 'LAUREL',
  knows: (record) => {
    const id = record['ID'];
    return typeof id === 'string' && id.length < 32 && ID.test(id);
  },
  open:
    ({ fallbackHost }) =>
    (record, place) =>
      readLaurel(record, place, fallbackHost),
};

function readLaurel(record: JsonObject, place: Place, fallbackHost: string): ReadRecord {
  const id = ID.exec(text(record['ID']) ?? '');
  const time = serialTime(Number(id?.[1]) * 1000 + Number(id?.[2]), Number(id?.[3]));
  const host = text(record['NODE'])?.toLowerCase() ?? forwardedHost(record);
  const source: CallSource = { writer: 'LAUREL', host, fallbackHost, time, place };
  const main = isObject(record['SYSCALL']) ? record['SYSCALL'] : first(record['URINGOP']);
  if (main !== undefined) {
    const name = callName(main);
    return name === undefined
      ? { kind: 'LAUREL SYSCALL of no use', host, time, events: [] }
      : readCall(readLaurelCall(name, main, record), source);
  }
  for (const [type, value] of Object.entries(record)) {
    if (!TYPE.test(type) || type === 'ID' || type === 'NODE') continue;
    const fields = first(value);
    const notice = fields === undefined ? undefined : readNotice(type, fieldText(fields));
    const events =
      notice === undefined ? [] : [{ kind: 'health', ...auditBase(source, type), ...notice } as const];
    return { kind: `LAUREL ${type}`, host, time, events };
  }
  return { kind: 'LAUREL other', host, time, events: [] };
}

function callName(main: JsonObject): string | undefined {
  const operation = main['uring_op'];
  if (operation !== undefined) return syscallOfUring(Number(operation))?.name;
  const named = text(main['SYSCALL']);
  if (named !== undefined) return syscallByName(named)?.name;
  const number = Number(text(main['syscall']));
  return syscallByNumber(Number(text(main['arch'])), number, () => registers(main)[0])?.name;
}

function readLaurelCall(name: string, main: JsonObject, record: JsonObject): AuditCall {
  const success = text(main['success']);
  const execve = first(record['EXECVE']);
  const login = setNumber(text(main['auid']));
  const exe = main['exe'];
  return {
    name,
    success: success === undefined ? undefined : success === 'yes',
    exit: integer(main['exit']),
    registers: registers(main),
    pid: positive(main['pid']),
    parentPid: positive(main['ppid']),
    image: typeof exe === 'string' && exe !== '' ? imagePath(decodePercent(exe)) : undefined,
    user: userName(main['UID']) ?? text(main['uid']),
    loginUser: login === undefined ? undefined : (userName(main['AUID']) ?? login),
    session: setNumber(text(main['ses'])),
    cwd: decoded(first(record['CWD'])?.['cwd']),
    arguments: words(execve?.['ARGV']),
    commandLine: decoded(execve?.['ARGV_STR']),
    paths: paths(record['PATH']),
    address: address(first(record['SOCKADDR'])),
    openFlags: integer(first(record['OPENAT2'])?.['oflag']),
  };
}

/** What LAUREL calls `ARGV` of SYSCALL are the registers. */
function registers(main: JsonObject): (number | undefined)[] {
  const list = main['ARGV'];
  if (!Array.isArray(list)) return [];
  return list.slice(0, 4).map((value) => {
    const digits = typeof value === 'string' ? /^0x([0-9a-fA-F]{1,16})$/.exec(value)?.[1] : undefined;
    return digits === undefined ? undefined : Number.parseInt(digits.slice(-8), 16);
  });
}

function words(list: unknown): readonly string[] | undefined {
  if (!Array.isArray(list)) return undefined;
  return list.slice(0, MOST_ARGUMENTS).map((word) => (typeof word === 'string' ? decodePercent(word) : ''));
}

function paths(list: unknown): readonly AuditPath[] {
  if (!Array.isArray(list)) return [];
  const items = list.slice(0, MOST_PATHS).filter(isObject);
  items.sort((a, b) => (integer(a['item']) ?? 0) - (integer(b['item']) ?? 0));
  return items.map((item) => ({
    name: decoded(item['name']) ?? '',
    kind: pathKind(text(item['nametype']) ?? text(item['objtype'])),
  }));
}

function address(fields: JsonObject | undefined): SocketAddress | undefined {
  const saddr = fields?.['saddr'];
  if (typeof saddr !== 'string' || saddr.length > 4_096) return undefined;
  const digits = /^0x([0-9a-fA-F]+)$/.exec(saddr)?.[1] ?? percentBytes(saddr).toString('hex');
  return readSocketAddress(digits);
}

/** Records of most types come as a list. */
function first(value: unknown): JsonObject | undefined {
  const item: unknown = Array.isArray(value) ? value[0] : value;
  return isObject(item) ? item : undefined;
}

function userName(value: unknown): string | undefined {
  return typeof value !== 'string' || value === '' || value === 'unset' || value.startsWith('unknown(')
    ? undefined
    : value;
}

function decoded(value: unknown): string | undefined {
  return typeof value === 'string' && value !== '' ? decodePercent(value) : undefined;
}

/** Numbers; hexadecimal and octal ones say so. */
function integer(value: unknown): number | undefined {
  const number =
    typeof value === 'number'
      ? value
      : typeof value === 'string' && value !== ''
        ? Number(value)
        : Number.NaN;
  return Number.isSafeInteger(number) ? number : undefined;
}

function positive(value: unknown): number | undefined {
  const number = integer(value);
  return number === undefined || number <= 0 ? undefined : number;
}

/** As auditd would have written it, for what a record tells of the audit system itself. */
function fieldText(fields: JsonObject): string {
  return Object.entries(fields)
    .slice(0, 32)
    .map(([name, value]) => `${name}=${text(value)?.replaceAll(' ', '_').slice(0, 200) ?? '(null)'}`)
    .join(' ');
}
