import type { EventBase, FileActivity } from '../../event/event.ts';
import type { JsonObject } from '../json-object.ts';
import { text } from '../json-object.ts';
import { columnNumber } from './osquery-process.ts';

const ACTIONS: Readonly<Record<string, FileActivity['action']>> = {
  open: 'read',
  read: 'read',
  close_modified: 'write',
  write: 'write',
  create: 'write',
  truncate: 'write',
  rename: 'rename',
  delete: 'delete',
  unlink: 'delete',
};

/** `process_file_events` (kernel audit) and `es_process_file_events` (macOS): files with the process that touched them. */
export function fileEvents(row: JsonObject, base: EventBase): readonly FileActivity[] {
  const told = (text(row['operation']) ?? text(row['event_type']) ?? '').toLowerCase();
  const action = Object.hasOwn(ACTIONS, told) ? ACTIONS[told] : undefined;
  const isMac = Object.hasOwn(row, 'filename');
  const path = absolute(isMac ? row['filename'] : row['path'], row['cwd']);
  if (action === undefined || path === undefined) return [];
  const image = text(isMac ? row['path'] : row['executable']);
  const file = {
    kind: 'file',
    ...base,
    uid: undefined,
    pid: columnNumber(row, 'pid') || undefined,
    image,
  } as const;
  const target = absolute(isMac ? row['dest_filename'] : row['dest_path'], row['cwd']);
  if (action !== 'rename') return [{ ...file, path, action }];
  return target === undefined ? [] : [{ ...file, path: target, action, from: path }];
}

function absolute(value: unknown, folder: unknown): string | undefined {
  const path = text(value);
  const cwd = text(folder);
  if (path === undefined || path.startsWith('/')) return path;
  return cwd?.startsWith('/') === true ? `${cwd.replace(/\/$/, '')}/${path}` : undefined;
}
