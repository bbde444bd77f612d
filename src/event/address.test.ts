import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { addressGroups, canonicalAddress, inRange, parseRange } from './address.ts';

describe('canonicalAddress', () => {
  it.each([
    ['10.10.10.5', '10.10.10.5'],
    ['0:0:0:0:0:0:0:1', '::1'],
    ['::ffff:104.40.17.153', '104.40.17.153'],
    ['::FFFF:6828:1199', '104.40.17.153'],
    ['fe80:0:0:0:1:0:0:2', 'fe80::1:0:0:2'],
    ['2001:0DB8::0001%eth0', '2001:db8::1'],
    ['::', '::'],
    ['64:ff9b::8.8.8.8', '64:ff9b::808:808'],
  ])('%s is %s', (text, expected) => expect(canonicalAddress(text)).toBe(expected));

  it.each([
    '',
    '-',
    '1.2.3',
    '1.2.3.256',
    '1.2.3.4.5',
    '1..2.3',
    'g::1',
    '1:2:3',
    '::1::2',
    '1:2:3:4:5:6:7:8:9',
    '01234::',
  ])('%s is no address', (text) => expect(canonicalAddress(text)).toBeUndefined());

  it('is stable and never throws', () => {
    fc.assert(
      fc.property(fc.oneof(fc.ipV4(), fc.ipV6(), fc.string()), (text) => {
        const once = canonicalAddress(text);
        if (once !== undefined) expect(canonicalAddress(once)).toBe(once);
      }),
    );
  });
});

describe('ranges', () => {
  const inside = (address: string, range: string): boolean => {
    const groups = addressGroups(address);
    const parsed = parseRange(range);
    return groups !== undefined && parsed !== undefined && inRange(groups, parsed);
  };
  it('tests IPv4, mapped IPv4 and IPv6', () => {
    expect(inside('172.18.39.5', '172.18.38.0/23')).toBe(true);
    expect(inside('172.18.40.5', '172.18.38.0/23')).toBe(false);
    expect(inside('::ffff:10.1.2.3', '10.0.0.0/8')).toBe(true);
    expect(inside('fd00::1', 'fc00::/7')).toBe(true);
    expect(inside('8.8.8.8', '::/0')).toBe(true);
    expect(inside('1.2.3.4', '1.2.3.4')).toBe(true);
  });
  it.each(['10.0.0.0/33', 'x/8', '10.0.0.0/', '::/129', '10.0.0.0/-1'])('refuses %s', (text) =>
    expect(parseRange(text)).toBeUndefined(),
  );
});
