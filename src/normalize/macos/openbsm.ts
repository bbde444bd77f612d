/**
 * OpenBSM audit records. pids have no version here: the process table tells lives apart by time. A connect names the
 * remote side only. Of spawn and fork the subject is the parent, and the child's pid stands in an argument.
 */
import { canonicalAddress } from '../../event/address.ts';
import type { Connection, EventBase, ProcessEnd, ProcessLaunch, Signer } from '../../event/event.ts';
import type { BsmRecord } from '../../formats/bsm/bsm-record.ts';
import { joinedArguments } from '../joined-arguments.ts';
import { said } from '../loose-value.ts';
import type { RawProduct, ReadRecord } from '../product.ts';
import { userName } from './es-process.ts';
import { auditEventName } from './openbsm-events.ts';

export const openBsmProduct: RawProduct<'bsm'> = {
  id: 'openbsm',
  title: 'OpenBSM audit trail',
  open:
    (context) =>
    (record, place): ReadRecord => {
      const name = auditEventName(record.event);
      const kind = `OpenBSM ${name}`;
      const { time } = record;
      if (time === undefined)
        return { kind, host: undefined, time, events: [], broken: 'an audit record without a time' };
      const base: EventBase = {
        host: context.fallbackHost,
        time,
        sensor: 'openbsm',
        platform: 'macos',
        code: name,
        place,
      };
      const event = readEvent(name, record, base);
      if (typeof event === 'string') return { kind, host: undefined, time, events: [], broken: event };
      return { kind, host: undefined, time, events: event === undefined ? [] : [event] };
    },
};

function readEvent(
  name: string,
  record: BsmRecord,
  base: EventBase,
): ProcessLaunch | ProcessEnd | Connection | string | undefined {
  const pid = record.subject?.pid;
  switch (name) {
    case 'exec':
    case 'spawn':
    case 'fork': {
      // What failed started nothing.
      if (record.outcome === 'failure') return undefined;
      const started = name === 'exec' ? pid : record.values.get(0);
      return started === undefined
        ? `a ${name} record that names no process`
        : launch(name, started, record, base);
    }
    case 'exit':
      return pid === undefined
        ? 'an exit record that names no process'
        : { kind: 'end', ...base, uid: undefined, pid, image: undefined };
    case 'connect':
      return record.socket === undefined ? undefined : connection(record, base);
    default:
      return undefined;
  }
}

function launch(
  name: 'exec' | 'spawn' | 'fork',
  pid: number,
  record: BsmRecord,
  base: EventBase,
): ProcessLaunch {
  const words = name === 'fork' ? undefined : record.arguments;
  const user = account(record.subject?.user);
  const login = account(record.subject?.auditUser);
  return {
    kind: 'launch',
    ...base,
    uid: undefined,
    pid,
    // The last path is the resolved one.
    image: name === 'fork' ? undefined : said(record.paths.at(-1)),
    commandLine: words === undefined ? undefined : joinedArguments(words),
    arguments: words,
    user,
    loginUser: login === user ? undefined : login,
    session: login === undefined ? undefined : said(record.subject?.session),
    cwd: undefined,
    integrity: undefined,
    originalName: undefined,
    company: undefined,
    sha256: undefined,
    parentUid: undefined,
    parentPid: name === 'exec' ? undefined : record.subject?.pid,
    parentImage: undefined,
    parentCommandLine: undefined,
    how: name,
    // The signature is the subject's: of spawn and fork that is the parent.
    signer: name === 'exec' ? signer(record) : undefined,
  };
}

function connection(record: BsmRecord, base: EventBase): Connection | string {
  const remoteAddress = canonicalAddress(record.socket?.address ?? '');
  if (remoteAddress === undefined) return 'a connect record whose address cannot be read';
  return {
    kind: 'connection',
    ...base,
    uid: undefined,
    pid: record.subject?.pid,
    image: undefined,
    user: account(record.subject?.user),
    protocol: 'unknown',
    direction: 'outbound',
    localAddress: '',
    localPort: 0,
    remoteAddress,
    remotePort: record.socket?.port ?? 0,
    remoteName: undefined,
    failed: record.outcome === 'failure' ? true : undefined,
  };
}

/** Numbers as names where everybody agrees on them; `-1` is no login. */
function account(name: string | undefined): string | undefined {
  if (name === undefined || name === '' || name === '-1' || name === '4294967295') return undefined;
  return name === '0' ? userName(0, undefined) : name;
}

function signer({ signer: token }: BsmRecord): Signer | undefined {
  if (token === undefined) return undefined;
  return { identifier: said(token.identifier), team: said(token.team), platformBinary: token.type === 1 };
}
