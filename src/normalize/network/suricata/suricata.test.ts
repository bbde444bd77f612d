import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { TelemetryEvent } from '../../../event/event.ts';
import { readRecords } from '../../../../test/network/read-records.ts';
import { suricataProduct } from './suricata.ts';

/** Imitates EVE of Suricata 6 and 8 (real: the Slips recording, the OISF documentation). */
const BASE = {
  timestamp: '2026-01-05T13:04:24.540473+0100',
  flow_id: 1_820_734_905_123_445,
  in_iface: 'eth0',
  src_ip: '10.0.0.5',
  src_port: 49_250,
  dest_ip: '203.0.113.9',
  dest_port: 443,
  proto: 'TCP',
  host: 'IDS1',
};

function events(...records: readonly object[]): readonly TelemetryEvent[] {
  const account = readRecords(Buffer.from(records.map((record) => JSON.stringify(record)).join('\n')));
  expect([account.unknown, account.broken, account.rejected]).toEqual([0, [], []]);
  return account.events;
}

function event(record: object): TelemetryEvent | undefined {
  return events(record)[0];
}

describe('flow events', () => {
  const FLOW = {
    ...BASE,
    event_type: 'flow',
    app_proto: 'tls',
    flow: {
      bytes_toserver: 1842,
      bytes_toclient: 11_086,
      pkts_toclient: 12,
      start: '2026-01-05T13:00:00.250000+0100',
      end: '2026-01-05T13:00:10.250000+0100',
      state: 'closed',
    },
    tcp: { tcp_flags_ts: '1b', tcp_flags_tc: '1b' },
  };

  it('tell of start and end of the flow, not of when they were written', () => {
    expect(event(FLOW)).toMatchObject({
      kind: 'flow',
      host: 'ids1',
      sensor: 'suricata',
      flowId: '1820734905123445',
      time: Date.UTC(2026, 0, 5, 12, 0, 0, 250),
      end: Date.UTC(2026, 0, 5, 12, 0, 10, 250),
      bytesOut: 1842,
      bytesIn: 11_086,
      wireBytes: true,
      established: true,
      service: 'tls',
      destinationPort: 443,
    });
  });

  it.each([
    ['a refusal', { tcp_flags_ts: '02', tcp_flags_tc: '14' }, 'closed', false],
    ['no answer', { tcp_flags_ts: '02', tcp_flags_tc: '00' }, 'new', false],
    ['seen from the middle', { tcp_flags_ts: '18', tcp_flags_tc: '18' }, 'established', true],
    ['without flags', undefined, 'closed', true],
  ])('%s', (_, tcp, state, established) => {
    expect(event({ ...FLOW, tcp, flow: { ...FLOW.flow, state } })).toMatchObject({ established });
  });

  it('failed protocol recognition is none, no recognition is unknown', () => {
    expect(event({ ...FLOW, app_proto: 'failed' })).toMatchObject({ service: 'none' });
    expect(event({ ...FLOW, app_proto: undefined })).toMatchObject({ service: undefined });
  });

  it('a datagram without an answer is not called an attempt', () => {
    const udp = {
      ...FLOW,
      proto: 'UDP',
      tcp: undefined,
      flow: { ...FLOW.flow, pkts_toclient: 0, state: 'new' },
    };
    expect(event(udp)).toMatchObject({ protocol: 'udp', established: undefined });
  });

  it('halves (netflow) are turned to whoever called', () => {
    const half = {
      ...BASE,
      event_type: 'netflow',
      src_ip: '203.0.113.9',
      src_port: 443,
      dest_ip: '10.0.0.5',
      dest_port: 49_250,
      netflow: { bytes: 900, start: BASE.timestamp },
    };
    expect(event(half)).toMatchObject({
      sourceAddress: '10.0.0.5',
      destinationPort: 443,
      bytesOut: undefined,
      bytesIn: 900,
    });
  });
});

