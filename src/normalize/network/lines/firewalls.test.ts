import { describe, expect, it } from 'vitest';
import type { TelemetryEvent } from '../../../event/event.ts';
import { readRecords } from '../../../../test/network/read-records.ts';
import { csvFields } from './csv-fields.ts';

/** Lines imitate the samples of formats/network.md; addresses and names are changed. */
function events(...lines: readonly string[]): readonly TelemetryEvent[] {
  const account = readRecords(Buffer.from(`${lines.join('\n')}\n`), 'fw-20260105.log');
  expect([account.broken, account.rejected]).toEqual([[], []]);
  return account.events;
}

const NOON = Date.UTC(2026, 0, 5, 12);

describe('netfilter', () => {
  const packet = (
    time: string,
    prefix: string,
    flags: string,
    ports = 'SPT=51212 DPT=443',
    ends = 'SRC=10.0.0.5 DST=203.0.113.9',
  ): string =>
    `${time}fw1 kernel: [12345.678] ${prefix}IN=eth1 OUT=eth0 MAC=00:e0:4c:68:00:64:70:df:2f:d0:8c:a7:08:00 ${ends} LEN=60 TOS=0x00 PREC=0x00 TTL=63 ID=51233 DF PROTO=TCP ${ports} WINDOW=64240 RES=0x00 ${flags} URGP=0`;

  it('a call is a flow of its source', () => {
    expect(events(packet('Jan  5 12:00:00 ', 'IPTABLES ', 'SYN'))[0]).toMatchObject({
      kind: 'flow',
      host: 'fw1',
      sensor: 'firewall',
      time: NOON,
      protocol: 'tcp',
      sourceAddress: '10.0.0.5',
      sourcePort: 51_212,
      destinationPort: 443,
      bytesOut: undefined,
      established: undefined,
    });
  });

  it('an answer is a flow of whoever is answered', () => {
    const line = packet(
      '2026-01-05T12:00:00+00:00 ',
      '',
      'ACK SYN',
      'SPT=443 DPT=51212',
      'SRC=203.0.113.9 DST=10.0.0.5',
    );
    expect(events(line)[0]).toMatchObject({
      time: NOON,
      sourceAddress: '10.0.0.5',
      destinationPort: 443,
      established: true,
    });
  });

  it('a packet the firewall refused went nowhere', () => {
    expect(events(packet('Jan  5 12:00:00 ', '[UFW BLOCK] ', 'SYN'))[0]).toMatchObject({
      established: false,
    });
  });

  it('ICMP has no ports, and its second ID means nothing', () => {
    const icmp =
      'Jan  5 12:00:00 fw1 kernel: IN=eth0 OUT= MAC=aa SRC=10.0.0.5 DST=203.0.113.9 LEN=84 TOS=0x00 PREC=0x00 TTL=54 ID=0 PROTO=ICMP TYPE=8 CODE=0 ID=20 SEQ=';
    expect(events(icmp)[0]).toMatchObject({ protocol: 'icmp', sourcePort: 0, destinationPort: 0 });
  });

  it('a packet quoted in an error does not pass for the packet itself', () => {
    const quoting =
      'Jan  5 12:00:00 fw1 kernel: IN=eth0 OUT= SRC=10.0.0.5 DST=203.0.113.9 LEN=84 PROTO=ICMP TYPE=3 CODE=3 [SRC=10.9.9.9 DST=10.8.8.8 PROTO=UDP SPT=5 DPT=53 ]';
    expect(events(quoting)[0]).toMatchObject({
      sourceAddress: '10.0.0.5',
      protocol: 'icmp',
      destinationPort: 0,
    });
  });

  it('without any year a line has no time and is reported', () => {
    const line = packet('Jan  5 12:00:00 ', '', 'SYN');
    expect(readRecords(Buffer.from(line), 'kern.log').broken).toEqual([
      'the line has no time, or none with a year',
    ]);
  });

  it('the year turns within a log', () => {
    const lines = [packet('Dec 31 23:59:59 ', '', 'SYN'), packet('Jan  1 00:00:01 ', '', 'SYN')];
    const found = events(
      '2025-12-31T23:59:58Z fw1 kernel: IN= OUT=eth0 SRC=10.0.0.5 DST=203.0.113.9 LEN=1 PROTO=UDP SPT=5 DPT=53',
      ...lines,
    );
    expect(found.map(({ time }) => new Date(time).toISOString())).toEqual([
      '2025-12-31T23:59:58.000Z',
      '2025-12-31T23:59:59.000Z',
      '2026-01-01T00:00:01.000Z',
    ]);
  });
});

