import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { execMessage, message, process } from '../../../test/macos/es-messages.ts';
import type { Json } from '../../../test/macos/es-messages.ts';
import type { ReadRecord } from '../product.ts';
import { esloggerProduct } from './eslogger.ts';
import { jamfProduct } from './jamf.ts';

const place = { source: 'jamf.jsonl', offset: 0, length: 10 };
const context = { source: 'jamf.jsonl', fallbackHost: 'unnamed-host' };

/** What Jamf Protect adds to an ES message, after the real record of its telemetry stream. */
function jamf(record: Json, more: Json = {}): Json {
  const { global_seq_num: _, schema_version: __, ...rest } = record;
  return {
    ...rest,
    glob_seq_num: 16_661,
    uuid: 'CDB31202-8CB4-4C72-A9C6-7F494CD5F598',
    host: {
      hostname: 'MacBookPro',
      ips: ['192.168.11.251', '127.0.0.1', 'fe80::1', '::ffff:10.8.0.2'],
      os: 'Version 14.5 (Build 23F79)',
      protectVersion: '5.5.0.6',
      serial: 'X',
    },
    metadata: { product: 'Device Telemetry Stream', schemaVersion: '1.0', vendor: 'Jamf' },
    ...more,
  };
}

/** A connection, after the field names of the public ingest pipeline (no real record is public). */
function networkConnect(more: Json = {}): Json {
  const instigator = process(7002, 31_010, '/usr/bin/curl');
  const connect = {
    direction: 'outbound',
    instigator,
    local_endpoint: { host: '192.168.11.251', port: 51_544 },
    remote_endpoint: { host: '203.0.113.9', port: '443' },
    remote_hostname: 'Files.Example.',
    socket_family: 2,
    socket_protocol: 6,
    socket_type: 1,
    ...more,
  };
  return jamf(message({ network_connect: connect }, process(320, 700, '/Library/Jamf/extension')));
}

function read(record: Json): ReadRecord {
  return jamfProduct.open(context)(record, place);
}

describe('Jamf Protect', () => {
  it('is told from eslogger by its own keys', () => {
    expect(jamfProduct.knows(jamf(execMessage()))).toBe(true);
    expect(jamfProduct.knows(execMessage())).toBe(false);
    expect(esloggerProduct.knows(execMessage())).toBe(true);
  });

  it('names the host and its addresses, once for a quarter of an hour', () => {
    const reader = jamfProduct.open(context);
    const first = reader(jamf(execMessage()), place).events;
    expect(first).toMatchObject([
      { kind: 'address', host: 'macbookpro', address: '192.168.11.251', time: Date.UTC(2024, 4, 31, 9, 45) },
      { kind: 'address', address: '10.8.0.2' },
      { kind: 'launch', host: 'macbookpro', sensor: 'jamf', uid: '7001.31002' },
    ]);
    expect(reader(jamf(execMessage()), place).events).toHaveLength(1);
  });

  it('gives a connection to its instigator, not to the reporting process', () => {
    const connection = read(networkConnect()).events.find(({ kind }) => kind === 'connection');
    expect(connection).toMatchObject({
      uid: '7002.31010',
      image: '/usr/bin/curl',
      protocol: 'tcp',
      direction: 'outbound',
      localAddress: '192.168.11.251',
      localPort: 51_544,
      remoteAddress: '203.0.113.9',
      remotePort: 443,
      remoteName: 'files.example',
    });
  });

  it.each<[Json, Json]>([
    [
      { socket_protocol: 17, direction: 1 },
      { protocol: 'udp', direction: 'inbound' },
    ],
    [
      { socket_protocol: undefined, direction: 2 },
      { protocol: 'tcp', direction: 'outbound' },
    ],
    [
      { socket_protocol: 132, direction: 'any' },
      { protocol: '132', direction: 'unknown' },
    ],
    [
      { remote_endpoint: { host: 'cdn.example', port: 80 }, remote_hostname: null },
      { remoteAddress: '', remoteName: 'cdn.example' },
    ],
    [{ local_endpoint: { host: '0.0.0.0', port: 0 } }, { localAddress: '', localPort: 0 }],
  ])('reads %j', (more, expected) =>
    expect(read(networkConnect(more)).events.at(-1)).toMatchObject(expected),
  );

  it('reports a connection to nowhere', () => {
    expect(read(networkConnect({ remote_endpoint: {}, remote_hostname: '' })).broken).toContain(
      'remote endpoint',
    );
  });

  it('survives any value of any field', () => {
    const fields = [
      'direction',
      'instigator',
      'local_endpoint',
      'remote_endpoint',
      'remote_hostname',
      'socket_protocol',
    ];
    fc.assert(
      fc.property(fc.constantFrom(...fields), fc.anything(), (field, value) => {
        const { events } = read(networkConnect({ [field]: value }));
        expect(events.length).toBeLessThan(8);
      }),
    );
  });
});
