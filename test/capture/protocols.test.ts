// Messages are made by hand after the specifications of each protocol and imitate what OpenSSH, curl, nginx, dig, vsftpd,
// Postfix, wg, OpenVPN and Windows' own clients put on the wire.
import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import type { CaptureFlow } from '../../src/formats/capture/capture-flow.ts';
import { pcapFile } from './capture-files.ts';
import type { ConversationOptions, Talk } from './packets.ts';
import { CLIENT, conversation, datagrams, EPOCH, randomBytes, SERVER } from './packets.ts';
import { readCapture } from './read-capture.ts';
import { vector } from './tls-messages.ts';

function stream(
  client: Buffer | string,
  server: Buffer | string,
  options: ConversationOptions = {},
): CaptureFlow {
  const talks: Talk[] = [
    { by: 'client', bytes: client },
    { by: 'server', bytes: server },
  ];
  return readCapture(pcapFile(conversation(talks, options))).flows[0]!;
}

function exchanged(
  port: number,
  sent: readonly (Buffer | string)[],
  received: readonly (Buffer | string)[] = [],
): CaptureFlow {
  const talks: Talk[] = [
    ...sent.map((bytes) => ({ by: 'client' as const, bytes })),
    ...received.map((bytes) => ({ by: 'server' as const, bytes })),
  ];
  const server = { ...SERVER, port };
  return readCapture(pcapFile(datagrams(talks, { server }))).flows[0]!;
}

const hex = (text: string): Buffer => Buffer.from(text.replaceAll(' ', ''), 'hex');

describe('SSH', () => {
  const lists = ['kex', 'key', 'aes-out', 'aes-in', 'mac-out', 'mac-in', 'zip-out', 'zip-in', '', ''];
  const names = lists.map((text) => {
    const head = Buffer.alloc(4);
    head.writeUInt32BE(text.length);
    return Buffer.concat([head, Buffer.from(text)]);
  });
  const exchange = Buffer.concat([
    Buffer.alloc(5),
    Buffer.from([20]),
    Buffer.alloc(16),
    ...names,
    Buffer.alloc(5),
  ]);
  const md5 = (text: string): string => createHash('md5').update(text).digest('hex');

  it('shows both identifications and the digests of what was offered, on any port', () => {
    const client = Buffer.concat([
      Buffer.from('SSH-2.0-OpenSSH_9.2p1 Debian-2\r\n'),
      exchange,
      randomBytes(3000),
    ]);
    const server = Buffer.concat([Buffer.from('Welcome\r\nSSH-2.0-dropbear\r\n'), exchange]);
    const flow = stream(client, server);
    expect(flow).toMatchObject({
      application: 'ssh',
      ssh: {
        clientBanner: 'SSH-2.0-OpenSSH_9.2p1 Debian-2',
        serverBanner: 'SSH-2.0-dropbear',
        hassh: md5('kex;aes-out;mac-out;zip-out'),
        hasshServer: md5('kex;aes-in;mac-in;zip-in'),
      },
      sent: { verdict: { kind: 'protocol' }, ciphertext: { form: 'none' } },
    });
  });
});

