import { describe, expect, it } from 'vitest';
import type { CaptureFlow } from '../../src/formats/capture/capture-flow.ts';
import { cipherSuiteName } from '../../src/formats/capture/protocol/tls-cipher-suites.ts';
import { tlsVersionName } from '../../src/formats/capture/protocol/tls-version.ts';
import { pcapFile } from './capture-files.ts';
import type { ConversationOptions, Talk } from './packets.ts';
import { conversation, datagrams, randomBytes } from './packets.ts';
import { readCapture } from './read-capture.ts';
import {
  alpn,
  clientHello,
  message,
  record,
  serverHello,
  serverName,
  supportedVersions,
  u16,
  vector,
} from './tls-messages.ts';

function flowOf(talks: readonly Talk[], options: ConversationOptions = {}): CaptureFlow {
  const { flows } = readCapture(pcapFile(conversation(talks, options)));
  expect(flows).toHaveLength(1);
  return flows[0]!;
}

const hello = clientHello({
  ciphers: [0x2a2a, 0x1301, 0xc02f, 0x000a],
  extensions: [
    serverName('Backup.Example.ORG'),
    alpn('h2', 'http/1.1'),
    supportedVersions(0x3a3a, 0x0304, 0x0303),
    [10, vector(2, u16(29, 23))],
    [13, vector(2, u16(0x0403, 0x0804))],
    [0xfe0d, Buffer.alloc(40)],
    // A post-quantum key share: the hello no longer fits one segment.
    [51, vector(2, Buffer.concat([u16(0x11ec), vector(2, Buffer.alloc(1216, 9))]))],
  ],
});
const answer = serverHello(0x1301, [[43, u16(0x0304)]]);
const applicationData = record(23, randomBytes(400), 0x0303);

describe('TLS', () => {
  const talks: readonly Talk[] = [
    { by: 'client', bytes: record(22, hello) },
    {
      by: 'server',
      bytes: Buffer.concat([
        record(22, answer, 0x0303),
        record(20, Buffer.from([1]), 0x0303),
        applicationData,
      ]),
    },
    { by: 'client', bytes: Buffer.concat([record(20, Buffer.from([1]), 0x0303), applicationData]) },
  ];

  it('shows what was asked for and chosen, on any port, though the hello spans segments', () => {
    expect(flowOf(talks, { segment: 500 })).toMatchObject({
      application: 'tls',
      upgradedFrom: undefined,
      tls: {
        serverName: 'backup.example.org',
        encryptedClientHello: true,
        version: 0x0304,
        cipher: 0x1301,
        offeredAlpn: ['h2', 'http/1.1'],
        offeredCiphers: [0x2a2a, 0x1301, 0xc02f, 0x000a],
        established: true,
        resumed: false,
        midstream: false,
        certificate: undefined,
      },
      sent: { verdict: { kind: 'protocol', name: 'tls' }, ciphertext: { form: 'none' } },
    });
  });

  it('shows it though the hello comes in several records', () => {
    const pieces = [hello.subarray(0, 3), hello.subarray(3, 90), hello.subarray(90)].map((piece) =>
      record(22, piece),
    );
    const flow = flowOf([{ by: 'client', bytes: Buffer.concat(pieces) }, ...talks.slice(1)]);
    expect(flow.tls).toMatchObject({ serverName: 'backup.example.org' });
    expect(flow.tls).toEqual(flowOf(talks).tls);
  });

  it('has no fingerprint of a hello that was cut short', () => {
    const flow = flowOf([{ by: 'client', bytes: record(22, hello).subarray(0, 700) }]);
    expect(flow.tls).toMatchObject({ serverName: 'backup.example.org', ja3: undefined, ja4: undefined });
  });

  it('that failed is not established, and says how', () => {
    const flow = flowOf([talks[0]!, { by: 'server', bytes: record(21, Buffer.from([2, 40]), 0x0303) }]);
    expect(flow.tls).toMatchObject({ established: false, alert: 40, cipher: undefined, version: 0x0304 });
  });

  it('whose beginning was not captured is known by its records, not taken for ciphertext', () => {
    const records = Buffer.concat([1, 2, 3, 4].map((seed) => record(23, randomBytes(900, seed), 0x0303)));
    const later = [{ by: 'client', bytes: records.subarray(333) }] as const;
    expect(flowOf(later, { open: false })).toMatchObject({ application: 'tls', tls: { midstream: true } });
    expect(flowOf(later)).toMatchObject({ application: 'unknown', fromStart: true });
  });

  it('after a request for another hello shows the final answer', () => {
    const retry = Buffer.from(serverHello(0x1302, [[43, u16(0x0304)]]));
    Buffer.from('cf21ad74e59a6111be1d8c021e65b891c2a211167abb8c5e079e09e2c8a8339c', 'hex').copy(retry, 6);
    const flow = flowOf([
      talks[0]!,
      { by: 'server', bytes: record(22, retry, 0x0303) },
      talks[0]!,
      { by: 'server', bytes: Buffer.concat([record(22, answer, 0x0303), applicationData]) },
    ]);
    expect(flow.tls).toMatchObject({ cipher: 0x1301 });
  });

  it('of version 1.2 tells a resumed session from a full handshake', () => {
    const change = record(20, Buffer.from([1]), 0x0303);
    const done = message(14, Buffer.alloc(0));
    const old = {
      by: 'client',
      bytes: Buffer.concat([record(22, clientHello()), change, applicationData]),
    } as const;
    const resumed = Buffer.concat([record(22, serverHello(0xc02f), 0x0303), change, applicationData]);
    const full = Buffer.concat([
      record(22, Buffer.concat([serverHello(0xc02f), done]), 0x0303),
      change,
      applicationData,
    ]);
    expect(flowOf([old, { by: 'server', bytes: resumed }]).tls?.resumed).toBe(true);
    expect(flowOf([old, { by: 'server', bytes: full }]).tls?.resumed).toBe(false);
  });

  it.each([
    [
      'smtp',
      [
        '220 mx.example ESMTP\r\n',
        'EHLO host.example\r\n',
        '250-mx\r\n250 STARTTLS\r\n',
        'STARTTLS\r\n',
        '220 go\r\n',
      ],
    ],
    ['ftp', ['220 FTP\r\n', 'AUTH TLS\r\n', '234 ok\r\n']],
    ['imap', ['* OK ready\r\n', 'a STARTTLS\r\n', 'a OK\r\n']],
    ['pop3', ['+OK ready\r\n', 'STLS\r\n', '+OK\r\n']],
    ['unknown', ['hello\n', 'secure please\n', 'now\n']],
  ] as const)('begins after some lines of %s', (plain, lines) => {
    const before = lines.map((bytes, i) => ({
      by: i % 2 === 0 ? ('server' as const) : ('client' as const),
      bytes,
    }));
    const flow = flowOf([...before, ...talks]);
    expect(flow).toMatchObject({
      application: 'tls',
      upgradedFrom: plain,
      tls: { serverName: 'backup.example.org', cipher: 0x1301 },
    });
  });

  it('goes through a proxy that was asked to connect', () => {
    const flow = flowOf([
      {
        by: 'client',
        bytes: 'CONNECT backup.example.org:443 HTTP/1.1\r\nHost: backup.example.org:443\r\n\r\n',
      },
      { by: 'server', bytes: 'HTTP/1.1 200 Connection established\r\n\r\n' },
      ...talks,
    ]);
    expect(flow).toMatchObject({
      application: 'tls',
      upgradedFrom: 'http',
      tls: { serverName: 'backup.example.org' },
      http: { exchanges: [{ method: 'CONNECT', target: 'backup.example.org:443', status: 200 }] },
    });
  });

  it('of SSL 2.0 is known by its hello', () => {
    const ssl2 = Buffer.from(
      '802e0103010015000000100700c0030080010080060040040080020080' + '00'.repeat(19),
      'hex',
    );
    const flow = flowOf([{ by: 'client', bytes: ssl2 }]);
    expect(flow).toMatchObject({ application: 'tls', tls: { version: 0x0301 } });
    expect(flow.tls?.offeredCiphers.slice(0, 2)).toEqual([0x0700c0, 0x030080]);
  });

  it('is asked for by the side that was called, where FTP works that way', () => {
    const flow = flowOf([
      { by: 'server', bytes: record(22, hello) },
      { by: 'client', bytes: Buffer.concat([record(22, answer, 0x0303), applicationData]) },
    ]);
    expect(flow).toMatchObject({
      application: 'tls',
      initiatorPort: 40_000,
      tls: { serverName: 'backup.example.org' },
    });
  });
});

