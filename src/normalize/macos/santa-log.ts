/**
 * Santa's log as text: `[time] I santad: action=EXEC|decision=ALLOW|...`. Values have `|` written as `<pipe>` and line
 * ends as `\n`. Arguments are joined by blanks, so their bounds are lost: only a command line comes of them.
 */
import type { EventBase, ProcessLaunch, ProcessRef, Signer, TelemetryEvent } from '../../event/event.ts';
import type { Place } from '../../event/place.ts';
import { parseTimestamp } from '../../event/timestamp.ts';
import { said, sha256Text } from '../loose-value.ts';
import type { ReadRecord, SourceContext } from '../product.ts';
import { imageUid, word32 } from './audit-token.ts';

const LINE = /^\[([^\]]{19,35})\] (?:[A-Z] santad: )?(.*)$/s;
/** The system's own note that it threw messages away. */
const QUOTA = '*** LOG MESSAGE QUOTA EXCEEDED';

/** Leaf certificates of what Apple ships as part of macOS. Their name alone could be anybody's. */
const APPLE_LEAVES = new Set([
  '2aa4b9973b7ba07add447ee4da8b5337c3ee2c3a991911e80e7282e8a751fc32',
  'd84db96af8c2e60ac4c851a21ec460f6f84e0235beb17d24a78712b9b021ed57',
]);

const ACTIONS = new Set([
  'ALLOWLIST',
  'BUNDLE',
  'CLONE',
  'CODESIGNING_INVALIDATED',
  'COPYFILE',
  'DELETE',
  'DISKAPPEAR',
  'DISKDISAPPEAR',
  'EXCHANGE',
  'EXEC',
  'EXIT',
  'FILE_ACCESS',
  'FORK',
  'LINK',
  'RENAME',
  'WRITE',
]);

type Fields = ReadonlyMap<string, string>;

/** Opens a reader of the lines of one member. */
export function openSantaLog(context: SourceContext): (text: string, place: Place) => ReadRecord {
  return (text, place) => {
    const [, stamp = '', body = ''] = LINE.exec(text) ?? [];
    const time = parseTimestamp(stamp)?.time;
    const fields = readFields(body);
    const action = fields.get('action') ?? '';
    const quota = body.startsWith(QUOTA);
    const kind = `Santa log ${quota ? 'quota exceeded' : ACTIONS.has(action) ? action : 'other'}`;
    const host = said(fields.get('machineid'))?.toLowerCase();
    if (time === undefined) return { kind, host, time, events: [], broken: 'a line of Santa without a time' };
    const base: EventBase = {
      host: host ?? context.fallbackHost,
      time,
      sensor: 'santa',
      platform: 'macos',
      code: quota ? 'quota' : ACTIONS.has(action) ? action : 'other',
      place,
    };
    if (quota) {
      const detail = 'the log quota was exceeded, messages of Santa were discarded';
      return { kind, host, time, events: [{ kind: 'health', ...base, state: 'gap', detail }] };
    }
    const event = readAction(action, fields, base);
    if (typeof event === 'string') return { kind, host, time, events: [], broken: event };
    return { kind, host, time, events: event === undefined ? [] : [event] };
  };
}

function readAction(action: string, fields: Fields, base: EventBase): TelemetryEvent | string | undefined {
  const pid = word32(fields.get('pid'));
  const uid =
    pid === undefined
      ? undefined
      : imageUid({ pid, pidversion: word32(fields.get('pidversion')) }, undefined);
  switch (action) {
    case 'EXEC':
      if (fields.get('decision') === 'DENY') return undefined;
      return pid === undefined ? 'an EXEC line without a pid' : launch('exec', pid, uid, fields, base);
    case 'FORK':
      return pid === undefined ? 'a FORK line without a pid' : launch('fork', pid, uid, fields, base);
    case 'EXIT':
      return pid === undefined
        ? 'an EXIT line without a pid'
        : { kind: 'end', ...base, uid, pid, image: undefined };
    case 'WRITE':
    case 'RENAME':
    case 'DELETE':
    case 'LINK':
    case 'CLONE':
    case 'COPYFILE':
      return fileEvent(action, { uid, pid, image: said(fields.get('processpath')) }, fields, base);
    default:
      return undefined;
  }
}

function launch(
  how: 'exec' | 'fork',
  pid: number,
  uid: string | undefined,
  fields: Fields,
  base: EventBase,
): ProcessLaunch {
  return {
    kind: 'launch',
    ...base,
    uid,
    pid,
    image: said(fields.get('path')),
    commandLine: said(fields.get('args')),
    user: said(fields.get('user')),
    session: undefined,
    cwd: undefined,
    integrity: undefined,
    originalName: undefined,
    company: undefined,
    sha256: sha256Text(fields.get('sha256')),
    parentUid: undefined,
    parentPid: word32(fields.get('ppid')),
    parentImage: undefined,
    parentCommandLine: undefined,
    how,
    signer: how === 'exec' ? signer(fields) : undefined,
  };
}

function signer(fields: Fields): Signer {
  return {
    identifier: said(fields.get('signingid')),
    team: said(fields.get('teamid')),
    platformBinary: APPLE_LEAVES.has(fields.get('cert_sha256') ?? ''),
  };
}

function fileEvent(
  action: string,
  process: ProcessRef,
  fields: Fields,
  base: EventBase,
): TelemetryEvent | string {
  const first = said(fields.get('path') ?? fields.get('source'));
  const second = said(fields.get('newpath') ?? fields.get('target'));
  const path = action === 'WRITE' || action === 'DELETE' ? first : second;
  if (path === undefined) return `a ${action} line without a path`;
  const event = { kind: 'file', ...base, ...process, path } as const;
  if (action === 'RENAME') return { ...event, action: 'rename', from: first };
  return { ...event, action: action === 'DELETE' ? 'delete' : 'write' };
}

/** `key=value` between bars; a value may hold `=`. Of a key told twice the first stands: later ones may be forged. */
function readFields(body: string): Fields {
  const fields = new Map<string, string>();
  for (const part of body.split('|')) {
    const equals = part.indexOf('=');
    if (equals <= 0) continue;
    const key = part.slice(0, equals);
    if (!fields.has(key)) fields.set(key, plain(part.slice(equals + 1)));
  }
  return fields;
}

const ESCAPES: Readonly<Record<string, string>> = { '<pipe>': '|', '\\n': '\n', '\\r': '\r' };

function plain(value: string): string {
  return value.replaceAll(/<pipe>|\\n|\\r/g, (escape) => ESCAPES[escape] ?? escape);
}
