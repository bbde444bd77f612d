/** Decides from the first fields of a SYSCALL or URINGOP record whether its event can matter. */
import { syscallByName, syscallByNumber, syscallOfUring, knowsArchitecture } from './audit-syscall.ts';
import type { AuditSyscall } from './audit-syscall.ts';
import { enrichedCall } from './open-event.ts';
import { decimalField, hexDigit, rawField, registerField, unquoted } from './raw-field.ts';

const ARCH = Buffer.from('arch=');
const SYSCALL = Buffer.from(' syscall=');
const FAILED = Buffer.from(' success=no');
/** EINPROGRESS: the usual answer to a connection that is not waited for. */
const PENDING = Buffer.from(' success=no exit=-115');

/** Why an event was left out: what is counted. */
export type GateRefusal = 'SYSCALL of no use' | 'SYSCALL failed' | 'SYSCALL of an unknown architecture';

/**
 * The call of the record in `bytes[start, end)`. The kernel writes `arch`, `syscall` and `success` first and in this
 * order, so most records are refused without making a text of them.
 */
export function gateSyscall(bytes: Buffer, start: number, end: number): AuditSyscall | GateRefusal {
  if (!startsWith(bytes, start, end, ARCH)) return readSlowly(bytes, start, end);
  let at = start + ARCH.length;
  let arch = 0;
  for (let digit = hexDigit(bytes[at] ?? 0); digit >= 0; digit = hexDigit(bytes[++at] ?? 0))
    arch = arch * 16 + digit;
  if (!startsWith(bytes, at, end, SYSCALL) || !knowsArchitecture(arch)) return readSlowly(bytes, start, end);
  at += SYSCALL.length;
  let number = 0;
  for (let digit = hexDigit(bytes[at] ?? 0); digit >= 0 && digit < 10; digit = hexDigit(bytes[++at] ?? 0))
    number = number * 10 + digit;
  if (bytes[at] !== 0x20) return readSlowly(bytes, start, end);
  const call = syscallByNumber(arch, number, () =>
    registerField(bytes.toString('latin1', start, end), ' a0='),
  );
  if (call === undefined) return 'SYSCALL of no use';
  const refused = startsWith(bytes, at, end, FAILED) && !mattersFailed(call);
  return refused && !startsWith(bytes, at, end, PENDING) ? 'SYSCALL failed' : call;
}

/** The call of an io_uring operation. */
export function gateUring(text: string): AuditSyscall | GateRefusal {
  const call = syscallOfUring(decimalField(text, ' uring_op=') ?? -1);
  if (call === undefined) return 'SYSCALL of no use';
  return unquoted(rawField(text, ' success=')) === 'no' && !mattersFailed(call) ? 'SYSCALL failed' : call;
}

/** A record in another order, with quotes, with names for numbers (`arch=x86_64 syscall=connect`), or of another machine. */
function readSlowly(bytes: Buffer, start: number, end: number): AuditSyscall | GateRefusal {
  const text = bytes.toString('utf8', start, end);
  const call = callOf(text);
  if (typeof call === 'string') return call;
  return unquoted(rawField(text, ' success=')) === 'no' && !mattersFailed(call) ? 'SYSCALL failed' : call;
}

/** The call a SYSCALL record tells of, by its number or the name an enriched log adds. */
export function callOf(text: string): AuditSyscall | GateRefusal {
  const written = unquoted(rawField(text, ' syscall=')) ?? '';
  const arch = registerField(text, ' arch=');
  if (/^\d{1,10}$/.test(written) && arch !== undefined && knowsArchitecture(arch)) {
    return syscallByNumber(arch, Number(written), () => registerField(text, ' a0=')) ?? 'SYSCALL of no use';
  }
  const name = /^\d/.test(written) ? enrichedCall(text) : written;
  if (name === undefined || name === '') return 'SYSCALL of an unknown architecture';
  return syscallByName(name) ?? 'SYSCALL of no use';
}

/** A connection that was refused was still tried; a file or program that could not be opened was not. */
function mattersFailed(call: AuditSyscall): boolean {
  return call.role === 'connect';
}

function startsWith(bytes: Buffer, start: number, end: number, text: Buffer): boolean {
  if (start + text.length > end) return false;
  for (let i = 0; i < text.length; i++) if (bytes[start + i] !== text[i]) return false;
  return true;
}
