import { describe, expect, it } from 'vitest';
import { describeTransfer } from '../describe-transfer.ts';
import { readTransfer } from '../read-transfer.ts';

/** `␣` is a blank within an argument. */
function told(line: string): string {
  const words = line.split(' ').map((word) => word.replaceAll('␣', ' '));
  const transfer = readTransfer(words, undefined, 'linux');
  return transfer === undefined ? 'none' : describeTransfer(transfer);
}

describe('FTP clients', () => {
  it.each([
    ['ftp -u ftp://u:p@h/in/ a b', 'ftp: upload of files a b to ftp://u@h/in/, clear'],
    ['lftp -u u,p -e put␣a;␣bye h', 'lftp: upload of files a to ftp://u@h'],
    [
      'lftp -c open␣sftp://u:p@h;␣mirror␣-R␣/data␣/in',
      'lftp: upload of files /data to sftp://u@h, encrypted',
    ],
    [
      'lftp -e set␣ftp:ssl-force␣true;mput␣*.gpg ftp://h',
      'lftp: upload of files *.gpg to ftp://h, encrypted',
    ],
    ['ftpput -u u -p p h remote local', 'ftpput: upload of files local to ftp://u@h, clear'],
    ['tftp h -c put a', 'tftp: upload of files a to tftp://h, clear'],
    ['tftp -p -l a -r b h', 'tftp: upload of files a to tftp://h, clear'],
    ['wput a ftp://h/', 'wput: upload of files a to ftp://h/, clear'],
    [
      'lftp -e mirror␣--reverse␣--parallel=4␣/d␣/in;␣quit -u u,p sftp://vault.example',
      'lftp: upload of files /d to sftp://u@vault.example, encrypted',
    ],
  ])('carry something out: %s', (line, expected) => {
    expect(told(line)).toBe(expected);
  });
});

describe('FTP clients', () => {
  it.each([
    ['ftp ftp://h/a', 'ftp: download to ftp://h/a, clear'],
    ['lftp -c mirror␣h', 'lftp: download'],
    ['ftpget h a b', 'ftpget: download to ftp://h, clear'],
    ['tftp -g -r a h', 'tftp: download to tftp://h, clear'],
    ['lftp -c pget␣-n␣4␣https://mirror.example/a', 'lftp: download'],
  ])('only fetch: %s', (line, expected) => {
    expect(told(line)).toBe(expected);
  });
});

describe('FTP clients', () => {
  it.each([
    ['ftp -n -v 203.0.113.10', 'ftp: interactive of unknown to ftp://203.0.113.10, clear'],
    ['ftp h', 'ftp: interactive of unknown to ftp://h, clear'],
    ['ftp h:a', 'ftp: interactive of unknown to ftp://h, clear'],
    ['ftp -p h 2121', 'ftp: interactive of unknown to ftp://h:2121, clear'],
    ['lftp -f script', 'lftp: unknown of unknown'],
    ['lftp h', 'lftp: interactive of unknown to ftp://h'],
    ['tftp h', 'tftp: interactive of unknown to tftp://h, clear'],
  ])('do not say: %s', (line, expected) => {
    expect(told(line)).toBe(expected);
  });
});