describe('HTTP', () => {
  it('shows requests with their answers', () => {
    const flow = stream(
      'POST /up?a=1 HTTP/1.1\r\nHost: Files.Example:8080\r\nUser-Agent: curl/8\r\nContent-Type: text/csv\r\n' +
        'Content-Length: 5\r\nExpect: 100-continue\r\n\r\na,b,cGET /next HTTP/1.1\r\nHost: files.example\r\n\r\n',
      'HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 201 Created\r\nServer: nginx\r\nContent-Length: 2\r\n\r\nokHTTP/1.1 404 No\r\n' +
        'Content-Type: text/html\r\nContent-Length: 3\r\n\r\nbad',
    );
    expect(flow).toMatchObject({ application: 'http', http: { requests: 2, upgrade: undefined } });
    expect(flow.http?.exchanges).toEqual([
      {
        method: 'POST',
        host: 'files.example:8080',
        target: '/up?a=1',
        userAgent: 'curl/8',
        requestType: 'text/csv',
        requestLength: 5,
        status: 201,
        server: 'nginx',
        responseType: undefined,
        responseLength: 2,
      },
      {
        method: 'GET',
        host: 'files.example',
        target: '/next',
        userAgent: undefined,
        requestType: undefined,
        requestLength: undefined,
        status: 404,
        server: undefined,
        responseType: 'text/html',
        responseLength: 3,
      },
    ]);
  });

  it('measures the body, not the head', () => {
    const body = randomBytes(100_000);
    const head = `PUT /x HTTP/1.1\r\nHost: a\r\nContent-Length: ${body.length}\r\n\r\n`;
    const { sent } = stream(Buffer.concat([Buffer.from(head), body]), 'HTTP/1.1 200 OK\r\n\r\n');
    expect(sent.content?.length).toBe(65_536 - head.length);
    expect(sent.whole?.length).toBe(body.length);
    expect(sent).toMatchObject({
      verdict: { kind: 'ciphertext' },
      ciphertext: { form: 'inside-plain-protocol', certainty: 'likely' },
    });
  });

  it('knows what a connection became', () => {
    const flow = stream(
      'GET /ws HTTP/1.1\r\nHost: a\r\nUpgrade: websocket\r\n\r\n',
      'HTTP/1.1 101 Switching Protocols\r\nUpgrade: WebSocket\r\n\r\n',
    );
    expect(flow.http?.upgrade).toBe('websocket');
  });

  it.each(['HELLO WORLD HTTP/1.1\r\n\r\n', 'GETX / HTTP/1.1\r\n\r\n', 'GET some thing\r\n\r\n'])(
    'is not every line in capitals: %j',
    (line) => {
      expect(stream(line, '').application).toBe('unknown');
    },
  );
});

describe('DNS', () => {
  /** www.example.com A, with an alias and two addresses, compressed. */
  const query = hex('1234 0100 0001 0000 0000 0000 03777777 076578616d706c65 03636f6d 00 0001 0001');
  const answer = hex(
    '1234 8180 0001 0003 0000 0000 03777777 076578616d706c65 03636f6d 00 0001 0001' +
      'c00c 0005 0001 0000003c 0006 0365646e c010' +
      'c02d 0001 0001 0000003c 0004 5db8d822' +
      'c02d 001c 0001 0000003c 0010 20010db8000000000000000000000001',
  );
  const lookup = {
    name: 'www.example.com',
    type: 'A',
    rcode: 0,
    addresses: ['93.184.216.34', '2001:db8::1'],
    aliases: ['edn.example.com'],
  };

  it('shows names and the addresses they have', () => {
    expect(exchanged(53, [query], [answer])).toMatchObject({
      application: 'dns',
      dns: { lookups: [lookup] },
    });
  });

  it('shows questions nobody answered', () => {
    const { dns } = exchanged(53, [query]);
    expect(dns?.lookups).toEqual([{ ...lookup, rcode: undefined, addresses: [], aliases: [] }]);
  });

  it('goes over TCP as well, and over other ports', () => {
    const tcp = stream(vector(2, query), vector(2, answer), { server: { ...SERVER, port: 53 } });
    expect(tcp).toMatchObject({ application: 'dns', dns: { lookups: [lookup] } });
    expect(exchanged(5300, [query], [answer])).toMatchObject({
      application: 'dns',
      dns: { lookups: [lookup] },
    });
  });

  it('loses no lookup of a port that is used for all of them', () => {
    const talks = Array.from({ length: 500 }, (_, i) => {
      const [asked, told] = [Buffer.from(query), Buffer.from(answer)];
      asked.writeUInt16BE(i);
      told.writeUInt16BE(i);
      return [
        { by: 'client', bytes: asked },
        { by: 'server', bytes: told },
      ] as const;
    });
    const { flows } = readCapture(pcapFile(datagrams(talks.flat(), { server: { ...SERVER, port: 53 } })));
    const answered = flows.flatMap(({ dns }) => dns?.lookups ?? []).filter(({ rcode }) => rcode === 0);
    expect(answered).toHaveLength(500);
    expect(flows.map(({ part }) => part)).toEqual(flows.map((_, i) => i));
  });

  it('names that point at themselves are no names', () => {
    const loop = Buffer.from(query);
    loop.writeUInt16BE(0xc00c, 12);
    expect(exchanged(53, [loop]).application).toBe('unknown');
  });
});

