import { resolveStory } from '../../resolve-story.ts';
import type { ConnectionAct, FileAct, StoryMachine, Timeline } from '../../timeline.ts';
import { posixEvents, type PosixEvent, type PosixImage } from '../posix/posix-events.ts';
import { TextFiles } from '../posix/text-files.ts';
import type { Renderer } from '../renderer.ts';
import { EsSequence, responsibleOf } from './es-json.ts';

/** How often sockets are listed, and events fetched. */
const INTERVAL = 10_000;
const FILE_EVENTS: Readonly<Record<FileAct['action'], string>> = {
  write: 'write',
  read: 'open',
  rename: 'rename',
  delete: 'unlink',
};

type Row = Readonly<Record<string, string>>;

/**
 * osquery 5.16 with its Endpoint Security tables, and open sockets listed every ten seconds: connections that come and go
 * between two lists are never seen (socket_events is empty since macOS 14).
 */
export const osqueryMacos: Renderer = {
  id: 'osquery-macos',
  title: 'osquery (es_process_events, process_open_sockets)',
  platform: 'macos',
  lacks: ['volumes', 'short-connections'],
  render: (story) => {
    const timeline = resolveStory(story);
    const rows: { readonly at: number; readonly line: unknown }[] = [];
    const sequences = new Map<string, EsSequence>();
    for (const event of posixEvents(timeline)) {
      const { handle } = event.machine;
      const sequence = sequences.get(handle) ?? new EsSequence();
      sequences.set(handle, sequence);
      const row = eventRow(event, sequence);
      if (row === undefined) continue;
      // Rows wait for the next run of their query.
      const at = Math.ceil((event.time + 1) / INTERVAL) * INTERVAL;
      rows.push({ at, line: result(row.table, row.columns, event.machine, at) });
    }
    rows.push(...sockets(timeline));
    rows.sort((a, b) => a.at - b.at);
    const files = new TextFiles();
    for (const { line } of rows) files.addJson(`${story.id}.osqueryd.results.log`, line);
    return files.files();
  },
};

function eventRow(event: PosixEvent, sequence: EsSequence): { table: string; columns: Row } | undefined {
  const told = event.kind === 'file' ? FILE_EVENTS[event.action] : event.kind;
  if (!['exec', 'fork', 'exit', ...Object.values(FILE_EVENTS)].includes(told)) return undefined;
  const { own, all } = sequence.next(told);
  const time = String(Math.floor(event.time / 1000));
  // Times are whole seconds; the numbers keep the order.
  const eid = String(all).padStart(10, '0');
  const numbers = { version: '7', seq_num: String(own), global_seq_num: String(all), time, eid };
  switch (event.kind) {
    case 'exec':
      return {
        table: 'es_process_events',
        columns: { ...numbers, ...processColumns(event.after), event_type: 'exec' },
      };
    case 'fork':
      return {
        table: 'es_process_events',
        columns: {
          ...numbers,
          ...processColumns(event.parent),
          event_type: 'fork',
          child_pid: String(event.child.process.pid),
        },
      };
    case 'exit':
      return {
        table: 'es_process_events',
        columns: { ...numbers, ...processColumns(event.image), event_type: 'exit' },
      };
    case 'file': {
      const { process } = event;
      const columns = {
        ...numbers,
        pid: String(process.pid),
        parent: String(process.parent?.pid ?? 1),
        path: process.image,
        filename: event.from ?? event.path,
        dest_filename: event.action === 'rename' ? event.path : '',
        event_type: told,
      };
      return { table: 'es_process_file_events', columns };
    }
    default:
      return undefined;
  }
}

/** All values are text. */
function processColumns({ process, path, version }: PosixImage): Row {
  const { parent, posix } = process;
  const responsible = responsibleOf(process);
  const user = String(posix?.userId ?? 501);
  const words = posix?.arguments ?? [];
  return {
    pid: String(process.pid),
    pidversion: String(version),
    path,
    parent: String(parent?.pid ?? 1),
    parent_pidversion: String(parent?.posix?.pidVersion ?? 0),
    original_parent: String(parent?.pid ?? 1),
    responsible_pid: String(responsible.pid),
    responsible_pidversion: String(responsible.posix?.pidVersion ?? 0),
    cmdline: words.map(quoted).join(' '),
    cmdline_count: String(words.length),
    env: '',
    env_count: '0',
    cwd: process.cwd,
    uid: user,
    euid: user,
    gid: '20',
    egid: '20',
    username: process.account.name,
    signing_id: posix?.signature?.identifier ?? '',
    team_id: posix?.signature?.team ?? '',
    cdhash: '',
    platform_binary: posix?.signature?.platform === true ? '1' : '0',
    exit_code: '0',
    child_pid: '0',
    codesigning_flags: '',
  };
}

function quoted(word: string): string {
  return /^[\w@%+=:,./-]+$/.test(word) ? word : `'${word.replaceAll("'", String.raw`'\''`)}'`;
}

/** What is open when sockets are listed, told once it is new. */
function sockets(timeline: Timeline): { readonly at: number; readonly line: unknown }[] {
  return timeline.acts
    .filter((act): act is ConnectionAct => act.kind === 'connection')
    .flatMap((act) => {
      const at = Math.ceil(act.time / INTERVAL) * INTERVAL;
      if (at > act.time + act.lasts) return [];
      const columns = {
        pid: String(act.process.pid),
        fd: '5',
        socket: String(act.localPort * 31),
        family: act.remoteAddress.includes(':') ? '30' : '2',
        protocol: act.protocol === 'tcp' ? '6' : '17',
        local_address: act.localAddress,
        remote_address: act.remoteAddress,
        local_port: String(act.localPort),
        remote_port: String(act.remotePort),
        path: '',
        state: act.protocol === 'tcp' ? 'ESTABLISHED' : '',
      };
      return [{ at, line: result('process_open_sockets', columns, act.machine, at) }];
    });
}

function result(table: string, columns: Row, machine: StoryMachine, at: number): unknown {
  return {
    name: `pack_egress_${table}`,
    hostIdentifier: machine.name,
    calendarTime: new Date(at).toUTCString().replace('GMT', 'UTC'),
    unixTime: Math.floor(at / 1000),
    epoch: 0,
    counter: 1,
    numerics: false,
    decorations: { platform: 'darwin', version: '5.16.0' },
    columns,
    action: 'added',
  };
}
