/** Which table a row comes from, told by its columns: the name of a query is anybody's choice. */
import type { JsonObject } from '../json-object.ts';

const TABLES = [
  'es_process_events',
  'es_process_file_events',
  'bpf_process_events',
  'bpf_socket_events',
  'process_events',
  'socket_events',
  'process_file_events',
  'process_open_sockets',
  'processes',
] as const;

export type OsqueryTable = (typeof TABLES)[number] | 'other';

/** Columns that only rows of the table have; all must be there. */
const SIGNS: readonly (readonly [OsqueryTable, readonly string[]])[] = [
  ['es_process_file_events', ['event_type', 'filename', 'pid']],
  ['es_process_events', ['event_type', 'path', 'pid', 'parent']],
  ['es_process_events', ['event_type', 'pid', 'seq_num']],
  ['bpf_socket_events', ['ntime', 'remote_address', 'pid']],
  ['bpf_process_events', ['ntime', 'pid', 'path']],
  ['process_file_events', ['operation', 'executable', 'path', 'pid']],
  ['socket_events', ['action', 'remote_address', 'pid']],
  ['process_open_sockets', ['remote_address', 'remote_port', 'pid']],
  ['process_events', ['pid', 'path', 'cmdline', 'auid']],
  ['process_events', ['pid', 'path', 'cmdline', 'time']],
  ['process_events', ['pid', 'path', 'time', 'parent']],
  ['processes', ['pid', 'path', 'parent']],
  ['processes', ['pid', 'name', 'cmdline']],
];

/** Where a query took too few columns, its own name decides, which often is that of the table. */
export function tableOf(row: JsonObject, query: string): OsqueryTable {
  const told = SIGNS.find(([, columns]) => columns.every((column) => Object.hasOwn(row, column)))?.[0];
  if (told !== undefined && told !== 'processes') return told;
  const named = Object.hasOwn(row, 'pid') ? TABLES.find((table) => query.endsWith(table)) : undefined;
  return named ?? told ?? 'other';
}
