import type { Platform } from '../../event/event.ts';
import type { JsonObject } from '../json-object.ts';
import { text } from '../json-object.ts';
import type { OsqueryTable } from './osquery-table.ts';

const NAMES: readonly (readonly [RegExp, Platform])[] = [
  [/^(?:darwin|mac ?os|osx)/, 'macos'],
  [/^windows/, 'windows'],
  [
    /^(?:linux|ubuntu|debian|rhel|red ?hat|centos|fedora|rocky|almalinux|amzn|amazon|suse|sles|opensuse|arch|ol|oracle)/,
    'linux',
  ],
];
const DECORATIONS = ['platform', 'os_platform', 'platform_like', 'os', 'os_name', 'build_platform'];
const MACOS_PATH = /^\/(?:Applications|System|Library|Users|Volumes|private)\//;
const WINDOWS_PATH = /^[A-Za-z]:\\/;

/** The system of a row: what was decorated, else what only one system has, else its paths. Linux where nothing tells. */
export function platformOf(table: OsqueryTable, row: JsonObject, decorations: JsonObject): Platform {
  if (table.startsWith('es_')) return 'macos';
  if (table.startsWith('bpf_') || table === 'process_file_events') return 'linux';
  for (const key of DECORATIONS) {
    const name = text(decorations[key])?.toLowerCase();
    const known = name === undefined ? undefined : NAMES.find(([pattern]) => pattern.test(name));
    if (known !== undefined) return known[1];
  }
  for (const key of ['path', 'cwd', 'cmdline']) {
    const path = text(row[key]) ?? '';
    if (WINDOWS_PATH.test(path)) return 'windows';
    if (MACOS_PATH.test(path)) return 'macos';
  }
  return 'linux';
}
