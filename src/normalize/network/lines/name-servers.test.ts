import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { NameLookup, TelemetryEvent } from '../../../event/event.ts';
import { readRecords } from '../../../../test/network/read-records.ts';
import { openNetworkLines } from './network-lines.ts';
import { syslogFrame } from './syslog-frame.ts';

const NOON = Date.UTC(2026, 0, 5, 12);

function events(text: string, source = 'dns-20260105.log'): readonly TelemetryEvent[] {
  const account = readRecords(Buffer.from(text), source);
  expect([account.broken, account.rejected, account.unknown]).toEqual([[], [], 0]);
  return account.events;
}

function lookups(text: string): readonly NameLookup[] {
  return events(text).filter((one) => one.kind === 'name');
}

describe('query logs', () => {
  it.each([
    [
      'BIND, its own file',
      '05-Jan-2026 12:00:00.000 queries: info: client @0x7f8c 10.0.0.5#54321 (www.example.com): view internal: query: WWW.example.com IN A +E(0)K (10.0.0.1)',
    ],
    [
      'BIND, older, by syslog',
      'Jan  5 12:00:00 ns1 named[123]: client 10.0.0.5#54321: query: www.example.com IN A + (10.0.0.1)',
    ],
    ['Unbound, its own file', '[1767614400] unbound[12:0] info: 10.0.0.5 www.example.com. A IN'],
    [
      'Unbound, replies by syslog',
      '<30>Jan  5 12:00:00 ns1 unbound[12]: [12:0] reply: 10.0.0.5 www.example.com. A IN NOERROR 0.01 0 45',
    ],
    ['dnsmasq', 'Jan  5 12:00:00 dnsmasq[7]: query[A] www.example.com from 10.0.0.5'],
    [
      'dnsmasq, extra, by syslog',
      'Jan  5 12:00:00 ns1 dnsmasq[7]: 42 10.0.0.5/54321 query[A] www.example.com from 10.0.0.5',
    ],
  ])('%s', (_, line) => {
    expect(events(`${line}\n`)[0]).toMatchObject({
      kind: 'name',
      sensor: 'dns-log',
      time: NOON,
      name: 'www.example.com',
      clientAddress: '10.0.0.5',
      addresses: [],
    });
  });

  it('dnsmasq’s answers belong to the question, through a chain of names', () => {
    const at = 'Jan  5 12:00:00 dnsmasq[7]: ';
    const found = lookups(
      [
        `${at}query[A] www.example.com from 10.0.0.5`,
        `${at}forwarded www.example.com to 10.0.0.1`,
        `${at}reply www.example.com is <CNAME>`,
        `${at}reply cdn.example.net is 203.0.113.9`,
        `${at}reply cdn.example.net is 203.0.113.10`,
        `${at}cached other.example is 203.0.113.11`,
      ].join('\n'),
    );
    expect(
      found.map(({ name, addresses, aliases, clientAddress }) => [name, addresses, aliases, clientAddress]),
    ).toEqual([
      ['www.example.com', [], [], '10.0.0.5'],
      ['www.example.com', ['203.0.113.9'], ['cdn.example.net'], '10.0.0.5'],
      ['www.example.com', ['203.0.113.10'], ['cdn.example.net'], '10.0.0.5'],
      ['other.example', ['203.0.113.11'], [], undefined],
    ]);
  });

  it('with serial numbers answers find their question among others', () => {
    const at = 'Jan  5 12:00:00 dnsmasq[7]: ';
    const found = lookups(
      [
        `${at}1 10.0.0.5/5000 query[A] a.example from 10.0.0.5`,
        `${at}2 10.0.0.6/5000 query[A] a.example from 10.0.0.6`,
        `${at}2 10.0.0.6/5000 reply a.example is 203.0.113.2`,
        `${at}1 10.0.0.5/5000 reply a.example is 203.0.113.1`,
      ].join('\n'),
    );
    expect(found.slice(2).map(({ addresses, clientAddress }) => [addresses[0], clientAddress])).toEqual([
      ['203.0.113.2', '10.0.0.6'],
      ['203.0.113.1', '10.0.0.5'],
    ]);
  });

  it('leases name hosts', () => {
    const text =
      'Jan  5 12:00:00 gw dnsmasq-dhcp[7]: DHCPACK(eth0) 10.0.0.5 aa:bb:cc:dd:ee:ff WS5\n' +
      'Jan  5 12:00:00 gw dhcpd[8]: DHCPACK on 10.0.0.6 to aa:bb:cc:dd:ee:01 (ws6) via eth0\n';
    expect(events(text)).toMatchObject([
      { kind: 'address', host: 'ws5', address: '10.0.0.5', mac: 'aa:bb:cc:dd:ee:ff' },
      { kind: 'address', host: 'ws6', address: '10.0.0.6' },
    ]);
  });

  it.each([
    [
      'month first, half days',
      '1/5/2026 12:00:00 PM 0E70 PACKET  00000000033397A0 UDP Rcv 10.0.0.5        5b47   Q [0001   D   NOERROR] A      (3)www(7)example(3)com(0)',
    ],
    [
      'day first by its points',
      '05.01.2026 12:00:00 0E70 PACKET  00000000033397A0 UDP Rcv 10.0.0.5        5b47   Q [0001   D   NOERROR] A      (3)www(7)example(3)com(0)',
    ],
    [
      'year first',
      '2026/01/05 12:00:00 0E70 PACKET  00000000033397A0 TCP Rcv 10.0.0.5        5b47   Q [0001   D   NOERROR] A      (3)www(7)example(3)com(0)',
    ],
    [
      'in one number',
      '20260105 12:00:00 0E70 PACKET  00000000033397A0 UDP Rcv 10.0.0.5        5b47   Q [0001   D   NOERROR] A      (3)www(7)example(3)com(0)',
    ],
  ])('Windows: %s', (_, line) => {
    const legend =
      'DNS Server log file creation at 1/5/2026 11:59:00 AM\nMessage logging key (for packets - other items use a subset of these fields):\n\tField #  Information         Values\n';
    expect(events(`${legend}\n${line}\n`, 'dns.log')).toMatchObject([
      { kind: 'name', time: NOON, name: 'www.example.com', clientAddress: '10.0.0.5' },
    ]);
  });

  it('Windows: what the server sends or asks of others is no client’s question', () => {
    const line =
      '1/5/2026 12:00:00 PM 0E70 PACKET  00000000033397A0 UDP Snd 10.0.0.5        5b47 R Q [8081   DR  NOERROR] A      (3)www(7)example(3)com(0)';
    expect(events(`${line}\n${line.replace('Snd', 'Rcv')}\n`, 'dns.log')).toEqual([]);
  });
});

