import type { AuditGroup, AuditRecord } from '../../../formats/audit/audit-group.ts';
import { FieldCursor } from '../../../formats/audit/field-cursor.ts';
import { decimalField, rawField, unquoted } from '../../../formats/audit/raw-field.ts';
import { callOf, gateUring } from '../../../formats/audit/syscall-gate.ts';
import { imagePath, pathKind, setNumber } from '../audit-call.ts';
import type { AuditCall, AuditPath, SocketAddress } from '../audit-call.ts';
import { decodeText, textField } from './audit-value.ts';
import { readArguments } from './execve-arguments.ts';
import type { KnownTexts } from './known-texts.ts';
import { readSocketAddress } from './socket-address.ts';

const NOTHING: readonly AuditPath[] = [];

/**
 * The call of a group, `undefined` where its SYSCALL is missing or of no use. What repeats from record to record goes
 * through `texts`: a piece of a record's text would keep all of it in memory.
 */
export function readAuditCall(group: AuditGroup, texts: KnownTexts): AuditCall | undefined {
  const main = group.records.find(({ type }) => type === 'SYSCALL' || type === 'URINGOP');
  if (main === undefined) return undefined;
  const { text } = main;
  const syscall = main.type === 'SYSCALL' ? callOf(text) : gateUring(text);
  if (typeof syscall === 'string') return undefined;
  // In the order of the kernel.
  const fields = new FieldCursor(text);
  const success = fields.text(' success=');
  const exit = fields.decimal(' exit=');
  const registers = syscall.role === 'exec' ? NO_REGISTERS : REGISTERS.map((key) => fields.register(key));
  const parentPid = processId(fields.decimal(' ppid='));
  const pid = processId(fields.decimal(' pid='));
  const login = setNumber(fields.text(' auid='));
  const userNumber = fields.text(' uid=');
  const session = setNumber(fields.text(' ses='));
  const image = imagePath(decodeText(fields.raw(' exe=')));
  const names = new FieldCursor(enrichedPart(text));
  const loginName = login === undefined ? undefined : (userName(names.text(' AUID=')) ?? login);
  const user = userName(names.text(' UID=')) ?? userNumber;
  return {
    name: syscall.name,
    success: success === undefined ? undefined : success === 'yes',
    exit,
    registers,
    pid,
    parentPid,
    image: texts.of(image),
    user: texts.of(user),
    loginUser: texts.of(loginName),
    session: texts.of(session),
    ...detailsOf(group.records, texts),
  };
}

const REGISTERS = [' a0=', ' a1=', ' a2=', ' a3='] as const;
const NO_REGISTERS: AuditCall['registers'] = [];

function processId(pid: number | undefined): number | undefined {
  return pid === undefined || pid <= 0 ? undefined : pid;
}

/** A name that the host could not find is written as `unknown(1001)`. */
function userName(name: string | undefined): string | undefined {
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

function detailsOf(records: readonly AuditRecord[], texts: KnownTexts): Details {
  let cwd: string | undefined;
  let address: SocketAddress | undefined;
  let openFlags: number | undefined;
  const execve: string[] = [];
  const paths: { readonly item: number; readonly path: AuditPath }[] = [];
  for (const { type, text } of records) {
    if (type === 'CWD') cwd = texts.of(textField(text, ' cwd='));
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
