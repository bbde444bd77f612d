import { describe, expect, it } from 'vitest';
import type { TelemetryEvent } from '../../../event/event.ts';
import { readRecords } from '../../../../test/network/read-records.ts';
import { clockTime } from './clock-time.ts';

/** Lines imitate the samples of formats/network.md; addresses and names are changed. */
function events(...lines: readonly string[]): readonly TelemetryEvent[] {
  const account = readRecords(Buffer.from(`${lines.join('\n')}\n`));
  expect([account.broken, account.rejected, account.unknown]).toEqual([[], [], 0]);
  return account.events;
}

const NOON = Date.UTC(2026, 0, 5, 12);

describe('Squid', () => {
  it('a tunnel: the true destination, the user, bytes to the client, what was in it unknown', () => {
    expect(
      events(
        '1767614403.387   3387 10.0.0.5 TCP_TUNNEL/200 19131 CONNECT Drop.example:8443 jdoe HIER_DIRECT/203.0.113.9 -',
      )[0],
    ).toMatchObject({
      kind: 'flow',
      sensor: 'proxy',
      code: 'squid',
      time: NOON,
      end: NOON + 3387,
      sourceAddress: '10.0.0.5',
      sourcePort: 0,
      destinationAddress: '203.0.113.9',
      destinationPort: 8443,
      destinationName: 'drop.example',
      bytesIn: 19_131,
      bytesOut: undefined,
      user: 'jdoe',
      service: undefined,
      established: true,
      http: { method: 'CONNECT', host: 'drop.example', status: 200 },
    });
  });

  it('a request in clear, its agent behind; a parent is no destination', () => {
    const line =
      '1767614400.000      0 10.0.0.5 TCP_MISS/200 400 POST http://up.example/x?a=1 - FIRSTUP_PARENT/10.0.0.9 text/html "http://www.example.org" "TM UFE"';
    expect(events(line)[0]).toMatchObject({
      destinationAddress: '',
      destinationPort: 80,
      destinationName: 'up.example',
      service: 'http',
      user: undefined,
      http: { method: 'POST', path: '/x?a=1', userAgent: 'TM UFE' },
    });
  });

  it('denied, cached, aborted, and a connection that asked nothing', () => {
    expect(
      events(
        '1767614400.000 0 10.0.0.5 TCP_DENIED/403 3868 CONNECT 203.0.113.9:80 - HIER_NONE/- text/html "-" "-"',
      )[0],
    ).toMatchObject({ established: false, destinationAddress: '203.0.113.9', destinationName: undefined });
    expect(
      events('1767614400.000 5007 10.0.0.5 TCP_HIT_ABORTED/000 0 GET http://a.example/ - HIER_NONE/- -')[0],
    ).toMatchObject({ established: undefined });
    expect(
      events(
        '1767614400.000 0 10.0.0.5 NONE_NONE/000 0 - error:transaction-end-before-headers - HIER_NONE/- - "-" "-"',
      ),
    ).toEqual([]);
  });

  it('in common and combined form', () => {
    const [first, second] = events(
      '10.0.0.5 - johndoe [05/Jan/2026:13:00:00 +0100] "CONNECT drop.example:443 HTTP/1.1" 200 812 "-" "curl/8.0" TCP_TUNNEL:HIER_DIRECT',
      '10.0.0.5 - - [05/01/2026 12:00:00] "GET https://sub.example.com/1.png HTTP/1.1" 200 - - 1000 Business Services',
    );
    expect(first).toMatchObject({
      time: NOON,
      user: 'johndoe',
      destinationName: 'drop.example',
      bytesIn: 812,
      established: true,
      http: { userAgent: 'curl/8.0' },
    });
    expect(second).toMatchObject({
      time: NOON,
      destinationName: 'sub.example.com',
      destinationPort: 443,
      bytesIn: undefined,
      service: 'tls',
    });
  });

  it('a web server’s log is none of it', () => {
    expect(
      readRecords(
        Buffer.from(
          '10.0.0.5 - - [05/Jan/2026:13:00:00 +0100] "GET /index.html HTTP/1.1" 200 812 "-" "curl/8.0"\n',
        ),
      ).format,
    ).not.toBe('network-lines');
  });
});

