import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { externalTest } from './networks.ts';

const isExternal = externalTest({ internal: [], external: [] });

/** First, last and neighbours of each range, from the IANA special-purpose registries. */
describe('a site that declares nothing', () => {
  it.each([
    ['0.0.0.0', '0.255.255.255'],
    ['10.0.0.0', '10.255.255.255'],
    ['100.64.0.0', '100.127.255.255'],
    ['127.0.0.1', '127.255.255.255'],
    ['169.254.0.0', '169.254.255.255'],
    ['172.16.0.0', '172.31.255.255'],
    ['192.0.0.0', '192.0.0.255'],
    ['192.88.99.0', '192.88.99.255'],
    ['192.168.0.0', '192.168.255.255'],
    ['198.18.0.0', '198.19.255.255'],
    ['224.0.0.0', '239.255.255.255'],
    ['240.0.0.0', '255.255.255.255'],
    ['::', '::1'],
    ['100::', '100::ffff:ffff:ffff:ffff'],
    ['100:0:0:1::', '100:0:0:1:ffff:ffff:ffff:ffff'],
    ['2001:2::', '2001:2:0:ffff:ffff:ffff:ffff:ffff'],
    ['5f00::', '5f00:ffff:ffff:ffff:ffff:ffff:ffff:ffff'],
    ['fc00::', 'fdff:ffff:ffff:ffff:ffff:ffff:ffff:ffff'],
    ['fe80::', 'febf:ffff:ffff:ffff:ffff:ffff:ffff:ffff'],
    ['ff00::', 'ffff:ffff:ffff:ffff:ffff:ffff:ffff:ffff'],
    ['fe80::1%eth0', '::ffff:10.0.0.1'],
  ])('keeps %s to %s inside', (first, last) => {
    expect([isExternal(first), isExternal(last)]).toEqual([false, false]);
  });

  it.each([
    '1.0.0.0',
    '9.255.255.255',
    '11.0.0.0',
    '100.63.255.255',
    '100.128.0.0',
    '126.255.255.255',
    '128.0.0.0',
    '169.253.255.255',
    '169.255.0.0',
    // Neighbours that rules of others dropped by mistake: 172.1.x to 172.15.x, 192.18/15.
    '172.1.0.1',
    '172.15.255.255',
    '172.32.0.0',
    '192.18.0.1',
    '192.167.255.255',
    '192.169.0.0',
    '198.17.255.255',
    '198.20.0.0',
    '223.255.255.255',
    // Documentation ranges: nobody's own network.
    '192.0.2.1',
    '198.51.100.1',
    '203.0.113.1',
    '2001:db8::1',
    '8.8.8.8',
    '::ffff:8.8.8.8',
    '2001:4860:4860::8888',
    '2606:4700::1111',
    'fbff::1',
    '2001:db7::1',
    '2001:db9::1',
  ])('sees %s outside', (address) => {
    expect(isExternal(address)).toBe(true);
  });

  it('looks into the addresses that carry one of version 4', () => {
    // NAT64, 64:ff9b::/96
    expect(isExternal('64:ff9b::808:808')).toBe(true);
    expect(isExternal('64:ff9b::a00:1')).toBe(false);
    expect(isExternal('64:ff9b::7f00:1')).toBe(false);
    // 6to4, 2002::/16
    expect(isExternal('2002:808:808::1')).toBe(true);
    expect(isExternal('2002:c0a8:101::1')).toBe(false);
  });

  it.each(['', 'localhost', '1.2.3', '1.2.3.256', ':::', 'x::1'])('calls %j no destination', (address) => {
    expect(isExternal(address)).toBe(false);
  });
});

