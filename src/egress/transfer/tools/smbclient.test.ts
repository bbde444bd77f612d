import { describe, expect, it } from 'vitest';
import { describeTransfer } from '../describe-transfer.ts';
import { readTransfer } from '../read-transfer.ts';

/** `␣` is a blank within an argument. */
function told(line: string): string {
  const words = line.split(' ').map((word) => word.replaceAll('␣', ' '));
  const transfer = readTransfer(words, undefined, 'linux');
  return transfer === undefined ? 'none' : describeTransfer(transfer);
}

describe('clients of shares, HTTP and WebDAV', () => {
  it.each([
    ['smbclient //h/s -c put␣a␣b -U u%p', 'smbclient: upload of files a to smb://u@h:s'],
    ['smbclient //h/s -U u%p -c cd␣x;␣mput␣*.gpg', 'smbclient: upload of files *.gpg to smb://u@h:s'],
    ['smbclient //h/s -Tx a.tar', 'smbclient: upload of files a.tar to smb://h:s'],
    ['http POST h/a x=1', 'httpie: upload of literal to http://h/a, clear'],
    ['http h/a f@/tmp/a', 'httpie: upload of files /tmp/a to http://h/a, clear'],
    ['http --form POST https://h/ f@a.enc', 'httpie: upload of files a.enc to https://h/, encrypted'],
    ['https h/a @a', 'httpie: upload of files a to https://h/a, encrypted'],
    ['http PUT h/a', 'httpie: upload of stdin to http://h/a, clear'],
    ['xh post h/a raw=1', 'xh: upload of literal to http://h/a, clear'],
    ['mount.cifs //h/s /mnt -o user=u', 'mount.cifs: both of unknown to smb://h:s'],
    [
      'smbclient -U u%p -m SMB3 -e //files.example/share -c lcd␣/tmp;␣cd␣in;␣put␣a.gpg',
      'smbclient: upload of files a.gpg to smb://u@files.example:share, encrypted',
    ],
    [
      'http --ignore-stdin --form POST https://drop.example/in file@/tmp/a.gpg',
      'httpie: upload of files /tmp/a.gpg to https://drop.example/in, encrypted',
    ],
    [
      'xh https://drop.example/in @/tmp/a.gpg',
      'xh: upload of files /tmp/a.gpg to https://drop.example/in, encrypted',
    ],
  ])('carry something out: %s', (line, expected) => {
    expect(told(line)).toBe(expected);
  });
});

describe('clients of shares, HTTP and WebDAV', () => {
  it.each([
    ['smbclient -L h -N', 'smbclient: download to smb://h'],
    ['smbclient //h/s -Tc a.tar', 'smbclient: download to smb://h:s'],
    ['smbclient -c get␣a //h/s', 'smbclient: download to smb://h:s'],
    ['http h/a', 'httpie: download to http://h/a, clear'],
    ['http -d h/a', 'httpie: download to http://h/a, clear'],
    ['http GET h/a q==1', 'httpie: download to http://h/a, clear'],
    ['aria2c https://h/a', 'aria2c: download to https://h/a, encrypted'],
    ['yt-dlp https://h/v', 'yt-dlp: download to https://h/v, encrypted'],
    ['http --download https://mirror.example/a', 'httpie: download to https://mirror.example/a, encrypted'],
  ])('only fetch: %s', (line, expected) => {
    expect(told(line)).toBe(expected);
  });
});

describe('clients of shares, HTTP and WebDAV', () => {
  it.each([
    ['smbclient //h/s', 'smbclient: interactive of unknown to smb://h:s'],
    ['cadaver https://h/dav', 'cadaver: interactive of unknown to https://h/dav, encrypted'],
  ])('do not say: %s', (line, expected) => {
    expect(told(line)).toBe(expected);
  });
});
