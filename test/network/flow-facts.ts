import type { Connection, Flow } from '../../src/event/event.ts';

/** A morning in 2026, in milliseconds. */
export const NOON = Date.UTC(2026, 0, 5, 12);

/** A flow of one minute from a workstation to a server outside, as Zeek tells of it. */
export function flow(facts: Partial<Flow> = {}): Flow {
  return {
    kind: 'flow',
    host: 'sensor1',
    time: NOON,
    sensor: 'zeek',
    platform: undefined,
    code: 'conn',
    place: { source: 'conn.log', offset: 0, length: 100 },
    flowId: undefined,
    communityId: undefined,
    protocol: 'tcp',
    sourceAddress: '10.0.0.5',
    sourcePort: 50_123,
    destinationAddress: '203.0.113.9',
    destinationPort: 443,
    end: undefined,
    bytesOut: undefined,
    bytesIn: undefined,
    wireBytes: false,
    established: undefined,
    service: undefined,
    tls: undefined,
    http: undefined,
    payloadOut: undefined,
    payloadIn: undefined,
    destinationName: undefined,
    user: undefined,
    translatedSource: undefined,
    translatedSourcePort: undefined,
    ...facts,
  };
}

/** The same connection as the workstation's own sensor tells of it. */
export function connection(facts: Partial<Connection> = {}): Connection {
  return {
    kind: 'connection',
    host: 'ws1',
    time: NOON,
    sensor: 'sysmon',
    platform: undefined,
    code: 3,
    place: { source: 'sysmon.json', offset: 0, length: 100 },
    uid: undefined,
    pid: 4711,
    image: 'C:\\tools\\curl.exe',
    user: undefined,
    protocol: 'tcp',
    direction: 'outbound',
    localAddress: '10.0.0.5',
    localPort: 50_123,
    remoteAddress: '203.0.113.9',
    remotePort: 443,
    remoteName: undefined,
    ...facts,
  };
}

/** A connection as auditd tells of it: the called end alone, taken for TCP. */
export function audited(facts: Partial<Connection> = {}): Connection {
  return connection({
    sensor: 'auditd',
    code: 'connect',
    platform: 'linux',
    localAddress: '',
    localPort: 0,
    image: '/usr/bin/curl',
    ...facts,
  });
}
