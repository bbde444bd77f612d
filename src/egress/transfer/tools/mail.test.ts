import { describe, expect, it } from 'vitest';
import { describeTransfer } from '../describe-transfer.ts';
import { readTransfer } from '../read-transfer.ts';

/** `␣` is a blank within an argument. */
function told(line: string): string {
  const words = line.split(' ').map((word) => word.replaceAll('␣', ' '));
  const transfer = readTransfer(words, undefined, 'linux');
  return transfer === undefined ? 'none' : describeTransfer(transfer);
}

describe('mail programs', () => {
  it.each([
    ['mail -s subj a@b', 'mail: upload of stdin'],
    ['mail -s x -A /tmp/a.enc a@b', 'mail: upload of files /tmp/a.enc'],
    ['mailx -a /tmp/a -s x a@b', 'mailx: upload of files /tmp/a'],
    ['mailx -a X-Foo:␣bar -s x a@b', 'mailx: upload of stdin'],
    ['mutt -s x -a f g -- a@b', 'mutt: upload of files f g'],
    [
      'swaks --to a@b --server mx --attach @/tmp/a.enc',
      'swaks: upload of files /tmp/a.enc to smtp://mx, clear',
    ],
    [
      'swaks -t a@b -s mx -tls --attach /tmp/a.enc',
      'swaks: upload of files /tmp/a.enc to smtp://mx, encrypted',
    ],
    ['sendmail -t', 'sendmail: upload of stdin'],
    ['sendmail a@b', 'sendmail: upload of stdin'],
    ['msmtp -a x a@b', 'msmtp: upload of stdin'],
    ['mpack -s x f a@b', 'mpack: upload of files f'],
    ['sendemail -f a -t b -s mx:587 -a f1 f2 -m hi', 'sendemail: upload of files f1 f2 to smtp://mx:587'],
    ['mail -s subject -r me@x.example -a /tmp/a.gpg you@x.example', 'mail: upload of files /tmp/a.gpg'],
    ['mutt -s subject -a /tmp/a.gpg -- you@x.example', 'mutt: upload of files /tmp/a.gpg'],
    [
      'mailx -S smtp=smtps://mx.example:465 -s x you@x.example',
      'mailx: upload of stdin to smtps://mx.example:465, encrypted',
    ],
    [
      'swaks --to you@x.example --from me@x.example --server mx.example:587 --tls --auth-user u --auth-password p --attach @/tmp/a.gpg --body hi',
      'swaks: upload of files /tmp/a.gpg to smtp://mx.example:587, encrypted',
    ],
  ])('carry something out: %s', (line, expected) => {
    expect(told(line)).toBe(expected);
  });
});

describe('mail programs', () => {
  it.each([
    ['swaks --to a@b --server mx --quit-after RCPT', 'swaks: unknown to smtp://mx, clear'],
    ['sendmail -bd', 'sendmail: listen'],
  ])('do not say: %s', (line, expected) => {
    expect(told(line)).toBe(expected);
  });
});

describe('mail programs', () => {
  it.each([
    ['mail', 'none'],
    ['mail -f mbox', 'none'],
    ['mutt', 'none'],
  ])('move nothing over a network: %s', (line, expected) => {
    expect(told(line)).toBe(expected);
  });
});
