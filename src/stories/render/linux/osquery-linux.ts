import { resolveStory } from '../../resolve-story.ts';
import type { StoryProcess } from '../../process-identity.ts';
import type { StoryMachine } from '../../timeline.ts';
import { posixEvents, type PosixEvent } from '../posix/posix-events.ts';
import { TextFiles } from '../posix/text-files.ts';
import type { Renderer } from '../renderer.ts';

type Row = Readonly<Record<string, string>>;

/** How often events are fetched. */
const INTERVAL = 10_000;
/** Nanoseconds of the machine's own clock at the beginning of the epoch of stories. */
const BOOT = 1_700_000_000_000;
const EINPROGRESS = '-115';

/**
 * osquery 5.16 with its BPF tables (`bpf_process_events`, `bpf_socket_events`): rows of the last ten seconds, times cut to
 * the second, no bytes, files and ends. Columns after osquery's `bpf_*_events.table` specifications.
 */
export const osqueryLinux: Renderer = {
  id: 'osquery-linux',
  title: 'osquery (bpf_process_events, bpf_socket_events)',
  platform: 'linux',
  lacks: ['volumes', 'files'],
  render: (story) => {
    const files = new TextFiles();
    const rows: { readonly at: number; readonly line: unknown }[] = [];
    let number = 0;
    for (const event of posixEvents(resolveStory(story))) {
      const row = rowOf(event, ++number);
      if (row === undefined) continue;
      const at = Math.ceil((event.time + 1) / INTERVAL) * INTERVAL;
      rows.push({ at, line: result(row.table, row.columns, event.machine, at) });
    }
    rows.sort((a, b) => a.at - b.at);
    for (const { line } of rows) files.addJson(`${story.id}.osqueryd.results.log`, line);
    return files.files();
  },
};

function rowOf(
  event: PosixEvent,
  number: number,
): { readonly table: string; readonly columns: Row } | undefined {
  const base = {
    eid: String(number).padStart(10, '0'),
    time: String(Math.floor(event.time / 1000)),
    ntime: `${event.time - BOOT}000000`,
    probe_error: '0',
    duration: '41000',
  };
  switch (event.kind) {
    case 'exec': {
      const { process } = event.after;
      const words = process.posix?.arguments ?? [process.image];
      return {
        table: 'bpf_process_events',
        columns: {
          ...base,
          ...caller(process),
          path: process.image,
          cmdline: words.map(quoted).join(' '),
          json_cmdline: JSON.stringify(words),
          syscall: 'execve',
          exit_code: '0',
        },
      };
    }
    case 'fork': {
      const { process } = event.parent;
      const columns = { ...caller(process), path: event.parent.path, cmdline: '', json_cmdline: '[]' };
      const exit_code = String(event.child.process.pid);
      return { table: 'bpf_process_events', columns: { ...base, ...columns, syscall: 'clone', exit_code } };
    }
    case 'connection': {
      const { process, direction, localAddress, localPort, remoteAddress, remotePort, protocol } = event;
      const accepts = direction === 'inbound';
      return {
        table: 'bpf_socket_events',
        columns: {
          ...base,
          ...caller(process),
          path: process.image,
          fd: '5',
          family: remoteAddress.includes(':') ? '10' : '2',
          type: protocol === 'tcp' ? '1' : '2',
          protocol: '0',
          // An outbound socket is bound by connecting, when the call has been told already.
          local_address: accepts ? localAddress : '',
          local_port: accepts ? String(localPort) : '0',
          remote_address: remoteAddress,
          remote_port: String(remotePort),
          syscall: accepts ? 'accept4' : 'connect',
          exit_code: accepts ? '7' : protocol === 'udp' ? '0' : EINPROGRESS,
        },
      };
    }
    default:
      return undefined;
  }
}

function caller(process: StoryProcess): Row {
  const user = String(process.posix?.userId ?? 0);
  return {
    tid: String(process.pid),
    pid: String(process.pid),
    parent: String(process.parent?.pid ?? 1),
    uid: user,
    gid: user,
    cid: '1',
    cwd: process.cwd,
  };
}

function quoted(word: string): string {
  return /^[\w@%+=:,./-]+$/.test(word) ? word : `"${word.replaceAll(/["\\]/g, String.raw`\$&`)}"`;
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
    decorations: { platform: 'debian', version: '5.16.0' },
    columns,
    action: 'added',
  };
}
