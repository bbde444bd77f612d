import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { TelemetryEvent } from '../../../event/event.ts';
import { readRecords } from '../../../../test/network/read-records.ts';
import { zeekService } from './zeek-conn.ts';
import { zeekJsonProduct } from './zeek-json.ts';

/** Imitates conn.log of Zeek 6 (real: the RITA logs); rows by name, what is missing is unset. */
function conn(row: Readonly<Record<string, string>>): string {
  const fields =
    'ts uid id.orig_h id.orig_p id.resp_h id.resp_p proto service duration orig_bytes resp_bytes conn_state missed_bytes history orig_pkts orig_ip_bytes resp_pkts resp_ip_bytes'.split(
      ' ',
    );
  const usual: Readonly<Record<string, string>> = {
    ts: '1767614400.000001',
    uid: 'CPNkcu1aY5i3SzaKt1',
    'id.orig_h': '10.0.0.5',
    'id.orig_p': '50123',
    'id.resp_h': '203.0.113.9',
    'id.resp_p': '443',
    proto: 'tcp',
    conn_state: 'SF',
    missed_bytes: '0',
  };
  const values = fields.map((field) => row[field] ?? usual[field] ?? '-');
  return `#separator \\x09\n#unset_field\t-\n#path\tconn\n#fields\t${fields.join('\t')}\n${values.join('\t')}\n`;
}

function events(text: string): readonly TelemetryEvent[] {
  const account = readRecords(Buffer.from(text));
  expect([account.unknown, account.broken, account.rejected]).toEqual([0, [], []]);
  return account.events;
}

function event(text: string): TelemetryEvent | undefined {
  return events(text)[0];
}

const SIDES = { 'id.orig_h': '10.0.0.5', 'id.orig_p': 50_123, 'id.resp_h': '203.0.113.9', 'id.resp_p': 443 };