describe('Windows Firewall', () => {
  const header = (columns: string): string =>
    `#Version: 1.5\n#Software: Microsoft Windows Firewall\n#Time Format: Local\n#Fields: date time action protocol src-ip dst-ip src-port dst-port size tcpflags tcpsyn tcpack tcpwin icmptype icmpcode info path${columns}\n\n`;

  it('with a process id is the connection of that process', () => {
    const text = `${header(' pid')}2026-01-05 12:00:00 ALLOW TCP 10.0.0.5 203.0.113.9 65457 443 0 - 0 0 0 - - - SEND 1360\n2026-01-05 12:00:01 DROP UDP 203.0.113.9 10.0.0.5 5353 5353 59 - - - - - - - RECEIVE 4\n`;
    expect(events(text)).toMatchObject([
      {
        kind: 'connection',
        sensor: 'firewall',
        platform: 'windows',
        time: NOON,
        pid: 1360,
        direction: 'outbound',
        localAddress: '10.0.0.5',
        localPort: 65_457,
        remoteAddress: '203.0.113.9',
        remotePort: 443,
        failed: undefined,
      },
      {
        kind: 'connection',
        pid: 4,
        direction: 'inbound',
        localAddress: '10.0.0.5',
        remoteAddress: '203.0.113.9',
        failed: true,
      },
    ]);
  });

  it('without one is a flow; lost events are a gap; half a line is reported', () => {
    const text = `${header('')}2026-01-05 12:00:00 DROP UDP fe80::3680:dff:fe01:9e88 ff02::fb 5353 5353 89 - - - - - - - RECEIVE\n2026-01-05 12:00:00 INFO-EVENTS-LOST - - - - - - - - - - - - 3 -\n2026-01-05 12:00:0`;
    const account = readRecords(Buffer.from(text));
    expect(account.events).toMatchObject([
      { kind: 'flow', protocol: 'udp', established: false },
      { kind: 'health', state: 'gap' },
    ]);
    expect(account.broken).toHaveLength(1);
  });
});