describe('pf', () => {
  const line = (rest: string): string =>
    `<134>Jan  5 12:00:00 pfsense filterlog[1234]: 341,,,138b9664ed0d438b9fa1a14116606d50,vtnet9,match,${rest}`;

  it('version 4, version 6, calls, answers and refusals', () => {
    expect(
      events(
        line(
          'pass,in,4,0x0,,63,26567,0,DF,6,tcp,60,10.0.0.5,203.0.113.9,40234,10050,0,S,3917296601:3917296620,,64240,,mss',
        ),
      )[0],
    ).toMatchObject({
      host: 'pfsense',
      time: NOON,
      protocol: 'tcp',
      sourceAddress: '10.0.0.5',
      sourcePort: 40_234,
      destinationPort: 10_050,
    });
    expect(
      events(line('block,out,6,0x00,0xabc,64,udp,17,72,2001:db8::1,2001:db8::2,18448,53,52'))[0],
    ).toMatchObject({
      protocol: 'udp',
      sourceAddress: '2001:db8::1',
      destinationAddress: '2001:db8::2',
      sourcePort: 18_448,
      destinationPort: 53,
      established: false,
    });
    expect(
      events(line('pass,out,4,0x0,,63,1,0,DF,6,tcp,60,203.0.113.9,10.0.0.5,443,40234,0,SA,1,,64240,,mss'))[0],
    ).toMatchObject({ sourceAddress: '10.0.0.5', destinationPort: 443, established: true });
  });
});