describe('conn.log', () => {
  it('is a flow: first packet, end, payload both ways', () => {
    const text = conn({
      service: 'ssl',
      duration: '10.849194',
      orig_bytes: '1183',
      resp_bytes: '13155',
      orig_pkts: '26',
      resp_pkts: '23',
    });
    expect(event(text)).toMatchObject({
      kind: 'flow',
      host: 'sensor',
      sensor: 'zeek',
      code: 'conn',
      flowId: 'CPNkcu1aY5i3SzaKt1',
      time: 1_767_614_400_000.001,
      end: 1_767_614_410_849.195,
      protocol: 'tcp',
      sourceAddress: '10.0.0.5',
      destinationPort: 443,
      bytesOut: 1183,
      bytesIn: 13_155,
      wireBytes: false,
      established: true,
      service: 'tls',
    });
  });

  it.each([
    ['S1', 'tcp', true],
    ['SF', 'tcp', true],
    ['RSTO', 'tcp', true],
    ['S0', 'tcp', false],
    ['REJ', 'tcp', false],
    ['RSTOS0', 'tcp', false],
    ['SH', 'tcp', false],
    ['OTH', 'tcp', undefined],
    ['RSTRH', 'tcp', undefined],
    ['SHR', 'tcp', undefined],
    ['SF', 'udp', true],
    // A datagram nobody answers may have carried data out all the same.
    ['S0', 'udp', undefined],
  ])('state %s of %s: established %s', (conn_state, proto, established) => {
    expect(event(conn({ conn_state, proto }))).toMatchObject({ established });
  });

  it('midstream counts as established where payload went both ways', () => {
    expect(event(conn({ conn_state: 'OTH', orig_bytes: '9', resp_bytes: '9' }))).toMatchObject({
      established: true,
    });
  });

  it('does not believe payload that the packets could not have carried', () => {
    const wrong = conn({
      orig_bytes: '4294960000',
      resp_bytes: '10',
      orig_pkts: '6',
      resp_pkts: '5',
      orig_ip_bytes: '900',
      resp_ip_bytes: '800',
    });
    expect(event(wrong)).toMatchObject({ bytesOut: 900, bytesIn: 800, wireBytes: true });
    // Segmentation offload: more payload than the IP headers say is real.
    const offloaded = conn({
      orig_bytes: '4060',
      resp_bytes: '1681',
      orig_pkts: '12',
      resp_pkts: '11',
      orig_ip_bytes: '1307',
      resp_ip_bytes: '2133',
    });
    expect(event(offloaded)).toMatchObject({ bytesOut: 4060, wireBytes: false });
    const unset = conn({ proto: 'udp', conn_state: 'S0', orig_ip_bytes: '59', resp_ip_bytes: '0' });
    expect(event(unset)).toMatchObject({ bytesOut: 59, bytesIn: 0, wireBytes: true });
  });

  it('says that no protocol was recognised only where Zeek saw payload from the start', () => {
    const payload = { orig_bytes: '900', resp_bytes: '900', orig_pkts: '5', resp_pkts: '5' };
    expect(event(conn(payload))).toMatchObject({ service: 'none' });
    expect(event(conn({ ...payload, conn_state: 'OTH' }))).toMatchObject({ service: undefined });
    expect(event(conn({ conn_state: 'S0' }))).toMatchObject({ service: undefined });
  });

  it.each([
    ['ssl', 'tls'],
    ['quic,ssl', 'quic'],
    ['smtp,ssl', 'tls'],
    ['gssapi,smb,krb', 'smb'],
    ['krb,smb,gssapi', 'smb'],
    ['-http,ssh', 'ssh'],
    ['-http', undefined],
    ['ftp-data', 'ftp-data'],
  ])('service %s is %s', (service, name) => {
    expect(zeekService(service)).toBe(name);
  });

  it('has no ports where Zeek wrote types of ICMP', () => {
    expect(event(conn({ proto: 'icmp', 'id.orig_p': '8', 'id.resp_p': '0' }))).toMatchObject({
      protocol: 'icmp',
      sourcePort: 0,
    });
  });

  it('writes addresses in their one form', () => {
    const text = conn({ 'id.orig_h': '2001:0DB8:0:0:0:0:0:1', 'id.resp_h': '::ffff:203.0.113.9' });
    expect(event(text)).toMatchObject({ sourceAddress: '2001:db8::1', destinationAddress: '203.0.113.9' });
  });

  it('reports a torn row, and one without an address or time', () => {
    const torn = readRecords(Buffer.from(conn({}).slice(0, -20)));
    expect(torn.broken).toEqual(['the row has 9 of 18 columns']);
    expect(readRecords(Buffer.from(conn({ 'id.resp_h': '-' }))).broken).toEqual([
      'an address of the connection is missing',
    ]);
    expect(readRecords(Buffer.from(conn({ ts: '-' }))).broken).toEqual([
      'the record has no time that can be read',
    ]);
  });
});

