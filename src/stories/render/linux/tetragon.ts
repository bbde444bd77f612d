import { resolveStory } from '../../resolve-story.ts';
import type { StoryProcess } from '../../process-identity.ts';
import type { ConnectionAct, StoryMachine } from '../../timeline.ts';
import { posixEvents, type PosixEvent } from '../posix/posix-events.ts';
import { TextFiles } from '../posix/text-files.ts';
import type { Renderer } from '../renderer.ts';

type Json = Readonly<Record<string, unknown>>;

const BOOT = 1_700_000_000_000;
const UNSET = 4_294_967_295;

/**
 * Tetragon's export: execs, exits and the connections of its `tcp-connect` policy. Imitates cilium/tetragon,
 * `testdata/events.json`; ids are base64 of node, boot time and pid.
 */
export const tetragon: Renderer = {
  id: 'tetragon',
  title: 'Tetragon (JSON export)',
  platform: 'linux',
  lacks: ['volumes', 'files', 'forks'],
  render: (story) => {
    const files = new TextFiles();
    for (const event of posixEvents(resolveStory(story))) {
      const body = bodyOf(event);
      if (body === undefined) continue;
      const { machine, time } = event;
      files.addJson(`${story.id}.tetragon.log`, {
        ...body,
        node_name: machine.name.toLowerCase(),
        time: new Date(time).toISOString().replace('Z', '123456Z'),
      });
    }
    return files.files();
  },
};

function bodyOf(event: PosixEvent): Json | undefined {
  const { machine } = event;
  switch (event.kind) {
    case 'exec':
      return { process_exec: withParent(event.after.process, machine) };
    case 'exit':
      return { process_exit: withParent(event.image.process, machine) };
    case 'connection': {
      if (event.direction !== 'outbound' || event.protocol !== 'tcp') return undefined;
      const probe = { function_name: 'tcp_connect', args: [{ sock_arg: socketOf(event) }] };
      return {
        process_kprobe: { ...withParent(event.process, machine), ...probe, action: 'KPROBE_ACTION_POST' },
      };
    }
    default:
      return undefined;
  }
}

/** After an exec without a fork the image before it is called the parent. */
function withParent(process: StoryProcess, machine: StoryMachine): Json {
  const before = process.posix?.replaces ?? process.parent;
  const own = describe(process, machine);
  return before === undefined ? { process: own } : { process: own, parent: describe(before, machine) };
}

function describe(process: StoryProcess, machine: StoryMachine): Json {
  const { posix } = process;
  const before = posix?.replaces ?? process.parent;
  const words = (posix?.arguments ?? [process.image]).slice(1);
  return {
    exec_id: idOf(process, machine),
    pid: process.pid,
    uid: posix?.userId ?? 0,
    cwd: process.cwd,
    binary: process.image,
    ...(words.length === 0 ? {} : { arguments: words.map(quoted).join(' ') }),
    flags: posix?.replaces === undefined ? 'execve clone' : 'execve',
    start_time: new Date(process.start).toISOString().replace('Z', '000000Z'),
    auid: posix?.login?.userId ?? UNSET,
    ...(before === undefined ? {} : { parent_exec_id: idOf(before, machine) }),
    refcnt: 1,
  };
}

function idOf({ start, pid }: StoryProcess, { name }: StoryMachine): string {
  return Buffer.from(`${name.toLowerCase()}:${start - BOOT}000000:${pid}`).toString('base64');
}

function quoted(word: string): string {
  return word === '' || /\s/.test(word) ? `"${word}"` : word;
}

function socketOf(act: ConnectionAct): Json {
  return {
    family: act.remoteAddress.includes(':') ? 'AF_INET6' : 'AF_INET',
    type: 'SOCK_STREAM',
    protocol: 'IPPROTO_TCP',
    saddr: act.localAddress,
    daddr: act.remoteAddress,
    sport: act.localPort,
    dport: act.remotePort,
    state: 'TCP_SYN_SENT',
  };
}
