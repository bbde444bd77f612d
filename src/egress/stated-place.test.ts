import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { statedPlace } from './stated-place.ts';
import { readTransfer } from './transfer/read-transfer.ts';

function stated(line: string, onTheWire?: string): string | undefined {
  const words = line.split(' ');
  const transfer = readTransfer(words, undefined, 'linux');
  return transfer === undefined ? undefined : statedPlace(transfer, words, onTheWire);
}

describe('whom a command line names', () => {
  it.each([
    ['aws s3 cp dump.gpg s3://acme-dumps/erp/2026-03-02', 's3:///acme-dumps'],
    ['restic -r s3:https://s3.example.com/acme-restic backup /etc', 'https://s3.example.com/'],
    ['restic -r s3:https://s3.amazonaws.com/acme-restic backup /etc', 'https://s3.amazonaws.com/acme-restic'],
    ['curl -T a.bin https://drop.example.com/in/2026-03-02', 'https://drop.example.com/'],
    ['scp a.bin ann@partner.example.com:in/', 'scp://ann@partner.example.com/'],
  ])('%s', (line, place) => {
    expect(stated(line)).toBe(place);
  });

  it('tells tenants of one service apart', () => {
    const of = (bucket: string): string | undefined => stated(`aws s3 cp a s3://${bucket}/x`);
    expect(of('ours')).not.toBe(of('theirs'));
  });

  it('is not believed against the name on the wire', () => {
    const line = 'curl -T a.bin https://drop.example.com/in';
    expect(stated(line, 'drop.example.com')).toBe(stated(line));
    expect(stated(line, 'other.example.net')).toBeUndefined();
  });

  it.each([
    'curl --resolve drop.example.com:443:203.0.113.9 -T a.bin https://drop.example.com/',
    'curl --connect-to ::203.0.113.9:443 -T a.bin https://drop.example.com/',
    'curl -x http://203.0.113.9:8080 -T a.bin https://drop.example.com/',
    'scp -o ProxyCommand=nc\\ 203.0.113.9\\ 22 a.bin ann@partner.example.com:in/',
    'scp -F /tmp/config a.bin ann@partner.example.com:in/',
  ])('says nothing where an option leads elsewhere: %s', (line) => {
    expect(stated(line)).toBeUndefined();
  });

  it('says nothing of an address, and nothing of no target', () => {
    expect(stated('curl -T a.bin https://203.0.113.9/in')).toBeUndefined();
    expect(stated('git push')).toBeUndefined();
  });

  it('is bounded and never throws', () => {
    fc.assert(
      fc.property(fc.array(fc.string({ maxLength: 40 })), (words) => {
        const transfer = readTransfer(['curl', '-T', 'a', ...words], undefined, 'linux');
        const place = transfer === undefined ? undefined : statedPlace(transfer, words, undefined);
        expect(place?.length ?? 0).toBeLessThanOrEqual(512);
      }),
    );
  });
});