describe('Blue Coat', () => {
  it('as ELFF: both byte counts, the cipher of the server side, the user', () => {
    const log = [
      '#Software: SGOS 6.7',
      '#Fields: date time time-taken c-ip cs-username s-action sc-status cs-method cs-uri-scheme cs-host cs-uri-port cs-uri-path cs-uri-query cs(User-Agent) s-ip sc-bytes cs-bytes r-ip x-rs-connection-negotiated-cipher x-rs-connection-negotiated-ssl-version',
      '2026-01-05 12:00:02 2000 10.0.0.5 CORP\\jdoe TCP_NC_MISS 200 POST https up.example 443 /put ?k=1 "curl 8, with blanks" 10.0.0.1 39 6300 203.0.113.9 AES256-SHA TLSv1.2',
      '2026-01-05 12:00:02 - 10.0.0.5 - DENIED 403 CONNECT tcp drop.example 8443 / - - 10.0.0.1 39 63 - none -',
    ].join('\n');
    const [first, second] = events(log);
    expect(first).toMatchObject({
      host: '10.0.0.1',
      sensor: 'proxy',
      time: NOON,
      end: NOON + 2000,
      sourceAddress: '10.0.0.5',
      destinationAddress: '203.0.113.9',
      destinationName: 'up.example',
      destinationPort: 443,
      user: 'CORP\\jdoe',
      bytesOut: 6300,
      bytesIn: 39,
      service: 'tls',
      tls: { version: 'TLSv1.2', cipher: 'AES256-SHA' },
      http: { method: 'POST', path: '/put?k=1', userAgent: 'curl 8, with blanks', status: 200 },
    });
    expect(second).toMatchObject({
      established: false,
      destinationName: 'drop.example',
      destinationPort: 8443,
      service: undefined,
      tls: undefined,
    });
  });

  it('as pairs, the time glued to the name of the proxy', () => {
    const line =
      '2026-01-05T12:00:00PROXY01.EXAMPLE.ORG bluecoat - access_log - c-ip=10.0.0.5 cs-bytes=63 cs-host=example.org cs-ip=203.0.113.9 cs-method=CONNECT cs-uri-port=443 cs-uri-scheme=tcp cs-user-agent="-" cs-username=- s-action=TCP_ACCELERATED sc-bytes=39 sc-status=200 time-taken=17 r-ip=- x-rs-connection-negotiated-cipher=none cs-categories="none"';
    expect(events(line)[0]).toMatchObject({
      time: NOON - 17,
      destinationName: 'example.org',
      destinationAddress: '203.0.113.9',
      bytesOut: 63,
      bytesIn: 39,
      user: undefined,
      service: undefined,
      established: true,
    });
  });

  it('a line that ends early is reported, a web server’s log counted', () => {
    const torn = readRecords(
      Buffer.from('#Fields: date time c-ip s-action cs-host cs-uri-port\n2026-01-05 12:00:00 10.0.0.5 TCP\n'),
    );
    expect(torn.broken).toEqual(['the line ends before its last column']);
    const iis = readRecords(
      Buffer.from(
        '#Software: Microsoft Internet Information Services 10.0\n#Fields: date time s-ip cs-method cs-uri-stem s-port c-ip sc-status\n2026-01-05 12:00:00 10.0.0.1 GET / 80 10.0.0.5 200\n',
      ),
    );
    expect([iis.events, iis.broken]).toEqual([[], []]);
  });
});

describe('Zscaler', () => {
  const web = {
    datetime: '2026-01-05 12:00:00',
    reason: 'Allowed',
    protocol: 'SSL',
    action: 'Allowed',
    responsesize: '200',
    requestsize: '608',
    serverip: '203.0.113.9',
    requestmethod: 'NA',
    useragent: 'Unknown',
    ClientIP: '10.0.0.5',
    status: 'NA',
    user: 'john%20doe@example.org',
    url: 'a.example.com',
    hostname: 'a.example.com',
  };

  it('web: placeholders are nothing, bytes both ways', () => {
    expect(events(JSON.stringify({ sourcetype: 'zscalernss-web', event: web }))[0]).toMatchObject({
      sensor: 'proxy',
      time: NOON,
      sourceAddress: '10.0.0.5',
      destinationAddress: '203.0.113.9',
      destinationName: 'a.example.com',
      destinationPort: 443,
      bytesOut: 608,
      bytesIn: 200,
      user: 'john doe@example.org',
      service: 'tls',
      http: { userAgent: undefined },
    });
    const pairs = Object.entries(web)
      .map(([key, value]) => `${key}=${value.replaceAll(' ', '_')}`)
      .join('\t');
    expect(events(`2026-01-05 12:00:00\t${pairs}`)[0]).toMatchObject({
      time: NOON,
      destinationName: 'a.example.com',
    });
  });

  it('firewall: summed sessions have no port of their own', () => {
    const fw = {
      datetime: 'Mon Jan  5 12:00:00 2026',
      user: 'j',
      cdport: '443',
      csport: '52352',
      csip: '10.0.0.5',
      cdip: '203.0.113.9',
      ssip: '198.51.100.7',
      sdip: '203.0.113.9',
      action: 'Allow',
      dnat: 'No',
      aggregate: 'No',
      proto: 'TCP',
      inbytes: '3367',
      outbytes: '5894',
      durationms: '1000',
      numsessions: '1',
    };
    expect(events(JSON.stringify({ sourcetype: 'zscalernss-fw', event: fw }))[0]).toMatchObject({
      sensor: 'firewall',
      time: NOON - 1000,
      sourcePort: 52_352,
      bytesOut: 5894,
      bytesIn: 3367,
      translatedSource: '198.51.100.7',
    });
    expect(
      events(
        JSON.stringify({ sourcetype: 'zscalernss-fw', event: { ...fw, aggregate: 'Yes', numsessions: '2' } }),
      )[0],
    ).toMatchObject({ sourcePort: 0 });
  });

  it('dns: who asked for what', () => {
    const dns = {
      datetime: 'Mon Jan  5 12:00:00 2026',
      dns_req: 'Test.example.org',
      dns_resp: 'NotFound',
      clt_sip: '10.0.0.5',
    };
    expect(events(JSON.stringify({ sourcetype: 'zscalernss-dns', event: dns }))[0]).toMatchObject({
      kind: 'name',
      name: 'test.example.org',
      addresses: [],
      clientAddress: '10.0.0.5',
    });
  });
});

describe('written times', () => {
  it.each([
    '2026-01-05T12:00:00Z',
    '2026/01/05 12:00:00',
    '05/Jan/2026:13:00:00 +0100',
    '05-Jan-2026 12:00:00.000',
    '1/5/26 12:00',
    '05/01/2026 12:00:00',
    'Jan 05 2026 12:00:00',
    'Mon Jan  5 12:00:00 2026',
  ])('%s', (text) => {
    expect(clockTime(text)).toBe(NOON);
  });

  it.each(['', 'yesterday', '2026-13-05 12:00:00', '31/Feb/2026:12:00:00 +0000', '99/99/2026 12:00:00'])(
    '%j is none',
    (text) => {
      expect(clockTime(text)).toBeUndefined();
    },
  );
});
