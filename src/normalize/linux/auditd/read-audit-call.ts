import type { AuditGroup, AuditRecord } from '../../../formats/audit/audit-group.ts';
import { decimalField, rawField, registerField, unquoted } from '../../../formats/audit/raw-field.ts';
import type { FieldKey } from '../../../formats/audit/raw-field.ts';
import { callOf, gateUring } from '../../../formats/audit/syscall-gate.ts';
import { imagePath, pathKind, setNumber } from '../audit-call.ts';
import type { AuditCall, AuditPath, SocketAddress } from '../audit-call.ts';
import { textField } from './audit-value.ts';
import { readArguments } from './execve-arguments.ts';
import { readSocketAddress } from './socket-address.ts';

const NOTHING: readonly AuditPath[] = [];

/** The call of a group, `undefined` where its SYSCALL is missing or of no use. */
export function readAuditCall(group: AuditGroup): AuditCall | undefined {
  const main = group.records.find(({ type }) => type === 'SYSCALL' || type === 'URINGOP');
  if (main === undefined) return undefined;
  const { text } = main;
  const syscall = main.type === 'SYSCALL' ? callOf(text) : gateUring(text);
  if (typeof syscall === 'string') return undefined;
  const names = enrichedPart(text);
  const success = unquoted(rawField(text, ' success='));
  return {
    name: syscall.name,
    success: success === undefined ? undefined : success === 'yes',
    exit: decimalField(text, ' exit='),
    registers: main.type === 'SYSCALL' ? REGISTERS.map((name) => registerField(text, name)) : [],
    pid: processId(decimalField(text, ' pid=')),
    parentPid: processId(decimalField(text, ' ppid=')),
    image: imagePath(textField(text, ' exe=')),
    user: userName(names, ' UID=') ?? unquoted(rawField(text, ' uid=')),
    loginUser: loginUser(text, names),
    session: setNumber(unquoted(rawField(text, ' ses='))),
    ...detailsOf(group.records),
  };
}

const REGISTERS = [' a0=', ' a1=', ' a2=', ' a3='] as const;

function processId(pid: number | undefined): number | undefined {
  return pid === undefined || pid <= 0 ? undefined : pid;
}

function loginUser(text: string, names: string): string | undefined {
  const number = setNumber(unquoted(rawField(text, ' auid=')));
  return number === undefined ? undefined : (userName(names, ' AUID=') ?? number);
}

/** A name that the host could not find is written as `unknown(1001)`. */
function userName(names: string, key: FieldKey): string | undefined {
  if (names === '') return undefined;
  const name = unquoted(rawField(names, key));
  return name === undefined || name === 'unset' || name.startsWith('unknown(') ? undefined : name;
}

/**
 * The fields that an enriched log adds, in capitals. Copies of logs often lost the byte in front of them, so that the
 * first is glued to the last field of the kernel.
 */
export function enrichedPart(text: string): string {
  const mark = text.indexOf('\u001d');
  if (mark >= 0) return text.slice(mark + 1);
  const first = text.lastIndexOf('ARCH=');
  return first < 0 ? '' : text.slice(first);
}

interface Details {
  readonly cwd: string | undefined;
  readonly arguments: readonly string[] | undefined;
  readonly commandLine: undefined;
  readonly paths: readonly AuditPath[];
  readonly address: SocketAddress | undefined;
  readonly openFlags: number | undefined;
}

function detailsOf(records: readonly AuditRecord[]): Details {
  let cwd: string | undefined;
  let address: SocketAddress | undefined;
  let openFlags: number | undefined;
  const execve: string[] = [];
  const paths: { readonly item: number; readonly path: AuditPath }[] = [];
  for (const { type, text } of records) {
    if (type === 'CWD') cwd = textField(text, ' cwd=');
    else if (type === 'EXECVE') execve.push(text);
    else if (type === 'SOCKADDR') address = readSocketAddress(addressDigits(text));
    else if (type === 'OPENAT2') openFlags = octal(rawField(text, ' oflag='));
    else if (type === 'PATH') paths.push({ item: decimalField(text, ' item=') ?? 0, path: readPath(text) });
  }
  paths.sort((a, b) => a.item - b.item);
  return {
    cwd,
    arguments: readArguments(execve),
    commandLine: undefined,
    paths: paths.length === 0 ? NOTHING : paths.map(({ path }) => path),
    address,
    openFlags,
  };
}

function readPath(text: string): AuditPath {
  const kind = unquoted(rawField(text, ' nametype=')) ?? unquoted(rawField(text, ' objtype='));
  return { name: textField(text, ' name=') ?? '', kind: pathKind(kind?.replace(/OUID=.*$/, '')) };
}

/** Without what a lost separator glued to it: `saddr=0200…SADDR={ … }`. */
function addressDigits(text: string): string {
  const value = unquoted(rawField(text, ' saddr=')) ?? '';
  const glued = value.indexOf('SADDR');
  return glued < 0 ? value : value.slice(0, glued);
}

function octal(digits: string | undefined): number | undefined {
  return digits !== undefined && /^0?[0-7]{1,12}$/.test(digits) ? Number.parseInt(digits, 8) : undefined;
}
