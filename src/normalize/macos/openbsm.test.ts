import { describe, expect, it } from 'vitest';
import { emptyBsmRecord } from '../../formats/bsm/bsm-record.ts';
import type { BsmRecord } from '../../formats/bsm/bsm-record.ts';
import type { ReadRecord } from '../product.ts';
import { openBsmProduct } from './openbsm.ts';

const SUBJECT = { auditUser: 'ann', user: 'root', pid: 1234, session: '100005' };

function read(event: string, more: Partial<BsmRecord> = {}): ReadRecord {
  const record = { ...emptyBsmRecord(), event, time: 1_391_278_905_431, subject: SUBJECT, ...more };
  const context = { source: 'audit', fallbackHost: 'mac-01' };
  return openBsmProduct.open(context)(record, { source: 'audit', offset: 0, length: 1 });
}

describe('OpenBSM', () => {
  it('tells an exec of the subject', () => {
    const exec = {
      arguments: ['openssl', 'enc'],
      paths: ['/usr/bin/openssl'],
      signer: { type: 1, identifier: 'com.apple.openssl', team: '' },
    };
    expect(read('execve(2)', exec)).toMatchObject({
      kind: 'OpenBSM exec',
      events: [
        {
          kind: 'launch',
          host: 'mac-01',
          pid: 1234,
          uid: undefined,
          how: 'exec',
          image: '/usr/bin/openssl',
          arguments: ['openssl', 'enc'],
          user: 'root',
          loginUser: 'ann',
          session: '100005',
          signer: { identifier: 'com.apple.openssl', team: undefined, platformBinary: true },
        },
      ],
    });
  });

  it('tells the child of a spawn', () => {
    const spawn = { values: new Map([[0, 1300]]), paths: ['/bin/ls'], arguments: ['ls'] };
    expect(read('AUE_POSIX_SPAWN', spawn).events).toMatchObject([
      { pid: 1300, parentPid: 1234, how: 'spawn', signer: undefined },
    ]);
    expect(read('2', spawn).events).toMatchObject([
      { pid: 1300, how: 'fork', image: undefined, arguments: undefined },
    ]);
  });

  it('tells a connection, and whether it failed', () => {
    const socket = { address: '203.0.113.9', port: 443 };
    expect(read('connect(2)', { socket, outcome: 'pending' }).events).toMatchObject([
      { kind: 'connection', remoteAddress: '203.0.113.9', remotePort: 443, pid: 1234, failed: undefined },
    ]);
    expect(read('32', { socket, outcome: 'failure' }).events).toMatchObject([{ failed: true }]);
    expect(read('connect(2)').events).toEqual([]);
  });

  it('takes no login for none', () => {
    const daemon = { ...SUBJECT, auditUser: '-1', user: '0' };
    expect(read('execve(2)', { subject: daemon }).events).toMatchObject([
      { user: 'root', loginUser: undefined, session: undefined },
    ]);
  });

  it('tells nothing of what failed, and of other calls', () => {
    expect(read('execve(2)', { outcome: 'failure' }).events).toEqual([]);
    expect(read('open(2)')).toMatchObject({ kind: 'OpenBSM other', events: [] });
    expect(read('exit(2)').events).toMatchObject([{ kind: 'end', pid: 1234 }]);
  });

  it('reports what it cannot read', () => {
    expect(read('execve(2)', { time: undefined }).broken).toContain('time');
    expect(read('execve(2)', { subject: undefined }).broken).toContain('process');
    expect(read('connect(2)', { socket: { address: 'x', port: 1 } }).broken).toContain('address');
  });
});