describe('Zeek as JSON', () => {
  const CONN = {
    ts: 1_767_614_400.5,
    uid: 'CPNkcu1aY5i3SzaKt1',
    proto: 'tcp',
    conn_state: 'SF',
    orig_bytes: 10,
    resp_bytes: 20,
  };
  const underscored = Object.fromEntries(
    Object.entries(SIDES).map(([key, value]) => [key.replace('.', '_'), value]),
  );

  it.each([
    ['plain', { ...CONN, ...SIDES }, 'sensor'],
    [
      'with times as ISO text and a stream tag (Corelight)',
      { ...CONN, ...SIDES, _path: 'conn', _system_name: 'Sensor7', ts: '2026-01-05T12:00:00.500Z' },
      'sensor7',
    ],
    ['with milliseconds', { ...CONN, ...SIDES, ts: 1_767_614_400_500 }, 'sensor'],
    [
      'with underscores (ROCK NSM)',
      { ...CONN, ...underscored, '@stream': 'conn', '@system': 'rock.lan' },
      'rock.lan',
    ],
    [
      'nested',
      { ...CONN, id: { orig_h: '10.0.0.5', orig_p: '50123', resp_h: '203.0.113.9', resp_p: 443 } },
      'sensor',
    ],
    ['tagged by its log (Kafka)', { conn: { ...CONN, ...SIDES } }, 'sensor'],
    ['in a search result', { _index: 'zeek', _source: { ...CONN, ...SIDES } }, 'sensor'],
    [
      'as text in a shipper’s field',
      { '@timestamp': '2026-01-06T00:00:00Z', message: JSON.stringify({ ...CONN, ...SIDES }) },
      'sensor',
    ],
  ])('%s is the same flow', (_, record, host) => {
    expect(event(JSON.stringify(record))).toMatchObject({
      kind: 'flow',
      host,
      time: 1_767_614_400_500,
      flowId: CONN.uid,
      sourcePort: 50_123,
      destinationAddress: '203.0.113.9',
      bytesOut: 10,
      bytesIn: 20,
      established: true,
    });
  });

  it('made into ECS by Elastic is the same flow, with the bytes of whole packets', () => {
    // Imitates the expected documents of Filebeat's Zeek module.
    const document = {
      '@timestamp': '2026-01-05T12:00:00.500Z',
      'event.module': 'zeek',
      'event.dataset': 'zeek.connection',
      'event.duration': 2_000_000_000,
      'source.ip': '10.0.0.5',
      'source.port': 50_123,
      'source.bytes': 103,
      destination: { ip: '203.0.113.9', port: 443, bytes: 206 },
      network: { transport: 'tcp', community_id: '1:abc=', application: 'ssl' },
      zeek: { session_id: 'C1', connection: { state: 'SF', missed_bytes: 0 } },
      host: { name: 'Sensor9' },
    };
    expect(event(JSON.stringify(document))).toMatchObject({
      host: 'sensor9',
      time: 1_767_614_400_500,
      end: 1_767_614_402_500,
      flowId: 'C1',
      communityId: '1:abc=',
      bytesOut: 103,
      bytesIn: 206,
      wireBytes: true,
      service: 'tls',
      established: true,
    });
  });

  it('does not take what only looks a little like it', () => {
    for (const record of [
      { ts: 1, msg: 'started', level: 'info' },
      { ts: 1, stream: 'stdout', log: 'x' },
      { ts: 1, uid: 'abc', path: '/x' },
      { conn: { open: 3 } },
      { query: 'a', qtype_name: 'A' },
      { name: 'x.zeek', other: 1 },
      { host: '10.0.0.5', uri: '/', method: 'GET', status_code: 200 },
      { _path: '/tmp/x', ts: 4 },
    ])
      expect([record, zeekJsonProduct.knows(record)]).toEqual([record, false]);
  });
});