describe('what was read in a flow', () => {
  it('tls, with JA3 and JA4; an empty ja3 is none', () => {
    const tls = {
      ...BASE,
      event_type: 'tls',
      tls: {
        sni: 'Drop.Example',
        version: 'TLSv1',
        subject: 'CN=x',
        issuerdn: 'CN=y',
        ja3: { hash: 'aa' },
        ja3s: {},
        ja4: 't13d',
        client_alpns: ['h2', 'http/1.1'],
        server_alpns: ['h2'],
      },
    };
    expect(event(tls)).toMatchObject({
      service: 'tls',
      destinationName: 'drop.example',
      tls: {
        serverName: 'drop.example',
        version: 'TLSv1.0',
        ja3: 'aa',
        ja3s: undefined,
        ja4: 't13d',
        alpn: 'h2',
        issuer: 'CN=y',
      },
    });
  });

  it('quic, ssh, http', () => {
    expect(
      event({ ...BASE, proto: 'UDP', event_type: 'quic', quic: { sni: 'a.example', ja4: 'q13d' } }),
    ).toMatchObject({ service: 'quic', tls: { serverName: 'a.example', ja4: 'q13d' } });
    expect(event({ ...BASE, event_type: 'ssh', ssh: {} })).toMatchObject({ service: 'ssh' });
    const http = {
      ...BASE,
      event_type: 'http',
      http: { hostname: 'a.example', url: '/x', http_method: 'POST', http_user_agent: 'curl', status: 200 },
    };
    expect(event(http)).toMatchObject({
      http: { method: 'POST', host: 'a.example', path: '/x', userAgent: 'curl', status: 200 },
    });
  });

  it('a file is sent by the source of its record, who may be the server', () => {
    const file = {
      ...BASE,
      event_type: 'fileinfo',
      src_ip: '203.0.113.9',
      src_port: 554,
      dest_ip: '10.0.0.5',
      dest_port: 51_230,
      http: { hostname: 'a.example', http_port: 554 },
      fileinfo: { size: 47 },
    };
    expect(event(file)).toMatchObject({
      sourceAddress: '10.0.0.5',
      destinationPort: 554,
      http: { host: 'a.example' },
    });
    expect(event({ ...BASE, event_type: 'fileinfo', direction: 'to_server', fileinfo: {} })).toMatchObject({
      sourceAddress: '10.0.0.5',
    });
  });

  it('entropy of Suricata 8, in whatever event it was left', () => {
    const alert = {
      ...BASE,
      event_type: 'alert',
      src_ip: '203.0.113.9',
      src_port: 443,
      dest_ip: '10.0.0.5',
      dest_port: 49_250,
      alert: {},
      flow: { bytes_toserver: 5000, bytes_toclient: 100, src_ip: '10.0.0.5', src_port: 49_250 },
      metadata: { entropy: { 'http.request_body': 7.9, payload: 4.5 } },
    };
    expect(event(alert)).toMatchObject({
      sourceAddress: '10.0.0.5',
      payloadOut: { length: 5000, entropy: 7.9 },
      payloadIn: { length: 100, entropy: 4.5 },
    });
    expect(events({ ...alert, metadata: { flowbits: ['x'] } })).toEqual([]);
  });
});

describe('dns events', () => {
  const query = { ...BASE, proto: 'UDP', event_type: 'dns', dest_port: 53 };
  const answer = { ...query, src_ip: '203.0.113.9', src_port: 53, dest_ip: '10.0.0.5', dest_port: 49_250 };
  const A = { rrname: 'cdn.example', rrtype: 'A', rdata: '198.51.100.1' };
  const CNAME = { rrname: 'WWW.example', rrtype: 'CNAME', rdata: 'cdn.example' };

  it.each([
    ['version 1: a query', { ...query, dns: { type: 'query', rrname: 'www.example', rrtype: 'A' } }, [], []],
    [
      'version 1: an answer',
      { ...answer, dns: { type: 'answer', rrname: 'www.example', rrtype: 'A', rdata: '198.51.100.1' } },
      ['198.51.100.1'],
      [],
    ],
    [
      'version 2: answers',
      { ...answer, dns: { version: 2, type: 'answer', rrname: 'www.example', answers: [CNAME, A] } },
      ['198.51.100.1'],
      ['cdn.example'],
    ],
    [
      'version 2: grouped',
      {
        ...answer,
        dns: { version: 2, type: 'answer', rrname: 'www.example', grouped: { A: ['198.51.100.1'] } },
      },
      ['198.51.100.1'],
      [],
    ],
    [
      'version 2 without the question',
      { ...answer, dns: { version: 2, type: 'answer', answers: [A, CNAME] } },
      ['198.51.100.1'],
      ['cdn.example'],
    ],
    [
      'version 3',
      {
        ...answer,
        dns: { version: 3, type: 'response', queries: [{ rrname: 'www.example' }], answers: [A] },
      },
      ['198.51.100.1'],
      [],
    ],
    [
      'version 3 with the addresses of the flow',
      { ...query, dns: { version: 3, type: 'response', queries: [{ rrname: 'www.example' }], answers: [A] } },
      ['198.51.100.1'],
      [],
    ],
  ])('%s', (_, record, addresses, aliases) => {
    expect(event(record)).toMatchObject({
      kind: 'name',
      name: 'www.example',
      addresses,
      aliases,
      clientAddress: '10.0.0.5',
    });
  });
});