describe('FTP', () => {
  const control = { client: { ...CLIENT, port: 41_000 }, server: { ...SERVER, port: 2121 } };
  function session(announced: string, command: string, data: ConversationOptions): readonly CaptureFlow[] {
    const [asks, says] = announced.startsWith('2') ? ['PASV', announced] : [announced, '200 ok'];
    const lines = [
      ['server', '220 ready\r\n'],
      ['client', 'USER bob\r\n'],
      ['server', '331 ok\r\n'],
      ['client', `${asks}\r\n`],
      ['server', `${says}\r\n`],
      ['client', `${command}\r\n`],
      ['server', '150 go\r\n'],
    ] as const;
    const frames = [
      ...conversation(
        lines.map(([by, bytes]) => ({ by, bytes })),
        { ...control, close: false },
      ),
      ...conversation([{ by: 'client', bytes: randomBytes(90_000) }], { time: EPOCH + 100_000, ...data }),
    ];
    return readCapture(pcapFile(frames)).flows;
  }
  const link = {
    controlInitiator: '10.20.30.5:41000',
    controlResponder: '203.0.113.20:2121',
    command: 'STOR',
    path: 'a file.bin',
  };

  it.each([
    [
      'passive',
      '227 Entering (203,0,113,20,195,80)',
      { client: CLIENT, server: { ...SERVER, port: 50_000 } },
    ],
    [
      'passive behind translation',
      '227 Entering (10,9,9,9,195,80)',
      { client: CLIENT, server: { ...SERVER, port: 50_000 } },
    ],
    ['extended passive', '229 Extended (|||50000|)', { client: CLIENT, server: { ...SERVER, port: 50_000 } }],
    [
      'active',
      'PORT 10,20,30,5,195,80',
      { client: { ...SERVER, port: 20 }, server: { ...CLIENT, port: 50_000 } },
    ],
    [
      'extended active',
      'EPRT |1|10.20.30.5|50000|',
      { client: { ...SERVER, port: 20 }, server: { ...CLIENT, port: 50_000 } },
    ],
  ] as const)('in %s mode names the data connection, its command and its file', (_, announced, data) => {
    const flows = session(announced, 'STOR a file.bin', data);
    expect(flows.find(({ application }) => application === 'ftp')?.ftp).toMatchObject({
      greeting: '220 ready',
      user: 'bob',
      transfers: [{ command: 'STOR', path: 'a file.bin', port: 50_000 }],
    });
    expect(flows.find(({ application }) => application === 'ftp-data')).toMatchObject({
      ftpData: link,
      sent: { verdict: { kind: 'ciphertext' }, ciphertext: { form: 'inside-plain-protocol' } },
    });
  });

  it('does not name connections that nobody announced', () => {
    const flows = session('229 Extended (|||50001|)', 'STOR x', { server: { ...SERVER, port: 50_000 } });
    expect(flows.map(({ application }) => application).sort()).toEqual(['ftp', 'unknown']);
  });
});

describe('mail', () => {
  it('shows who sends to whom and measures the message', () => {
    const message = `Subject: x\r\n\r\n${randomBytes(3000).toString('base64')}\r\n.\r\n`;
    const flow = stream(
      `EHLO pc.example\r\nMAIL FROM:<a@example.org>\r\nRCPT TO:<b@example.net>\r\nRCPT TO:<c@example.net>\r\nDATA\r\n${message}`,
      '220 mx ESMTP\r\n250 ok\r\n250 ok\r\n250 ok\r\n250 ok\r\n354 go\r\n',
    );
    expect(flow).toMatchObject({
      application: 'smtp',
      smtp: {
        greeting: '220 mx ESMTP',
        helo: 'pc.example',
        from: 'a@example.org',
        recipients: ['b@example.net', 'c@example.net'],
        messages: 1,
        startTls: false,
      },
      sent: { content: { length: message.length, layers: ['base64'] } },
    });
  });
});

