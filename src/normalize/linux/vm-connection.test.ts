import { describe, expect, it } from 'vitest';
import { vmConnectionProduct } from './vm-connection.ts';

const place = { source: 's', offset: 0, length: 1 };
const row = {
  TimeGenerated: '2026-11-22T06:00:00Z',
  Computer: 'UBUNTU5',
  Direction: 'outbound',
  ProcessName: 'java',
  SourceIp: '10.0.0.5',
  DestinationIp: '203.0.113.20',
  DestinationPort: 8888,
  Protocol: 'tcp',
  BytesSent: 218,
  BytesReceived: 1220,
  LinksEstablished: 1,
};
const read = (
  change: Readonly<Record<string, unknown>>,
): ReturnType<ReturnType<typeof vmConnectionProduct.open>> =>
  vmConnectionProduct.open({ source: 's', fallbackHost: 'web1' })({ ...row, ...change }, place);

describe('VMConnection', () => {
  it('is known by its table or its columns', () => {
    expect([
      vmConnectionProduct.knows(row),
      vmConnectionProduct.knows({ Type: 'VMConnection' }),
      vmConnectionProduct.knows({ Computer: 'x' }),
    ]).toEqual([true, true, false]);
  });

  it('tells who exchanged what with whom in a minute, without a process', () => {
    const time = Date.UTC(2026, 10, 22, 6);
    expect(read({}).events).toMatchObject([
      {
        kind: 'connection',
        host: 'ubuntu5',
        time,
        end: time + 60_000,
        pid: undefined,
        image: 'java',
        direction: 'outbound',
        localAddress: '10.0.0.5',
        localPort: 0,
        remoteAddress: '203.0.113.20',
        remotePort: 8888,
        bytesOut: 218,
        bytesIn: 1220,
      },
    ]);
  });

  it('tells the caller of a connection from outside, whose port is not told', () => {
    const inbound = {
      Direction: 'inbound',
      SourceIp: '203.0.113.20',
      DestinationIp: '10.0.0.5',
      DestinationPort: 8080,
    };
    expect(read(inbound).events).toMatchObject([
      {
        direction: 'inbound',
        localAddress: '10.0.0.5',
        localPort: 8080,
        remoteAddress: '203.0.113.20',
        remotePort: 0,
      },
    ]);
  });

  it('tells what failed, and the one name that was asked for', () => {
    expect(
      read({ LinksEstablished: 0, LinksFailed: 3, RemoteDnsQuestions: '["Files.example.org"]' }).events,
    ).toMatchObject([{ failed: true, remoteName: 'files.example.org' }]);
    expect(read({ RemoteDnsQuestions: '["a","b"]' }).events).toMatchObject([
      { remoteName: undefined, failed: undefined },
    ]);
  });

  it('reports rows without an address', () => {
    expect(read({ DestinationIp: '' }).broken).toContain('address');
  });
});