describe('a site that declares its networks', () => {
  it('has everything else outside, private or not', () => {
    // As the OTRF recordings, whose command server stands in 10.10.10.0/24.
    const test = externalTest({ internal: ['172.18.0.0/16', '192.168.0.0/16'], external: [] });
    expect(['172.18.39.5', '192.168.5.2'].map(test)).toEqual([false, false]);
    expect(['10.10.10.5', '172.19.0.1', '8.8.8.8', '100.64.0.1'].map(test)).toEqual([true, true, true, true]);
  });

  it('may own public addresses', () => {
    const test = externalTest({ internal: ['198.51.0.0/16', '2001:db8:5::/48'], external: [] });
    expect(['198.51.7.7', '2001:db8:5::1'].map(test)).toEqual([false, false]);
    expect(['198.52.7.7', '2001:db8:6::1'].map(test)).toEqual([true, true]);
  });

  it('of version 4 has said nothing of version 6, nor the other way round', () => {
    const v4 = externalTest({ internal: ['10.0.0.0/8'], external: [] });
    expect(['fd00::1', 'fe80::1'].map(v4)).toEqual([false, false]);
    expect(v4('2606:4700::1111')).toBe(true);
    const v6 = externalTest({ internal: ['fd00:5::/32'], external: [] });
    expect(['10.1.1.1', '192.168.1.1'].map(v6)).toEqual([false, false]);
    expect(v6('fd00:6::1')).toBe(true);
    const allV6 = externalTest({ internal: ['::/0'], external: [] });
    expect([allV6('2606:4700::1111'), allV6('8.8.8.8'), allV6('10.0.0.1')]).toEqual([false, true, false]);
  });

  it('sends no loopback, link-local, multicast or broadcast outside, whatever it says', () => {
    const test = externalTest({ internal: ['10.0.0.0/8', 'fd00::/8'], external: ['0.0.0.0/0', '::/0'] });
    const never = [
      '127.0.0.1',
      '169.254.169.254',
      '224.0.0.251',
      '239.255.255.250',
      '255.255.255.255',
      '0.0.0.0',
      '::',
      '::1',
      'fe80::1',
      'ff02::fb',
      '::ffff:127.0.0.1',
      '64:ff9b::7f00:1',
    ];
    expect(never.filter(test)).toEqual([]);
  });

  it('is believed in the more particular of two words, and outside wins between equals', () => {
    const test = externalTest({
      internal: ['10.0.0.0/8', '10.9.9.9', '192.168.1.0/24'],
      external: ['10.9.0.0/16', '192.168.1.0/24'],
    });
    expect(test('10.1.1.1')).toBe(false);
    expect(test('10.9.1.1')).toBe(true);
    expect(test('10.9.9.9')).toBe(false);
    expect(test('192.168.1.7')).toBe(true);
  });

  it('may send private ranges outside without declaring what is inside', () => {
    const test = externalTest({ internal: [], external: ['10.20.0.0/16'] });
    expect(['10.20.1.1', '10.21.1.1', '192.168.1.1', '8.8.8.8'].map(test)).toEqual([
      true,
      false,
      false,
      true,
    ]);
  });

  it('may speak of the carrying address as well as of the one inside', () => {
    const test = externalTest({ internal: ['64:ff9b::/96', '198.51.100.0/24'], external: [] });
    expect(test('64:ff9b::808:808')).toBe(false);
    expect(test('2002:c633:6407::1')).toBe(false);
    expect(test('2002:808:808::1')).toBe(true);
  });

  it('that is no range is an error of whoever read the settings', () => {
    expect(() => externalTest({ internal: ['10.0.0.0/33'], external: [] })).toThrow(RangeError);
  });
});

describe('the test', () => {
  it('gives the same answer the second time, in any spelling of an address', () => {
    const octets = fc.tuple(fc.nat(255), fc.nat(255), fc.nat(255), fc.nat(255));
    const test = externalTest({ internal: ['10.0.0.0/8', '172.16.0.0/12'], external: ['10.1.0.0/16'] });
    fc.assert(
      fc.property(octets, (parts) => {
        const v4 = parts.join('.');
        const [a, b, c, d] = parts;
        const hex = `${((a << 8) | b).toString(16)}:${((c << 8) | d).toString(16)}`;
        const answer = test(v4);
        expect([
          test(v4),
          test(`::ffff:${v4}`),
          test(`0:0:0:0:0:ffff:${hex}`),
          test(`64:ff9b::${hex}`),
        ]).toEqual(Array.from({ length: 4 }, () => answer));
      }),
    );
  });
});
