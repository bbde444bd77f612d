/** What Endpoint Security tells of files. Reading is told where the file may be one that somebody made. */
import type { EventBase, FileActivity, ProcessRef } from '../../event/event.ts';
import type { JsonObject } from '../json-object.ts';
import { isObject } from '../json-object.ts';
import { said, wholeNumber } from '../loose-value.ts';
import { filePath } from './es-process.ts';

/** Kernel bits of an open file (fcntl.h FREAD, FWRITE), not those of open(2). */
const FREAD = 1;

/** Parts of the system and caches: what is opened there is no product of an encryption. */
const SYSTEM = /^\/(?:System|usr|bin|sbin|dev|Library\/(?:Apple|Caches|Preferences)|private\/var\/db)\//;

export function esFileActivity(
  name: string,
  payload: JsonObject,
  base: EventBase,
  process: ProcessRef,
): FileActivity | 'pathless' | undefined {
  const of = (
    path: string | undefined,
    more: Pick<FileActivity, 'action' | 'from'>,
  ): FileActivity | 'pathless' =>
    path === undefined ? 'pathless' : { kind: 'file', ...base, ...process, path, ...more };
  switch (name) {
    case 'create':
      return of(destination(payload), { action: 'write' });
    case 'write':
      return of(filePath(payload['target']), { action: 'write' });
    case 'close':
      return payload['modified'] === true ? of(filePath(payload['target']), { action: 'write' }) : undefined;
    case 'rename':
      return of(destination(payload), { action: 'rename', from: filePath(payload['source']) });
    case 'unlink':
      return of(filePath(payload['target']), { action: 'delete' });
    case 'clone':
    case 'copyfile':
    case 'link':
      return of(newName(payload), { action: 'write' });
    case 'open': {
      const path = filePath(payload['file']);
      const reads = ((wholeNumber(payload['fflag']) ?? 0) & FREAD) !== 0;
      return reads && path !== undefined && !SYSTEM.test(path) ? of(path, { action: 'read' }) : undefined;
    }
    default:
      return undefined;
  }
}

/** Existing file or new path, whichever is there; `destination_type` only repeats which. */
function destination(payload: JsonObject): string | undefined {
  const target = payload['destination'];
  if (!isObject(target)) return undefined;
  const existing = filePath(target['existing_file']);
  if (existing !== undefined) return existing;
  const created = target['new_path'];
  return isObject(created) ? inFolder(created['dir'], created['filename']) : undefined;
}

function newName(payload: JsonObject): string | undefined {
  const name = payload['target_name'] ?? payload['target_filename'];
  return inFolder(payload['target_dir'], name) ?? filePath(payload['target_file'] ?? payload['target']);
}

function inFolder(folder: unknown, name: unknown): string | undefined {
  const path = filePath(folder);
  const last = said(name);
  if (path === undefined || last === undefined) return undefined;
  return path.endsWith('/') ? path + last : `${path}/${last}`;
}
