import { describe, expect, it } from 'vitest';
import { describeTransfer } from './describe-transfer.ts';
import { readTransfer } from './read-transfer.ts';

/** `␣` is a blank within an argument. */
function told(line: string): string {
  const words = line.split(' ').map((word) => word.replaceAll('␣', ' '));
  const transfer = readTransfer(words, undefined, 'linux');
  return transfer === undefined ? 'none' : describeTransfer(transfer);
}

describe('wrappers', () => {
  it.each([
    ['sudo curl -T a https://h/', 'curl: upload of files a to https://h/, encrypted'],
    [
      'sudo -u bob -- env A=b nohup timeout -k 5 30 nice -n 10 curl -T a https://h/',
      'curl: upload of files a to https://h/, encrypted',
    ],
    ['setsid -f curl -T a https://h/', 'curl: upload of files a to https://h/, encrypted'],
    ['env -i PATH=/bin curl -T a https://h/', 'curl: upload of files a to https://h/, encrypted'],
    ['env -S curl␣-T␣a https://h/', 'curl: upload of files a to https://h/, encrypted'],
    ['proxychains -q -f c curl -T a https://h/', 'curl: upload of files a to https://h/, encrypted'],
    ['torsocks -i wget --post-file=a http://h/', 'wget: upload of files a to http://h/, clear'],
    ['xargs -I{} curl -T {} https://h/', 'curl: upload of files to https://h/, encrypted'],
    ['find /d -name *.enc -exec curl -T {} https://h/ ;', 'curl: upload of files to https://h/, encrypted'],
    ['busybox wget --post-file a http://h/', 'wget: upload of files a to http://h/, clear'],
    ['timeout 30 nc -w 3 h 80', 'netcat: both of stdin to tcp://h:80, clear'],
    ['ip netns exec corp curl -T a https://h/', 'curl: upload of files a to https://h/, encrypted'],
    ['sshpass -p pw scp a u@h:', 'scp: upload of files a to scp://u@h, encrypted'],
    ['cpulimit -l 10 -- curl -T a https://h/', 'curl: upload of files a to https://h/, encrypted'],
  ])('carry something out: %s', (line, expected) => {
    expect(told(line)).toBe(expected);
  });
});

describe('wrappers', () => {
  it.each([
    ['xargs -n 1 curl -O', 'curl: download, clear'],
    ['stdbuf -oL curl https://h/', 'curl: download to https://h/, encrypted'],
  ])('only fetch: %s', (line, expected) => {
    expect(told(line)).toBe(expected);
  });
});

describe('wrappers', () => {
  it.each([
    ['sudo -l', 'none'],
    ['sudo', 'none'],
    ['timeout 5', 'none'],
    ['xargs', 'none'],
  ])('move nothing over a network: %s', (line, expected) => {
    expect(told(line)).toBe(expected);
  });
});