describe('DTLS', () => {
  const piece = (body: Buffer, sequence: number, from: number, to: number, type = 22, epoch = 0): Buffer => {
    const head = Buffer.alloc(12);
    body.copy(head, 0, 0, 4);
    head.writeUInt16BE(sequence, 4);
    head.writeUIntBE(from, 6, 3);
    head.writeUIntBE(to - from, 9, 3);
    const content = Buffer.concat([head, body.subarray(4 + from, 4 + to)]);
    return Buffer.concat([Buffer.from([type]), u16(0xfefd, epoch), Buffer.alloc(6), vector(2, content)]);
  };

  it('is put together from pieces over several datagrams', () => {
    const asked = clientHello({
      version: 0xfefd,
      isDatagram: true,
      extensions: [serverName('turn.example')],
    });
    const length = asked.length - 4;
    const answered = serverHello(0xc02b, [], 0xfefd);
    const { flows } = readCapture(
      pcapFile(
        datagrams([
          { by: 'client', bytes: piece(asked, 0, 0, 60) },
          { by: 'client', bytes: piece(asked, 0, 60, length) },
          { by: 'server', bytes: piece(answered, 0, 0, answered.length - 4) },
        ]),
      ),
    );
    expect(flows).toMatchObject([
      { application: 'dtls', tls: { serverName: 'turn.example', version: 0xfefd, cipher: 0xc02b } },
    ]);
    expect(flows[0]?.tls?.ja4).toMatch(/^dd2d/);
  });
});

it('numbers have names', () => {
  expect([0x0301, 0x0304, 0x7f17, 0xfb1a, 0xfefd, 0x1234].map(tlsVersionName)).toEqual([
    'TLSv1.0',
    'TLSv1.3',
    'TLSv1.3',
    'TLSv1.3',
    'DTLSv1.2',
    '0x1234',
  ]);
  expect([0x1301, 0xc02f, 0x0005, 0x00a8, 0xfafa].map(cipherSuiteName)).toEqual([
    'TLS_AES_128_GCM_SHA256',
    'TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256',
    'TLS_RSA_WITH_RC4_128_SHA',
    'TLS_PSK_WITH_AES_128_GCM_SHA256',
    '0xfafa',
  ]);
});