describe('PAN-OS', () => {
  /** A session of 15 s seen by a firewall one hour east of Greenwich. */
  const traffic = (subtype: string, end = '2026-01-05T13:00:31.547+01:00', app = 'ssl'): string =>
    `1,2026/01/05 13:00:30,026701002040,TRAFFIC,${subtype},2816,2026/01/05 13:00:30,10.0.0.5,203.0.113.9,198.51.100.7,203.0.113.9,My Rule,corp\\jdoe,,${app},vsys1,IN,OUT,ae1,ae2,Profile,2026/01/05 13:00:30,219781,1,60975,443,22814,443,0x41c,tcp,allow,5773,758,5015,14,2026/01/05 13:00:15,15,not-resolved,,7312415129244589397,0x0,10.0.0.0-10.255.255.255,United States,,7,7,tcp-fin,0,0,0,0,,PA2,from-policy,,,0,,0,,N/A,${end},,\\"used-by-malware,able-to-transfer-file\\",,ssl`;

  it('a session: start in UTC by its own zone, translation, user, bytes both ways', () => {
    expect(events(traffic('end'))[0]).toMatchObject({
      sensor: 'firewall',
      code: 'TRAFFIC',
      time: NOON + 15_000,
      end: NOON + 30_000,
      sourceAddress: '10.0.0.5',
      sourcePort: 60_975,
      destinationPort: 443,
      bytesOut: 758,
      bytesIn: 5015,
      wireBytes: true,
      established: true,
      service: 'tls',
      user: 'corp\\jdoe',
      translatedSource: '198.51.100.7',
      translatedSourcePort: 22_814,
    });
  });

  it('the start and the end of a session have one id', () => {
    const [start, end] = events(traffic('start'), traffic('end')).map((one) =>
      one.kind === 'flow' ? one : undefined,
    );
    expect(start?.flowId).toBe(end?.flowId);
    expect([start?.bytesOut, end?.bytesOut]).toEqual([undefined, 758]);
  });

  it('refused and never finished sessions carried nothing out', () => {
    expect(events(traffic('deny'))[0]).toMatchObject({ established: false });
    expect(events(traffic('end', '', 'incomplete'))[0]).toMatchObject({
      established: false,
      service: undefined,
      time: NOON + 3_615_000,
    });
  });

  it('behind syslog, in the old date form, with other types among it', () => {
    const old =
      '<14>Sep 16 10:00:00 PA 1,9/16/19 10:00,1801017000,TRAFFIC,deny,2049,9/16/19 10:00,10.0.0.2,1.2.3.4,5.4.4.3,5.4.3.2,DENYALL,,,protection,vsys1,DNS,AAAAA,ae2.503,ethernet1/1,Secure,9/16/19 10:00,11111,1,13000,53,6379,53,0x400000,udp,reset-both,284,284,0,1,9/16/19 10:00,0,any,0,50660381851,0x0';
    const threat = old.replace('TRAFFIC,deny', 'THREAT,url');
    const account = readRecords(Buffer.from(`${old}\n${threat}\n`));
    expect(account.kinds).toEqual({ 'PAN-OS TRAFFIC': 1, 'PAN-OS THREAT': 1 });
    expect(account.events[0]).toMatchObject({
      host: 'pa',
      time: Date.UTC(2019, 8, 16, 10),
      protocol: 'udp',
      bytesOut: 284,
      established: false,
    });
  });

  it('as CEF, values with blanks in them', () => {
    const cef =
      'CEF:0|Palo Alto Networks|LF|2.0|TRAFFIC|end|3|dtz=UTC+01:00 rt=Jan 05 2026 13:00:30 deviceExternalId=000 src=10.0.0.5 dst=203.0.113.9 sourceTranslatedAddress=198.51.100.7 cs1=SO Access cs1Label=Rule suser=corp\\jdoe app=ssl cn1=595456 cn1Label=SessionID spt=52066 dpt=443 sourceTranslatedPort=47252 proto=tcp act=allow out=5651 in=6852 PanOSSessionStartTime=Jan 05 2026 13:00:00 cn3=178 cn3Label=SessionDuration dvchost=LF-5698';
    expect(events(cef)[0]).toMatchObject({
      host: 'lf-5698',
      time: NOON,
      end: NOON + 178_000,
      bytesOut: 5651,
      bytesIn: 6852,
      user: 'corp\\jdoe',
      translatedSource: '198.51.100.7',
      service: 'tls',
    });
  });

  it('decryption tells of the handshake', () => {
    const line =
      '1,2026/01/05 12:00:00,111,DECRYPTION,0,2562,2026/01/05 12:00:00,10.0.0.5,203.0.113.9,0.0.0.0,0.0.0.0,Rule,jdoe,,ssl,vsys1,IN,OUT,a,b,F,2026/01/05 12:00:00,2020391,1,55107,443,0,0,0x400400,tcp,allow,N/A,,,,,uuid,Unknown,Unknown,TLS1.3,ECDHE,AES_256_GCM,SHA384,NoDecrypt-rule';
    expect(events(line)[0]).toMatchObject({
      service: 'tls',
      translatedSource: undefined,
      tls: { version: 'TLSv1.3', cipher: 'ECDHE_AES_256_GCM_SHA384' },
    });
  });

  it('quotes hold fields together, doubled and escaped ones', () => {
    expect(csvFields('a,"b,""c""",\\"d,e\\",,f')).toEqual(['a', 'b,"c"', 'd,e', '', 'f']);
    expect(csvFields('"open, never closed')).toEqual(['open, never closed']);
    expect(csvFields('')).toEqual(['']);
  });
});

