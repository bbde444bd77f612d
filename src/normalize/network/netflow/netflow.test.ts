import { describe, expect, it } from 'vitest';
import type { TelemetryEvent } from '../../../event/event.ts';
import { readRecords } from '../../../../test/network/read-records.ts';
import { tcpFlags } from './flow-half.ts';
import { netflowProduct } from './netflow.ts';

function event(record: object | string): TelemetryEvent | undefined {
  const account = readRecords(Buffer.from(typeof record === 'string' ? record : JSON.stringify(record)));
  expect([account.unknown, account.broken, account.rejected]).toEqual([0, [], []]);
  return account.events[0];
}

/** The halves below went from a workstation to a server, 1732 bytes, or come from the server. */
const EXPECTED = {
  kind: 'flow',
  sensor: 'netflow',
  protocol: 'tcp',
  sourceAddress: '10.0.0.5',
  sourcePort: 54_840,
  destinationAddress: '203.0.113.9',
  destinationPort: 443,
  wireBytes: true,
};

describe('NetFlow as JSON', () => {
  // Each imitates a documented record of its collector.
  it.each([
    [
      'goflow2, sampled one in a hundred, nanoseconds beyond 2^53',
      {
        type: 'IPFIX',
        time_received_ns: 1_767_614_402_000_000_000,
        time_flow_start_ns: 1_767_614_400_000_000_000,
        time_flow_end_ns: 1_767_614_401_000_000_000,
        sampling_rate: 100,
        sampler_address: '10.0.0.254',
        bytes: 17.32,
        src_addr: '10.0.0.5',
        dst_addr: '203.0.113.9',
        src_port: 54_840,
        dst_port: 443,
        proto: 'TCP',
      },
      '10.0.0.254',
    ],
    [
      'goflow2 without a rate',
      {
        type: 'NETFLOW_V9',
        time_received_ns: 1_767_614_400_000_000_000,
        sampling_rate: 0,
        bytes: 1732,
        src_addr: '10.0.0.5',
        dst_addr: '203.0.113.9',
        src_port: 54_840,
        dst_port: 443,
        proto: 'TCP',
      },
      'sensor',
    ],
    [
      'nfdump',
      {
        type: 'FLOW',
        sampled: 0,
        export_sysid: 1,
        first: '2026-01-05T12:00:00.000',
        last: '2026-01-05T12:00:01.000',
        in_packets: 3,
        in_bytes: 1732,
        proto: 6,
        tcp_flags: '...AP.SF',
        src_port: 54_840,
        dst_port: 443,
        src4_addr: '10.0.0.5',
        dst4_addr: '203.0.113.9',
      },
      'sensor',
    ],
    [
      'NetFlow v5 by Logstash',
      {
        '@timestamp': '2026-01-05T12:00:00.000Z',
        host: 'x',
        netflow: {
          version: 5,
          ipv4_src_addr: '10.0.0.5',
          ipv4_dst_addr: '203.0.113.9',
          l4_src_port: 54_840,
          l4_dst_port: 443,
          protocol: 6,
          in_bytes: 1732,
          first_switched: '2026-01-05T12:00:00.000Z',
          last_switched: '2026-01-05T12:00:01.000Z',
        },
      },
      'sensor',
    ],
    [
      'IPFIX elements',
      {
        sourceIPv4Address: '10.0.0.5',
        destinationIPv4Address: '203.0.113.9',
        sourceTransportPort: 54_840,
        destinationTransportPort: 443,
        protocolIdentifier: 6,
        octetDeltaCount: 1732,
        flowStartMilliseconds: 1_767_614_400_000,
        flowEndMilliseconds: 1_767_614_401_000,
      },
      'sensor',
    ],
    [
      'pmacct',
      {
        event_type: 'purge',
        ip_src: '10.0.0.5',
        ip_dst: '203.0.113.9',
        port_src: 54_840,
        port_dst: 443,
        ip_proto: 'tcp',
        timestamp_start: '2026-01-05 12:00:00.000000',
        packets: 4,
        bytes: 1732,
        peer_ip_src: '10.0.0.254',
      },
      '10.0.0.254',
    ],
    [
      'Elastic',
      {
        '@timestamp': '2026-01-05T12:00:05Z',
        event: { start: '2026-01-05T12:00:00Z' },
        netflow: { type: 'netflow_flow', exporter: { address: '10.0.0.254:2055' } },
        source: { ip: '10.0.0.5', port: 54_840, bytes: 1732 },
        destination: { ip: '203.0.113.9', port: 443 },
        network: { transport: 'tcp' },
      },
      '10.0.0.254',
    ],
  ])('%s', (_, record, host) => {
    expect(event(record)).toMatchObject({ ...EXPECTED, host, time: 1_767_614_400_000, bytesOut: 1732 });
  });

  it('the half that came back belongs to the same caller', () => {
    const back = {
      sourceIPv4Address: '203.0.113.9',
      destinationIPv4Address: '10.0.0.5',
      sourceTransportPort: 443,
      destinationTransportPort: 54_840,
      protocolIdentifier: 6,
      octetDeltaCount: 6561,
      flowStartMilliseconds: 1,
    };
    expect(event(back)).toMatchObject({ ...EXPECTED, bytesOut: undefined, bytesIn: 6561 });
  });

  it('whoever sent a call without an answer has called, whatever the ports', () => {
    const call = {
      type: 'FLOW',
      export_sysid: 1,
      first: '2026-01-05T12:00:00.000',
      in_bytes: 60,
      proto: 6,
      tcp_flags: '......S.',
      src_port: 443,
      dst_port: 54_840,
      src4_addr: '203.0.113.9',
      dst4_addr: '10.0.0.5',
    };
    expect(event(call)).toMatchObject({ sourceAddress: '203.0.113.9', established: false });
  });

  it('both directions in one record are both kept', () => {
    const both = {
      type: 'FLOW',
      export_sysid: 1,
      first: '2026-01-05T12:00:00.000',
      in_bytes: 5,
      out_bytes: 7,
      proto: 6,
      tcp_flags: '...AP.SF',
      src_port: 54_840,
      dst_port: 443,
      src4_addr: '10.0.0.5',
      dst4_addr: '203.0.113.9',
    };
    expect(event(both)).toMatchObject({ ...EXPECTED, bytesOut: 5, bytesIn: 7, established: true });
  });

  it('a record that counts from the start of its exporter has no time, and says so', () => {
    const uptime = {
      IPV4_SRC_ADDR: '10.0.0.5',
      IPV4_DST_ADDR: '203.0.113.9',
      FIRST_SWITCHED: 1_096_510,
      LAST_SWITCHED: 1_096_623,
      IN_OCTETS: 1732,
      SRC_PORT: 54_840,
      DST_PORT: 443,
      PROTO: 6,
    };
    const account = readRecords(Buffer.from(JSON.stringify(uptime)));
    expect(account.broken).toEqual([
      'the record has no time of day: it counts from the start of the exporter',
    ]);
    expect(event({ ...uptime, '@timestamp': '2026-01-05T12:00:00Z' })).toMatchObject({
      ...EXPECTED,
      time: 1_767_614_400_000,
    });
  });

  it('nfdump’s list is read as it is printed, and an empty one is nothing, brackets missing or not', () => {
    const one =
      '{\n\t"type" : "FLOW",\n\t"export_sysid" : 1,\n\t"first" : "2026-01-05T12:00:00.000",\n\t"proto" : 17,\n\t"src_port" : 5,\n\t"dst_port" : 53,\n\t"src4_addr" : "10.0.0.5",\n\t"dst4_addr" : "203.0.113.9"\n}';
    expect(event(`[\n${one}\n]\n`)).toMatchObject({ protocol: 'udp', destinationPort: 53 });
    for (const empty of [']\n', '[\n]\n', 'No matching flows\n]\n'])
      expect([
        empty,
        readRecords(Buffer.from(empty)).events,
        readRecords(Buffer.from(empty)).rejected,
      ]).toEqual([empty, [], []]);
  });

  it('is not seen in other JSON', () => {
    for (const record of [
      { src_addr: '10.0.0.5', dst_addr: '10.0.0.6', bytes: 4 },
      { ip_src: '10.0.0.5', ip_dst: '10.0.0.6', bytes: 4 },
      { SrcAddr: '10.0.0.5', DstAddr: '10.0.0.6' },
      { type: 'FLOW', name: 'x' },
      { source: { ip: '10.0.0.5' }, destination: { ip: '10.0.0.6' } },
    ])
      expect(netflowProduct.knows(record)).toBe(false);
  });

  it('flags are read as letters, hexadecimal and number', () => {
    expect(['...AP.SF', '0x1b', '27', 27, '......S.'].map(tcpFlags)).toEqual([27, 27, 27, 27, 2]);
    expect(['', 'x', '0xzz', -1, null, '9'.repeat(40)].map(tcpFlags)).toEqual(
      Array.from({ length: 6 }, () => undefined),
    );
  });
});
