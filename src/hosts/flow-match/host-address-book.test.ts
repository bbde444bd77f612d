import { describe, expect, it } from 'vitest';
import type { HostAddress } from '../../event/event.ts';
import { connection, NOON } from '../../../test/network/flow-facts.ts';
import { HostAddressBook } from './host-address-book.ts';

const HOUR = 3_600_000;

function lease(host: string, address: string, time: number, until?: number): HostAddress {
  const place = { source: 'dhcp.log', offset: 0, length: 1 };
  return { kind: 'address', host, time, sensor: 'zeek', code: 'dhcp', place, address, mac: undefined, until };
}

describe('which host had an address', () => {
  it('is known for the time of a lease and a little around it', () => {
    const book = new HostAddressBook();
    book.add(lease('john-pc', '10.0.0.5', NOON, NOON + 24 * HOUR));
    expect(book.hostOf('10.0.0.5', NOON + 23 * HOUR)).toBe('john-pc');
    expect(book.hostOf('10.0.0.5', NOON - HOUR)).toBe('john-pc');
    expect(book.hostOf('10.0.0.5', NOON + 72 * HOUR)).toBeUndefined();
    expect(book.hostOf('10.0.0.6', NOON)).toBeUndefined();
    expect(book.addressesOf('john-pc')).toEqual(['10.0.0.5']);
  });

  it('is nobody while two hosts have it, as behind every virtual machine', () => {
    const book = new HostAddressBook();
    for (const [host, time] of [
      ['a', 0],
      ['b', 1],
      ['a', 4],
      ['b', 9],
    ] as const)
      book.add(lease(host, '10.0.2.15', NOON + time * HOUR));
    expect(book.hostOf('10.0.2.15', NOON + 2 * HOUR)).toBeUndefined();
    expect(book.hostOf('10.0.2.15', NOON + 8 * HOUR)).toBe('b');
  });

  it('changes hands with the lease', () => {
    const book = new HostAddressBook();
    book.add(lease('a', '10.0.0.5', NOON, NOON + HOUR));
    book.add(lease('b', '10.0.0.5', NOON + 30 * HOUR, NOON + 31 * HOUR));
    expect(book.hostOf('10.0.0.5', NOON + 2 * HOUR)).toBe('a');
    expect(book.hostOf('10.0.0.5', NOON + 30.5 * HOUR)).toBe('b');
  });

  it('comes from the local end of a connection too, but never from addresses everybody has', () => {
    const book = new HostAddressBook((host) => host.split('.')[0] ?? host);
    book.addConnection(connection({ host: 'ws1.corp.example' }));
    expect(book.hostOf('10.0.0.5', NOON)).toBe('ws1');
    for (const localAddress of [
      '127.0.0.1',
      '::1',
      'fe80::1',
      '169.254.3.4',
      '224.0.0.1',
      'ff02::1',
      '',
      '0.0.0.0',
    ]) {
      book.addConnection(connection({ localAddress }));
      expect(book.hostOf(localAddress, NOON)).toBeUndefined();
    }
  });

  it('is what the site declares, always', () => {
    const book = new HostAddressBook();
    book.declare('192.0.2.1', 'gateway');
    expect(book.hostOf('192.0.2.1', 0)).toBe('gateway');
  });
});
