import { describe, expect, it } from 'vitest';
import { connectLines, execLines, saddr4 } from '../../../test/linux/audit-lines.ts';
import { sysmonEvent } from '../../../test/linux/sysmon-event.ts';
import type { TelemetryEvent } from '../../event/event.ts';
import type { JsonObject } from '../json-object.ts';
import { carriedLinuxProduct } from './carried.ts';

/** Reads records one after another, as those of one member. */
function read(records: readonly JsonObject[]): {
  events: TelemetryEvent[];
  kinds: string[];
  broken: (string | undefined)[];
} {
  const reader = carriedLinuxProduct.open({ source: 's', fallbackHost: 'web1' });
  const results = records.map((record, index) => {
    expect(carriedLinuxProduct.knows(record)).toBe(true);
    return reader(record, { source: 's', offset: index * 1_000, length: 999 });
  });
  return {
    events: results.flatMap(({ events }) => events),
    kinds: results.map(({ kind }) => kind),
    broken: results.map(({ broken }) => broken),
  };
}

const exec = execLines({ time: '1795310108.377', serial: 7, arguments: ['gpg', '-c', 'x'], pid: 11 });
const connect = connectLines({
  time: '1795310108.381',
  serial: 8,
  saddr: saddr4('203.0.113.20', 443),
  pid: 12,
});

describe('audit records one by one in JSON', () => {
  it.each<[string, (line: string) => JsonObject]>([
    [
      'filebeat',
      (line: string) => ({ '@timestamp': '2026-11-22T06:00:00Z', message: line, host: { name: 'Web9' } }),
    ],
    ['an index', (line: string) => ({ event: { original: line }, host: { hostname: 'web9' } })],
    ['a container engine', (line: string) => ({ log: `${line}\n`, stream: 'stdout', hostname: 'web9' })],
    ['a search export', (line: string) => ({ _raw: line, host: 'web9' })],
    ['the journal', (line: string) => ({ MESSAGE: line, _HOSTNAME: 'web9', SYSLOG_IDENTIFIER: 'audispd' })],
    ['the journal, as bytes', (line: string) => ({ MESSAGE: [...Buffer.from(line)], _HOSTNAME: 'web9' })],
  ])('are put together: %s', (_, carry) => {
    const { events, kinds } = read([...exec, ...connect].map(carry));
    expect(events).toMatchObject([
      {
        kind: 'launch',
        host: 'web9',
        pid: 11,
        arguments: ['gpg', '-c', 'x'],
        place: { offset: 0, length: 4_999 },
      },
      { kind: 'connection', host: 'web9', pid: 12, remoteAddress: '203.0.113.20' },
    ]);
    expect(kinds[1]).toBe('auditd EXECVE in JSON');
  });

  it('keep the hosts of one export apart', () => {
    const carry = (host: string) => (line: string) => ({ message: line, host: { name: host } });
    const other = execLines({ time: '1795310108.377', serial: 7, arguments: ['tar', 'c'], pid: 99 });
    const mixed = exec.flatMap((line, index) => [carry('a')(line), carry('b')(other[index] ?? '')]);
    expect(read(mixed).events).toMatchObject([
      { host: 'a', pid: 11, arguments: ['gpg', '-c', 'x'] },
      { host: 'b', pid: 99, arguments: ['tar', 'c'] },
    ]);
  });

  it("come from the journal's own transport with their stamp in fields", () => {
    const records = exec.map((line) => {
      const [, type = '', text = ''] = /type=(\S+) msg=\S+ (.*)$/.exec(line) ?? [];
      return {
        _TRANSPORT: 'audit',
        _AUDIT_TYPE_NAME: type,
        _AUDIT_ID: '7',
        _SOURCE_REALTIME_TIMESTAMP: '1795310108377000',
        _HOSTNAME: 'Web9',
        MESSAGE: `${type} ${text}`,
      };
    });
    expect(read(records).events).toMatchObject([
      { kind: 'launch', host: 'web9', time: 1_795_310_108_377 + 7 / 4096, arguments: ['gpg', '-c', 'x'] },
    ]);
  });
});

describe('whole events in one JSON record', () => {
  it('are read as Wazuh has them, all records on one line', () => {
    const wazuh = { full_log: exec.join(' '), agent: { name: 'Web9' }, manager: { name: 'siem' } };
    expect(read([wazuh]).events).toMatchObject([{ host: 'web9', pid: 11, arguments: ['gpg', '-c', 'x'] }]);
  });

  it('are read as go-audit has them, types as numbers', () => {
    const types: Readonly<Record<string, number>> = {
      SYSCALL: 1300,
      EXECVE: 1309,
      CWD: 1307,
      PATH: 1302,
      PROCTITLE: 1327,
    };
    const messages = exec.map((line) => {
      const [, type = '', data = ''] = /type=(\S+) msg=\S+ (.*)$/.exec(line) ?? [];
      return { type: types[type], data };
    });
    const record = { sequence: 7, timestamp: '1795310108.377', messages, uid_map: {} };
    expect(read([record]).events).toMatchObject([{ host: 'web1', pid: 11, arguments: ['gpg', '-c', 'x'] }]);
  });
});