describe('the sensor', () => {
  it('says what it lost, each time the count has grown', () => {
    const stats = (kernel_drops: number): object => ({
      timestamp: BASE.timestamp,
      event_type: 'stats',
      stats: { capture: { kernel_drops } },
    });
    const found = events(stats(0), stats(10), stats(10), stats(25), stats(5));
    expect(found.map((one) => one.kind === 'health' && one.detail)).toEqual([
      '10 packets were dropped before Suricata saw them',
      '15 packets were dropped before Suricata saw them',
      '5 packets were dropped before Suricata saw them',
    ]);
  });

  it('names the host of a lease', () => {
    const dhcp = {
      ...BASE,
      event_type: 'dhcp',
      dhcp: {
        dhcp_type: 'ack',
        assigned_ip: '10.0.0.9',
        client_mac: 'aa:bb:cc:dd:ee:ff',
        hostname: 'WS9',
        lease_time: 60,
      },
    };
    expect(event(dhcp)).toMatchObject({
      kind: 'address',
      host: 'ws9',
      address: '10.0.0.9',
      mac: 'aa:bb:cc:dd:ee:ff',
    });
  });

  it('counts alerts, and events it does not use', () => {
    const account = readRecords(
      Buffer.from(
        ['alert', 'anomaly', 'frobnicate']
          .map((event_type) => JSON.stringify({ ...BASE, event_type }))
          .join('\n'),
      ),
    );
    expect(account.kinds).toEqual({ 'Suricata alert': 1, 'Suricata anomaly': 1, 'Suricata other': 1 });
  });

  it('is known inside the documents of Elastic’s module, original kept or not', () => {
    const flow = { start: BASE.timestamp, bytes_toserver: 5 };
    const kept = {
      'event.module': 'suricata',
      'event.original': JSON.stringify({ ...BASE, event_type: 'flow', flow }),
    };
    const moved = {
      '@timestamp': '2026-01-05T12:04:24.540Z',
      event: { module: 'suricata', start: '2026-01-05T12:00:00Z' },
      source: { ip: '10.0.0.5', port: 49_250, bytes: 5 },
      destination: { ip: '203.0.113.9', port: 443 },
      network: { transport: 'tcp' },
      suricata: { eve: { event_type: 'flow', flow_id: '77' } },
    };
    expect(event(kept)).toMatchObject({ bytesOut: 5, sourcePort: 49_250 });
    expect(event(moved)).toMatchObject({
      bytesOut: 5,
      flowId: '77',
      destinationPort: 443,
      time: Date.UTC(2026, 0, 5, 12),
    });
  });

  it('is read behind a syslog header, whose host is the sensor', () => {
    const record = { ...BASE, host: undefined, event_type: 'ssh' };
    const line = `<13>Jan  5 12:00:00 ids7 suricata[12]: ${JSON.stringify(record)}`;
    const account = readRecords(Buffer.from(`${line}\n${line.slice(0, -3)}\n`));
    expect(account.events).toMatchObject([{ kind: 'flow', host: 'ids7', service: 'ssh' }]);
    expect(account.broken).toEqual(['the JSON behind the header is not whole']);
  });

  it('is not seen in other JSON', () => {
    for (const record of [
      { event_type: 'purge', ip_src: '10.0.0.5', ip_dst: '10.0.0.6' },
      { timestamp: 'x', event_type: 'login', user: 'a' },
      { timestamp: 'x', src_ip: '10.0.0.5', dest_ip: '10.0.0.6' },
      { event_type: 'stats', timestamp: 'x' },
    ])
      expect(suricataProduct.knows(record)).toBe(false);
  });

  it('reports what it cannot read, and never throws', () => {
    expect(
      readRecords(Buffer.from(JSON.stringify({ ...BASE, event_type: 'flow', timestamp: 'yesterday' })))
        .broken,
    ).toEqual(['the record has no time that can be read']);
    expect(
      readRecords(Buffer.from(JSON.stringify({ ...BASE, event_type: 'flow', src_ip: 'x' }))).broken,
    ).toEqual(['an address of the flow is missing']);
    const key = fc.constantFrom(
      'timestamp',
      'event_type',
      'src_ip',
      'flow',
      'tls',
      'dns',
      'http',
      'metadata',
      'tcp',
      'dhcp',
      'stats',
      'proto',
      'flow_id',
    );
    const value = fc.oneof(
      fc.constantFrom(
        'flow',
        'dns',
        'tls',
        'stats',
        { entropy: { payload: 9 } },
        { answers: [null, 5] },
        { start: {} },
      ),
      fc.jsonValue({ maxDepth: 2 }),
    );
    fc.assert(
      fc.property(fc.dictionary(key, value, { maxKeys: 10 }), (record) => {
        readRecords(Buffer.from(JSON.stringify({ ...BASE, event_type: 'flow', ...record })));
      }),
      { numRuns: 500 },
    );
  });
});