describe('other logs', () => {
  const base = { ts: 1_767_614_400, uid: 'C1', ...SIDES };

  it('ssl: the handshake', () => {
    const ssl = {
      ...base,
      version: 'TLSv12',
      cipher: 'TLS_RSA_WITH_RC4_128_SHA',
      server_name: 'Drop.Example',
      resumed: false,
      established: true,
      next_protocol: 'h2',
      ja3: 'a',
      ja3s: 'b',
      ja4: 't13d',
      subject: 'CN=x',
      issuer: 'CN=y',
    };
    expect(event(JSON.stringify(ssl))).toMatchObject({
      service: 'tls',
      established: true,
      destinationName: 'drop.example',
      tls: {
        serverName: 'drop.example',
        version: 'TLSv1.2',
        cipher: 'TLS_RSA_WITH_RC4_128_SHA',
        alpn: 'h2',
        ja3: 'a',
        ja3s: 'b',
        ja4: 't13d',
        subject: 'CN=x',
        issuer: 'CN=y',
      },
    });
    expect(event(JSON.stringify({ ...ssl, ja4: 'q13d', server_name: '203.0.113.9' }))).toMatchObject({
      service: 'quic',
      protocol: 'udp',
      destinationName: undefined,
    });
  });

  it('http: method, host, path, agent; a proxy request names its true destination', () => {
    const http = {
      ...base,
      trans_depth: 1,
      method: 'POST',
      host: 'a.example:8080',
      uri: '/up',
      user_agent: 'curl',
      request_body_len: 9,
      status_code: 200,
    };
    expect(event(JSON.stringify(http))).toMatchObject({
      service: 'http',
      http: { method: 'POST', host: 'a.example:8080', path: '/up', userAgent: 'curl', status: 200 },
      destinationName: 'a.example',
    });
    const tunnel = {
      ...http,
      method: 'CONNECT',
      host: 'proxy.example',
      uri: 'drop.example:443',
      username: 'jdoe',
      status_code: 0,
    };
    expect(event(JSON.stringify(tunnel))).toMatchObject({
      destinationName: 'drop.example',
      user: 'jdoe',
      http: { status: undefined },
    });
  });

  it('dns: addresses and the chain of names', () => {
    const dns = {
      ...base,
      trans_id: 5,
      rejected: false,
      query: 'WWW.Example.com',
      qtype_name: 'A',
      answers: ['cdn.example.net', '203.0.113.9'],
    };
    expect(event(JSON.stringify(dns))).toMatchObject({
      kind: 'name',
      name: 'www.example.com',
      addresses: ['203.0.113.9'],
      aliases: ['cdn.example.net'],
      clientAddress: '10.0.0.5',
    });
    const txt = { ...dns, qtype_name: 'TXT', answers: ['TXT 5 hello'] };
    expect(event(JSON.stringify(txt))).toMatchObject({ addresses: [], aliases: [] });
    expect(events(JSON.stringify({ ...dns, query: undefined }))).toEqual([]);
  });

  it('dhcp: which host had the address, only where the server agreed', () => {
    const dhcp = {
      ts: 1_767_614_400,
      uids: ['C1'],
      client_addr: '10.0.0.5',
      assigned_addr: '10.0.0.6',
      mac: '08-00-27-7F-09-E1',
      host_name: 'John-PC',
      lease_time: 3600,
      msg_types: ['REQUEST', 'ACK'],
    };
    expect(event(JSON.stringify(dhcp))).toMatchObject({
      kind: 'address',
      host: 'john-pc',
      address: '10.0.0.6',
      mac: '08:00:27:7f:09:e1',
      until: 1_767_618_000_000,
    });
    expect(events(JSON.stringify({ ...dhcp, msg_types: ['DISCOVER'] }))).toEqual([]);
    expect(events(JSON.stringify({ ...dhcp, host_name: undefined }))).toEqual([]);
  });

  it('files: entropy, where the site has it measured and nothing is missing', () => {
    const file = {
      ...base,
      fuid: 'F1',
      source: 'HTTP',
      seen_bytes: 4096,
      missing_bytes: 0,
      is_orig: true,
      entropy: 7.95,
      mime_type: 'application/gzip',
    };
    expect(event(JSON.stringify(file))).toMatchObject({
      flowId: 'C1',
      payloadOut: { length: 4096, entropy: 7.95, chiSquare: undefined, verdict: 'container:gzip' },
      payloadIn: undefined,
    });
    const old = {
      ts: 1,
      fuid: 'F1',
      conn_uids: ['C9'],
      tx_hosts: ['10.0.0.5'],
      rx_hosts: ['203.0.113.9'],
      seen_bytes: 300,
      entropy: 5,
      is_orig: true,
    };
    expect(event(JSON.stringify(old))).toMatchObject({
      flowId: 'C9',
      sourceAddress: '10.0.0.5',
      sourcePort: 0,
      protocol: '',
    });
    expect(events(JSON.stringify({ ...file, missing_bytes: 5 }))).toEqual([]);
    expect(events(JSON.stringify({ ...file, entropy: undefined }))).toEqual([]);
  });

  it('ssh, ftp, socks: the protocol, and the destination behind a proxy', () => {
    expect(event(JSON.stringify({ ...base, auth_attempts: 0, kex_alg: 'x' }))).toMatchObject({
      service: 'ssh',
    });
    const socks = {
      ...base,
      version: 5,
      user: 'bob',
      'request.name': 'drop.example',
      request_p: 443,
      bound_p: 1,
    };
    expect(event(JSON.stringify(socks))).toMatchObject({
      service: 'socks',
      destinationName: 'drop.example',
      user: 'bob',
    });
  });

  it('what Zeek lost of the traffic is a gap', () => {
    const loss = { ts: 1, ts_delta: 900, peer: 'w', gaps: 1, acks: 10, percent_lost: 3.5 };
    expect(event(JSON.stringify(loss))).toMatchObject({
      kind: 'health',
      state: 'gap',
      detail: 'Zeek missed 3.50 % of the traffic of the last interval',
    });
    expect(events(JSON.stringify({ ...loss, percent_lost: 0 }))).toEqual([]);
    const reporter =
      '#separator \\x09\n#path\treporter\n#fields\tts\tlevel\tmessage\tlocation\n1\tReporter::INFO\t2047 packets received on interface en0, 12 (0.58%) dropped\t-\n';
    expect(event(reporter)).toMatchObject({ kind: 'health', state: 'gap' });
    expect(events(reporter.replace(', 12 (0.58%)', ', 0 (0.00%)'))).toEqual([]);
  });

  it('are counted by name, unknown ones together', () => {
    const header = (path: string): string => `#separator \\x09\n#path\t${path}\n#fields\tts\n1\n`;
    expect(readRecords(Buffer.from(header('x509') + header('my_own') + header('weird'))).kinds).toEqual({
      'Zeek x509': 1,
      'Zeek other': 1,
      'Zeek weird': 1,
    });
  });
});