describe('AUOMS', () => {
  const line = (rest: string): JsonObject => ({
    Type: 'Syslog',
    Computer: 'UBUNTU5',
    SyslogMessage: `type=AUOMS_EXECVE audit(1652292621.990:84143): SchemaVersion="1" node=UBUNTU5 arch=x86_64 syscall=${rest} redactors= containerid=`,
  });
  const subject =
    'a0=7 a1=7 a2=7 a3=b ppid=1340 pid=17790 audit_user=unset auid=4294967295 user=tomcat uid=1001 ses="-1" comm="bash" exe="/bin/bash" cwd="/"';

  it('tells executions, whose command line is not escaped', () => {
    const { events } = read([
      line(
        `execve syscall_r=59 success=yes exit=0 ${subject} path_name=["/bin/bash"] path_nametype=["NORMAL"] argc=3 cmdline="bash -c "id redactors= -x""`,
      ),
    ]);
    expect(events).toMatchObject([
      {
        kind: 'launch',
        host: 'ubuntu5',
        pid: 17_790,
        parentPid: 1_340,
        image: '/bin/bash',
        commandLine: 'bash -c "id redactors= -x"',
        user: 'tomcat',
        loginUser: undefined,
        session: undefined,
        cwd: '/',
        arguments: undefined,
      },
    ]);
  });

  it('launches nothing when an execution failed: its title is that of the caller', () => {
    const failed = line(
      `execve syscall_r=59 success=no exit=-2 ${subject} path_name=["/usr/sbin/x"] proctitle=java -jar a.jar`,
    );
    expect(read([failed])).toMatchObject({
      events: [],
      kinds: ['AUOMS SYSCALL execve'],
      broken: [undefined],
    });
  });
});

describe('Sysmon for Linux', () => {
  const carry = (xml: string): JsonObject => ({ Type: 'Syslog', Computer: 'UBUNTU5', SyslogMessage: xml });
  const launch = {
    ProcessGuid: '{94325212-fc0d-627b-4874-61f901560000}',
    ProcessId: '17790',
    Image: '/bin/bash',
    CommandLine: 'bash -c &lt;x&gt;',
    User: 'tomcat',
    TerminalSessionId: '12',
    IntegrityLevel: 'no level',
    ParentProcessGuid: '{94325212-f5a5-627b-b809-87f375550000}',
    ParentProcessId: '1340',
    ParentCommandLine: '/usr/bin/java -jar a.jar',
  };

  it('tells processes, connections and files', () => {
    const connection = {
      ProcessGuid: launch.ProcessGuid,
      ProcessId: '17790',
      Image: 'bash',
      User: 'tomcat',
      Protocol: 'tcp',
      Initiated: 'true',
      SourceIp: '10.0.0.5',
      SourcePort: '40000',
      DestinationIp: '203.0.113.20',
      DestinationHostname: '-',
      DestinationPort: '443',
    };
    const file = {
      ProcessGuid: launch.ProcessGuid,
      ProcessId: '17790',
      Image: '/bin/bash',
      TargetFilename: '/tmp/x',
    };
    const { events } = read([
      carry(sysmonEvent(1, launch)),
      carry(`Nov 22 06:00:01 u sysmon: ${sysmonEvent(3, connection)}`),
      carry(sysmonEvent(11, file)),
      carry(sysmonEvent(23, file)),
    ]);
    expect(events).toMatchObject([
      {
        kind: 'launch',
        host: 'ubuntu5',
        uid: '94325212-fc0d-627b-4874-61f901560000',
        commandLine: 'bash -c <x>',
        session: '12',
        integrity: undefined,
        parentPid: 1340,
        how: 'exec',
        sensor: 'sysmon-linux',
        platform: 'linux',
      },
      {
        kind: 'connection',
        direction: 'outbound',
        remoteAddress: '203.0.113.20',
        remoteName: undefined,
        image: undefined,
      },
      { kind: 'file', action: 'write', path: '/tmp/x' },
      { kind: 'file', action: 'delete', path: '/tmp/x' },
    ]);
  });

  it('does not take the end of a thread, or of nobody, for that of a process', () => {
    const end = (image: string, guid: string): JsonObject =>
      carry(sysmonEvent(5, { ProcessGuid: guid, ProcessId: '1340', Image: image }));
    expect(
      read([
        end('java', launch.ProcessGuid),
        end('&lt unknown process&gt ', '{94325212-fc0e-627b-0000-000000000000}'),
      ]).events,
    ).toEqual([]);
    expect(read([end('/usr/bin/java', launch.ProcessGuid)]).events).toMatchObject([
      { kind: 'end', pid: 1340 },
    ]);
  });

  it('reads what syslog left of an event that it cut', () => {
    const whole = sysmonEvent(1, launch);
    const value = whole.indexOf('-jar a.jar');
    for (const cut of [
      value + 3,
      whole.indexOf('</Data>', value) + 4,
      whole.indexOf('<Data Name="ParentCommandLine') + 9,
    ]) {
      const { events, broken } = read([carry(whole.slice(0, cut))]);
      expect(broken).toEqual([undefined]);
      expect(events).toMatchObject([{ kind: 'launch', commandLine: 'bash -c <x>', parentPid: 1340 }]);
    }
    expect(read([carry('<Event><System><Provider Name="Linux-Sysmon"')]).broken[0]).toContain(
      'cannot be read',
    );
  });
});

describe('JSON inside a string', () => {
  it('is read as what it is, with the host of its carrier', () => {
    const tetragon = {
      process_exit: { process: { exec_id: 'a', pid: 5, binary: '/bin/x' } },
      time: '2026-11-22T06:00:00Z',
    };
    expect(read([{ log: `${JSON.stringify(tetragon)}\n`, host: 'node7' }]).events).toMatchObject([
      { kind: 'end', host: 'node7', pid: 5 },
    ]);
  });
});
