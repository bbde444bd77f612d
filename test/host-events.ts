/** Events of one host, with only what a test is about. */
import type {
  Connection,
  FileActivity,
  ModuleLoad,
  NameLookup,
  ProcessEnd,
  ProcessLaunch,
  ScriptText,
  SensorHealth,
} from '../src/event/event.ts';
import type { Place } from '../src/event/place.ts';

/** 2024-03-05T09:00:00Z, a Tuesday. */
export const T0 = Date.UTC(2024, 2, 5, 9, 0, 0);
export const SECOND = 1000;
export const MINUTE = 60_000;
export const HOUR = 3_600_000;

let offset = 0;

/** A place of its own for every record. */
export function nextPlace(): Place {
  offset += 100;
  return { source: 'host.json', offset, length: 99 };
}

type More<T> = Partial<Omit<T, 'kind'>>;

/** Sysmon 1. */
export function launch(more: More<ProcessLaunch> = {}): ProcessLaunch {
  return {
    kind: 'launch',
    host: 'ws1.corp.example',
    time: T0,
    sensor: 'sysmon',
    code: 1,
    place: nextPlace(),
    uid: undefined,
    pid: 100,
    image: 'C:\\Tools\\a.exe',
    commandLine: undefined,
    user: undefined,
    session: undefined,
    cwd: undefined,
    integrity: undefined,
    originalName: undefined,
    company: undefined,
    sha256: undefined,
    parentUid: undefined,
    parentPid: undefined,
    parentImage: undefined,
    parentCommandLine: undefined,
    ...more,
  };
}

/** Security 4688: no unique id, times in whole seconds. */
export function securityLaunch(more: More<ProcessLaunch> = {}): ProcessLaunch {
  return launch({ sensor: 'windows-security', code: 4688, ...more, uid: undefined });
}

/** Sysmon 5, or Security 4689 when it names no unique id. */
export function end(more: More<ProcessEnd> = {}): ProcessEnd {
  const sysmon = more.uid !== undefined;
  return {
    kind: 'end',
    host: 'ws1.corp.example',
    time: T0 + MINUTE,
    sensor: sysmon ? 'sysmon' : 'windows-security',
    code: sysmon ? 5 : 4689,
    place: nextPlace(),
    uid: undefined,
    pid: 100,
    image: 'C:\\Tools\\a.exe',
    ...more,
  };
}

/** Sysmon 3. */
export function connection(more: More<Connection> = {}): Connection {
  return {
    kind: 'connection',
    host: 'ws1.corp.example',
    time: T0 + 10 * SECOND,
    sensor: 'sysmon',
    code: 3,
    place: nextPlace(),
    uid: undefined,
    pid: 100,
    image: undefined,
    user: undefined,
    protocol: 'tcp',
    direction: 'outbound',
    localAddress: '10.0.0.5',
    localPort: 50_000,
    remoteAddress: '203.0.113.80',
    remotePort: 443,
    remoteName: undefined,
    ...more,
  };
}

/** Security 5156. */
export function securityConnection(more: More<Connection> = {}): Connection {
  return connection({ sensor: 'windows-security', code: 5156, ...more, uid: undefined });
}

/** Sysmon 22. */
export function lookup(more: More<NameLookup> = {}): NameLookup {
  return {
    kind: 'name',
    host: 'ws1.corp.example',
    time: T0 + 9 * SECOND,
    sensor: 'sysmon',
    code: 22,
    place: nextPlace(),
    uid: undefined,
    pid: 100,
    image: undefined,
    name: 'drop.example.net',
    addresses: ['203.0.113.80'],
    aliases: [],
    ...more,
  };
}

/** PowerShell 4104, whole. */
export function script(more: More<ScriptText> = {}): ScriptText {
  return {
    kind: 'script',
    host: 'ws1.corp.example',
    time: T0 + 5 * SECOND,
    sensor: 'powershell',
    code: 4104,
    place: nextPlace(),
    uid: undefined,
    pid: 100,
    image: undefined,
    language: 'powershell',
    form: 'block',
    blockId: undefined,
    part: 1,
    parts: 1,
    text: '1',
    path: undefined,
    user: undefined,
    ...more,
  };
}

/** Sysmon 7. */
export function moduleLoad(more: More<ModuleLoad> = {}): ModuleLoad {
  return {
    kind: 'module',
    host: 'ws1.corp.example',
    time: T0 + SECOND,
    sensor: 'sysmon',
    code: 7,
    place: nextPlace(),
    uid: undefined,
    pid: 100,
    image: undefined,
    module: 'C:\\Tools\\a.exe',
    signed: true,
    signature: 'Example Ltd',
    signatureStatus: 'Valid',
    ...more,
  };
}

/** Sysmon 11. */
export function fileCreate(more: More<FileActivity> = {}): FileActivity {
  return {
    kind: 'file',
    host: 'ws1.corp.example',
    time: T0 + 2 * SECOND,
    sensor: 'sysmon',
    code: 11,
    place: nextPlace(),
    uid: undefined,
    pid: 100,
    image: undefined,
    path: 'C:\\Temp\\out.7z',
    ...more,
  };
}

/** Sysmon 255. */
export function health(more: More<SensorHealth> = {}): SensorHealth {
  return {
    kind: 'health',
    host: 'ws1.corp.example',
    time: T0,
    sensor: 'sysmon',
    code: 255,
    place: nextPlace(),
    state: 'error',
    detail: 'Sysmon error x',
    ...more,
  };
}
