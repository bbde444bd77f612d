import { describe, expect, it } from 'vitest';
import { auditLine, connectLines, saddr4, STAMP, syscallLine } from '../../../test/linux/audit-lines.ts';
import { readAuditLog } from '../../../test/linux/read-sample.ts';
import type { TelemetryEvent } from '../../event/event.ts';

const read = readAuditLog;
const eventsOf = (lines: readonly string[]): TelemetryEvent[] => readAuditLog(lines).events;

describe('connections', () => {
  const connect = (saddr: string, exit: number): readonly TelemetryEvent[] =>
    eventsOf(connectLines({ ...STAMP, saddr, exit }));

  it('count while they are pending, and as failed when they were refused', () => {
    for (const exit of [0, -115, -4, -114, -106]) {
      expect(connect(saddr4('203.0.113.20', 8443), exit)).toMatchObject([
        {
          kind: 'connection',
          remoteAddress: '203.0.113.20',
          remotePort: 8443,
          protocol: 'tcp',
          direction: 'outbound',
          failed: undefined,
          localAddress: '',
          localPort: 0,
        },
      ]);
    }
    for (const exit of [-111, -101, -113, -110, -13])
      expect(connect(saddr4('203.0.113.20', 80), exit)).toMatchObject([{ failed: true }]);
  });

  it('decode addresses of both families and byte orders', () => {
    const of = (saddr: string): unknown =>
      connect(saddr, 0).map((event) =>
        event.kind === 'connection' ? `${event.remoteAddress} ${event.remotePort}` : '',
      );
    expect(of('0A000050000000002607F8B0400C0C06000000000000006700000000')).toEqual([
      '2607:f8b0:400c:c06::67 80',
    ]);
    expect(of('0A0001BB0000000000000000000000000000FFFFC000020100000000')).toEqual(['192.0.2.1 443']);
    expect(of('0002D903C00002010000000000000000')).toEqual(['192.0.2.1 55555']);
    expect(of('01002F7661722F72756E')).toEqual([]);
    expect(of('100000000000000000000000')).toEqual([]);
    expect(of(`${saddr4('192.0.2.1', 80)}SADDR={ saddr_fam=inet laddr=192.0.2.1 lport=80 }`)).toEqual([
      '192.0.2.1 80',
    ]);
  });

  it('know UDP by the port alone, and that port 0 sends nothing', () => {
    expect(connect(saddr4('192.0.2.53', 53), 0)).toMatchObject([{ protocol: 'udp' }]);
    expect(connect(saddr4('192.0.2.53', 0), 0)).toEqual([]);
  });

  it('are also sent to, with bytes, and accepted', () => {
    const with4 = (record: string): TelemetryEvent[] =>
      eventsOf([record, auditLine(STAMP, 'SOCKADDR', `saddr=${saddr4('192.0.2.7', 4444)}`)]);
    expect(with4(syscallLine(44, { exit: 512 }))).toMatchObject([
      { protocol: 'udp', direction: 'outbound', bytesOut: 512, remotePort: 4444 },
    ]);
    expect(with4(syscallLine(44, { exit: 512, a3: '20000000' }))).toMatchObject([{ protocol: 'tcp' }]);
    expect(with4(syscallLine(307, { exit: 3 }))).toMatchObject([{ code: 'sendmmsg', bytesOut: undefined }]);
    expect(with4(syscallLine(288, { exit: 7 }))).toMatchObject([{ direction: 'inbound', code: 'accept4' }]);
    expect(with4(syscallLine(102, { arch: '40000003', a0: '3' }))).toMatchObject([
      { code: 'connect', direction: 'outbound' },
    ]);
    // A socket that is connected already is written to without an address.
    expect(
      eventsOf([syscallLine(44, { exit: 512 }), auditLine(STAMP, 'PROCTITLE', 'proctitle="x"')]),
    ).toEqual([]);
  });

  it('are told of io_uring too', () => {
    const operation = auditLine(
      STAMP,
      'URINGOP',
      'uring_op=16 success=yes exit=0 items=0 ppid=4300 pid=4321 uid=0 gid=0 subj=unconfined key=(null)',
    );
    const address = auditLine(STAMP, 'SOCKADDR', `saddr=${saddr4('192.0.2.7', 443)}`);
    expect(eventsOf([operation, address])).toMatchObject([
      { code: 'connect', pid: 4321, image: undefined, remoteAddress: '192.0.2.7' },
    ]);
  });

  it('without their address are reported', () => {
    expect(read([syscallLine(42, { exit: -115, success: 'no' })]).broken).toEqual([
      'a connect without a readable SOCKADDR record',
    ]);
    expect(read([syscallLine(42, { exit: -14, success: 'no' })]).broken).toEqual([]);
  });
});