describe('syslog headers', () => {
  it.each([
    ['<14>1 2026-01-05T12:00:00Z fw1 app 12 ID [a b="c]\\" d"][e f="g"] \ufeffhello', 'fw1', 'app', 'hello'],
    ['<14>1 2026-01-05T12:00:00Z - - - - - hello', undefined, undefined, 'hello'],
    ['<14>Jan 05 2026 12:00:00 fw1 app[12]: hello', 'fw1', 'app', 'hello'],
    ['2026-01-05T12:00:00.000000+00:00 fw1 app: hello', 'fw1', 'app', 'hello'],
    ['Jan 05 2026 12:00:00: hello there', undefined, undefined, 'there'],
    ['2026-01-05T13:00:00+01:00 relay Jan 05 2026 12:00:00 fw1 app: hello', 'fw1', 'app', 'hello'],
  ])('%s', (line, host, program, message) => {
    const frame = syslogFrame(line);
    expect(frame).toMatchObject({ time: NOON, program });
    if (host !== undefined) expect(frame).toMatchObject({ host, message });
  });

  it('do not make relays endless', () => {
    expect(syslogFrame('Jan  5 12:00:00 host '.repeat(50_000)).message.length).toBeGreaterThan(0);
  });
});

describe('hostile lines', () => {
  const words = fc.constantFrom(
    'IN=',
    ' OUT=',
    ' SRC=10.0.0.5 DST=10.0.0.6 ',
    ' PROTO=TCP',
    '%ASA-6-302013: ',
    'Built outbound TCP connection 9 for ',
    'dnsmasq[1]: ',
    'query[A] ',
    ' from ',
    '1767614400.000 0 10.0.0.5 ',
    'TCP_MISS/200 1 GET ',
    'http://',
    '] "GET http://a',
    '"',
    ',TRAFFIC,',
    '1,2026/01/05 12:00:00,',
    ',pass,in,4,',
    'CEF:0|Palo Alto Networks|',
    '|',
    '=',
    ' ',
    '\t',
    'client 10.0.0.5#5: query: a IN A',
    'Jan  5 12:00:00 ',
    'DHCPACK on ',
    'unbound info: ',
    'c-ip= cs-host=',
    '\u0000',
    '\\"',
  );

  it('are read without an error thrown', () => {
    const read = openNetworkLines({ source: 'x-2026-01.log', fallbackHost: 'fw' });
    const place = { source: 'x', offset: 0, length: 1 };
    fc.assert(
      fc.property(fc.array(fc.oneof(words, fc.string({ maxLength: 6 })), { maxLength: 20 }), (parts) => {
        read(parts.join(''), place);
      }),
      { numRuns: 1000 },
    );
  });

  it('of a megabyte of nearly the right thing take no more than their length', () => {
    const read = openNetworkLines({ source: 'x', fallbackHost: 'fw' });
    const place = { source: 'x', offset: 0, length: 1 };
    for (const part of [
      'IN= OUT= SRC=10.0.0.5 DST=10.0.0.6 PROTO=',
      'a b c [05/Jan/2026:13:00:00] "GET http://',
      '1767614400.000 0 a TCP_MISS/200 1 GET ',
      'c-ip=" cs-host="',
      '1,2026/01/05 12:00:00,1,TRAFFIC,"',
      'client 10.0.0.5#5 (',
      'CEF:0|Palo Alto Networks|a|b|c|d|e|x=',
      'dnsmasq: 1 a/5 query[A] x ',
    ])
      read(part.repeat(1_000_000 / part.length), place);
  });
});