describe('other protocols are known by their structure', () => {
  const reset = (operation: number): Buffer =>
    Buffer.concat([Buffer.from([operation]), randomBytes(8), Buffer.alloc(5)]);
  it.each([
    [
      'wireguard',
      51_820,
      [Buffer.concat([hex('01000000'), randomBytes(144)])],
      [Buffer.concat([hex('02000000'), randomBytes(88)])],
    ],
    ['wireguard', 443, [Buffer.concat([hex('01000000'), randomBytes(144)])], []],
    ['openvpn', 1194, [reset(0x38)], [reset(0x40)]],
    ['openvpn', 443, [reset(0x38)], [reset(0x40)]],
    ['ntp', 123, [Buffer.concat([hex('23'), Buffer.alloc(47)])], []],
    ['stun', 3478, [Buffer.concat([hex('0001 0000 2112a442'), randomBytes(12)])], []],
    ['dhcp', 67, [Buffer.concat([hex('01010600'), Buffer.alloc(232), hex('63825363')])], []],
    ['ike', 500, [Buffer.concat([randomBytes(16), hex('2120 2208 00000000 0000001c')])], []],
    ['ssdp', 1900, ['M-SEARCH * HTTP/1.1\r\nHost: 239.255.255.250\r\n\r\n'], []],
    ['unknown', 1194, [randomBytes(200)], [randomBytes(200, 2)]],
    ['unknown', 51_820, [randomBytes(148)], []],
  ] as const)('datagrams: %s on port %i', (application, port, sent, received) => {
    expect(exchanged(port, sent, received).application).toBe(application);
  });

  it.each([
    [
      'rdp',
      hex('0300 0013 0e e0 0000 0000 00 01000800 03000000'),
      hex('0300 0013 0e d0 0000 1234 00 02000800 02000000'),
    ],
    ['smb', hex('000000 54 fe534d42 4000'), hex('000000 54 fe534d42 4000')],
    ['dce-rpc', hex('05000b03 10000000 7400 0000 01000000 d016d016'), ''],
    ['ldap', hex('300c 020101 6007 020103 0400 8000'), hex('300c 020101 6107 0a0100 0400 0400')],
    ['kerberos', hex('0000000c 6a0a 30 08 a103020105 a2030201'), ''],
    ['postgresql', hex('00000011 00030000 7573657200 6100 00 00'), hex('52 00000008 00000000')],
    ['mysql', '', hex('4a000000 0a 382e302e3335 00 0b000000 00000000')],
    ['socks', hex('05 02 00 02'), hex('05 00')],
    ['mqtt', hex('10 0e 0004 4d515454 04 02 003c 0002 6162'), hex('20020000')],
    ['openvpn', Buffer.concat([hex('000e'), reset(0x38)]), Buffer.concat([hex('000e'), reset(0x40)])],
    ['http2', 'PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n', hex('000000 04 00 00000000')],
    ['bittorrent', '\x13BitTorrent protocol\0\0\0\0', ''],
    ['telnet', '', hex('fffd18 fffd20')],
    ['irc', 'NICK a\r\nUSER a 0 * :a\r\n', ':irc.example NOTICE * :hello\r\n'],
    ['redis', '*1\r\n$4\r\nPING\r\n', '+PONG\r\n'],
    ['sip', 'REGISTER sip:example.org SIP/2.0\r\nVia: x\r\n\r\n', 'SIP/2.0 401 Unauthorized\r\n\r\n'],
    ['imap', 'a LOGIN b c\r\n', '* OK ready\r\n'],
    ['pop3', 'USER b\r\nPASS c\r\n', '+OK ready\r\n'],
    ['unknown', randomBytes(500), randomBytes(500, 2)],
    ['unknown', 'id,name\r\n1,alice\r\n', ''],
  ] as const)('streams: %s', (application, client, server) => {
    expect(stream(client, server).application).toBe(application);
  });
});
