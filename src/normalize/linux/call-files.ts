import type { EventBase, FileActivity, ProcessRef } from '../../event/event.ts';
import { absolutePath } from './absolute-path.ts';
import type { AuditCall } from './audit-call.ts';

/** `fcntl.h`: the two low bits are 0 for reading alone. */
const ACCESS_MODE = 3;
/** `AT_FDCWD` as 32 bits: a relative name is seen from the working directory. */
const AT_WORKING_DIRECTORY = 0xffff_ff9c;

/**
 * Files that a call opened, made, renamed or removed. A name relative to an open directory (`openat` with a descriptor)
 * cannot be made absolute and gives nothing.
 */
export function fileEvents(call: AuditCall, base: EventBase, process: ProcessRef): FileActivity[] {
  if (call.success === false) return [];
  const file = { kind: 'file', ...base, ...process } as const;
  if (call.name.startsWith('rename')) return renamed(call, file);
  if (call.name.startsWith('unlink')) {
    const path = pathOf(call, 'delete', call.name === 'unlinkat' ? 0 : undefined);
    return path === undefined ? [] : [{ ...file, path, action: 'delete' }];
  }
  const relativeTo = call.name.startsWith('openat') ? 0 : undefined;
  const created = pathOf(call, 'create', relativeTo);
  if (created !== undefined) return [{ ...file, path: created, action: 'write' }];
  const path = pathOf(call, 'normal', relativeTo);
  if (path === undefined) return [];
  const flags = openFlags(call);
  return [{ ...file, path, action: flags !== undefined && (flags & ACCESS_MODE) !== 0 ? 'write' : 'read' }];
}

function renamed(call: AuditCall, file: Omit<FileActivity, 'path'>): FileActivity[] {
  const at = call.name !== 'rename';
  const path = pathOf(call, 'create', at ? 2 : undefined);
  const from = pathOf(call, 'delete', at ? 0 : undefined);
  if (path === undefined) return [];
  return [{ ...file, path, action: 'rename', from: from === path ? undefined : from }];
}

/** Where the flags are unknown (`openat2` of older kernels) only reading is sure. */
function openFlags(call: AuditCall): number | undefined {
  switch (call.name) {
    case 'open':
      return call.registers[1];
    case 'openat':
      return call.registers[2];
    case 'openat2':
      return call.openFlags;
    default:
      return 1;
  }
}

/** `register` holds the directory that a relative name is seen from, where the call has one. */
function pathOf(
  call: AuditCall,
  kind: 'create' | 'delete' | 'normal',
  register: number | undefined,
): string | undefined {
  const name = call.paths.find((path) => path.kind === kind)?.name;
  if (name === undefined || name === '') return undefined;
  const folder =
    register === undefined || isWorkingDirectory(call.registers[register]) ? call.cwd : undefined;
  return absolutePath(name, folder);
}

/** An io_uring operation tells no arguments. */
function isWorkingDirectory(register: number | undefined): boolean {
  return register === AT_WORKING_DIRECTORY;
}
