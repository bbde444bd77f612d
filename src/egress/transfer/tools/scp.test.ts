import { describe, expect, it } from 'vitest';
import { describeTransfer } from '../describe-transfer.ts';
import { readTransfer } from '../read-transfer.ts';

/** `␣` is a blank within an argument. */
function told(line: string): string {
  const words = line.split(' ').map((word) => word.replaceAll('␣', ' '));
  const transfer = readTransfer(words, undefined, 'linux');
  return transfer === undefined ? 'none' : describeTransfer(transfer);
}

describe('scp, sftp and rsync', () => {
  it.each([
    ['scp a b u@h:in/', 'scp: upload of files a b to scp://u@h:in/, encrypted'],
    ['scp -P 2222 -i key a u@h:', 'scp: upload of files a to scp://u@h:2222, encrypted'],
    ['scp h1:a h2:b', 'scp: both to scp://h2:b, encrypted'],
    ['scp -r -oPort=22 /d u@[2001:db8::1]:/x', 'scp: upload of files /d to scp://u@2001:db8::1/x, encrypted'],
    ['scp a scp://u@h:22/x', 'scp: upload of files a to scp://u@h:22/x, encrypted'],
    ['scp -f /out/a', 'scp: upload of files /out/a'],
    ['sftp-server', 'sftp: both of unknown, encrypted'],
    ['rsync -avz a u@h:/b', 'rsync: upload of files a to ssh://u@h/b, encrypted'],
    ['rsync -e ssh␣-p␣2222 -a a h:b', 'rsync: upload of files a to ssh://h:2222:b, encrypted'],
    ['rsync -a a h::mod/x', 'rsync: upload of files a to rsync://h:mod/x, clear'],
    ['rsync -a a rsync://u@h:873/mod/', 'rsync: upload of files a to rsync://u@h:873/mod/, clear'],
    ['rsync --server --sender -x . /a', 'rsync: upload of files /a'],
    [
      'scp -o ProxyCommand=ssh␣j␣-W␣%h:%p a.gpg u@vault.example:/in/',
      'scp: upload of files a.gpg to scp://u@vault.example/in/, encrypted',
    ],
    ['scp -C -l 100 -F cfg a.gpg vault:', 'scp: upload of files a.gpg to scp://vault, encrypted'],
    [
      'rsync -az --delete --exclude=.git -e ssh␣-i␣k /srv/ u@vault.example:/b/',
      'rsync: upload of files /srv/ to ssh://u@vault.example/b/, encrypted',
    ],
    [
      'rsync --password-file p -a /d u@vault.example::mod',
      'rsync: upload of files /d to rsync://u@vault.example:mod, clear',
    ],
    [
      'rsync --files-from=l . vault.example:/b',
      'rsync: upload of files . to ssh://vault.example/b, encrypted',
    ],
  ])('carry something out: %s', (line, expected) => {
    expect(told(line)).toBe(expected);
  });
});

describe('scp, sftp and rsync', () => {
  it.each([
    ['scp u@h:a .', 'scp: download to scp://u@h:a, encrypted'],
    ['scp -t /in', 'scp: download'],
    ['sftp u@h:/in/f.txt', 'sftp: download to sftp://u@h/in/f.txt, encrypted'],
    ['sftp -P 22 u@h:f.txt local', 'sftp: download to sftp://u@h:22:f.txt, encrypted'],
    ['rsync h:a .', 'rsync: download to ssh://h:a, encrypted'],
    ['rsync -n a h:b', 'rsync: download to ssh://h:b, encrypted'],
    ['rsync vault.example::', 'rsync: download to rsync://vault.example, clear'],
    ['rsync -avz --dry-run /d vault.example:/b', 'rsync: download to ssh://vault.example/b, encrypted'],
  ])('only fetch: %s', (line, expected) => {
    expect(told(line)).toBe(expected);
  });
});

describe('scp, sftp and rsync', () => {
  it.each([
    ['sftp u@h', 'sftp: interactive of unknown to sftp://u@h, encrypted'],
    ['sftp -b batch u@h', 'sftp: unknown of unknown to sftp://u@h, encrypted'],
    ['sftp u@h:/in/', 'sftp: interactive of unknown to sftp://u@h/in/, encrypted'],
    ['rsync --daemon', 'rsync: listen of files'],
  ])('do not say: %s', (line, expected) => {
    expect(told(line)).toBe(expected);
  });
});

describe('scp, sftp and rsync', () => {
  it.each([
    ['scp a b', 'none'],
    ['scp ./a:b c', 'none'],
    ['rsync a b', 'none'],
    ['rsync --exclude h:x -a a /b', 'none'],
  ])('move nothing over a network: %s', (line, expected) => {
    expect(told(line)).toBe(expected);
  });
});