describe('Cisco ASA', () => {
  const line = (text: string): string => `<166>Jan 05 2026 12:00:00 asa1 : ${text}`;

  it('outbound: the inner end, named second, opened it; the line that ends it has the same id', () => {
    const found = events(
      line(
        '%ASA-6-302013: Built outbound TCP connection 9 for outside:203.0.113.9/2222 (203.0.113.9/2222) to inside:10.0.0.5/1111 (198.51.100.7/40000)',
      ),
      line(
        '%ASA-6-302014: Teardown TCP connection 9 for outside:203.0.113.9/2222 to inside:10.0.0.5/1111 duration 0:01:30 bytes 2436 TCP FINs',
      ),
    ).map((one) => (one.kind === 'flow' ? one : undefined));
    expect(found[0]).toMatchObject({
      host: 'asa1',
      time: NOON,
      sourceAddress: '10.0.0.5',
      sourcePort: 1111,
      destinationPort: 2222,
      translatedSource: '198.51.100.7',
      translatedSourcePort: 40_000,
    });
    expect(found[1]).toMatchObject({
      time: NOON - 90_000,
      end: NOON,
      sourceAddress: '10.0.0.5',
      established: true,
      bytesOut: undefined,
    });
    expect(found[1]?.flowId).toBe(found[0]?.flowId);
  });

  it('inbound, never answered, denied, and other messages', () => {
    expect(
      events(
        line(
          '%ASA-6-302013: Built inbound TCP connection 11 for outside:203.0.113.9/21647 (203.0.113.9/21647) to inside:10.0.0.5/22 (10.0.0.5/22)',
        ),
      )[0],
    ).toMatchObject({ sourceAddress: '203.0.113.9', destinationPort: 22 });
    expect(
      events(
        line(
          '%ASA-6-302014: Teardown TCP connection 12 for outside:203.0.113.9/443 to inside:10.0.0.5/53496 duration 0:00:30 bytes 0 SYN Timeout',
        ),
      )[0],
    ).toMatchObject({ sourceAddress: '10.0.0.5', established: false });
    expect(
      events(
        line(
          '%ASA-4-106023: Deny tcp src inside:10.0.0.5/53496 dst outside:203.0.113.9/443 by access-group "x" [0x0, 0x0]',
        ),
      )[0],
    ).toMatchObject({ sourceAddress: '10.0.0.5', established: false });
    expect(
      events(
        line(
          '%ASA-6-106100: access-list OUT denied tcp inside/10.0.0.5(53496) -> outside/203.0.113.9(443) hit-cnt 1 first hit',
        ),
      )[0],
    ).toMatchObject({ destinationPort: 443, established: false });
    expect(events(line('%ASA-5-111008: User enable executed the configure command'))).toEqual([]);
  });

  it('a connection to the firewall itself, and one by version 6', () => {
    expect(
      events(
        line(
          '%ASA-6-302013: Built inbound TCP connection 8 for inside:10.1.1.2/12523 (10.1.1.2/12523) to NP Identity Ifc:10.1.1.1/22 (10.1.1.1/22)',
        ),
      )[0],
    ).toMatchObject({ sourceAddress: '10.1.1.2', destinationAddress: '10.1.1.1' });
    expect(
      events(
        line(
          '%ASA-6-302015: Built outbound UDP connection 5 for outside:2001:db8::9/53 (2001:db8::9/53) to inside:2001:db8::5/5353 (2001:db8::5/5353)',
        ),
      )[0],
    ).toMatchObject({ protocol: 'udp', sourceAddress: '2001:db8::5', destinationPort: 53 });
  });
});

describe('a file of several firewalls', () => {
  it('is read line by line, what is of none counted', () => {
    const account = readRecords(
      Buffer.from(
        [
          '2026-01-05T12:00:00Z fw1 kernel: IN=eth1 OUT=eth0 SRC=10.0.0.5 DST=203.0.113.9 LEN=60 PROTO=UDP SPT=5 DPT=53 LEN=40',
          '2026-01-05T12:00:00Z asa1 %ASA-6-302015: Built outbound UDP connection 5 for outside:203.0.113.9/53 (203.0.113.9/53) to inside:10.0.0.5/5353 (10.0.0.5/5353)',
          '2026-01-05T12:00:00Z fw1 CRON[4]: (root) CMD (true)',
        ].join('\n'),
      ),
    );
    expect(account.kinds).toEqual({ 'netfilter packet': 1, 'ASA 302015': 1, 'network log other': 1 });
    expect(account.events.map(({ host }) => host)).toEqual(['fw1', 'asa1']);
  });
});