describe('a log that ends anywhere', () => {
  it('gives what stands before the end, and at most one row that is reported', () => {
    const row = (n: number): string => conn({ uid: `C${n}` }).split('\n')[4] ?? '';
    const text = `${conn({})}${[1, 2, 3].map(row).join('\n')}\n`;
    const whole = readRecords(Buffer.from(text)).events;
    fc.assert(
      fc.property(
        fc.integer({ min: conn({}).length, max: text.length }),
        fc.integer({ min: 1, max: 40 }),
        (end, piece) => {
          const cut = readRecords(Buffer.from(text.slice(0, end)), 'member', piece);
          // What is cut off in the last column of the last row cannot be told from a shorter value.
          expect(cut.events.slice(0, -1)).toEqual(whole.slice(0, Math.max(0, cut.events.length - 1)));
          expect(cut.broken.length + cut.rejected.length).toBeLessThanOrEqual(1);
          expect(cut.events.length).toBeGreaterThanOrEqual(text.slice(0, end).split('\n').length - 5);
        },
      ),
      { numRuns: 200 },
    );
  });
});

describe('a hostile record', () => {
  it('of any content is read without an error thrown', () => {
    const key = fc.constantFrom(
      'ts',
      'uid',
      'id.orig_h',
      'id',
      'id.resp_h',
      'proto',
      'conn_state',
      'query',
      'answers',
      'fuid',
      'entropy',
      'zeek',
      'event.dataset',
      'message',
      '_path',
      'duration',
      'trans_depth',
      'uri',
      'uids',
      'msg_types',
    );
    const value = fc.oneof(
      fc.constantFrom('10.0.0.5', 'conn', 'zeek.connection', 1e300, -1, Number.MAX_VALUE, '{"ts":1}', null),
      fc.jsonValue({ maxDepth: 2 }),
      fc.string(),
    );
    fc.assert(
      fc.property(fc.dictionary(key, value, { maxKeys: 12 }), (record) => {
        readRecords(
          Buffer.from(JSON.stringify({ ts: 1, 'id.orig_h': '10.0.0.5', 'id.resp_h': '10.0.0.6', ...record })),
        );
      }),
      { numRuns: 500 },
    );
  });
});
