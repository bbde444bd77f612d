import { describe, expect, it } from 'vitest';
import { describeTransfer } from '../describe-transfer.ts';
import { readTransfer } from '../read-transfer.ts';

/** `␣` is a blank within an argument. */
function told(line: string): string {
  const words = line.split(' ').map((word) => word.replaceAll('␣', ' '));
  const transfer = readTransfer(words, undefined, 'linux');
  return transfer === undefined ? 'none' : describeTransfer(transfer);
}

describe('tools made to hand over a file', () => {
  it.each([
    ['blitz -s sec f g', 'gsocket: upload of files f g to gs.thc.org, encrypted'],
    ['croc send a.enc', 'croc: upload of files a.enc, encrypted'],
    ['croc --code x send a b', 'croc: upload of files a b, encrypted'],
    ['wormhole send a', 'wormhole: upload of files a, encrypted'],
    ['wormhole send --text hi', 'wormhole: upload of literal, encrypted'],
    ['ffsend upload a', 'ffsend: upload of files a, encrypted'],
    ['transfer a.enc', 'transfer: upload of files a.enc to transfer.sh, encrypted'],
    ['transfer.sh a.enc', 'transfer.sh: upload of files a.enc to transfer.sh, encrypted'],
    ['megaput --path /Root a', 'megaput: upload of files a to g.api.mega.co.nz, encrypted'],
    ['megatools put -u u -p p a', 'megatools: upload of files a to g.api.mega.co.nz, encrypted'],
    [
      'dropbox_uploader.sh upload a /x',
      'dropbox_uploader.sh: upload of files a to content.dropboxapi.com, encrypted',
    ],
    [
      'bash /opt/dropbox_uploader.sh -f cfg upload a /x',
      'dropbox_uploader.sh: upload of files a to content.dropboxapi.com, encrypted',
    ],
    ['gdrive upload a', 'gdrive: upload of files a to www.googleapis.com, encrypted'],
    ['pastebinit -i f', 'pastebinit: upload of files f, encrypted'],
    ['mosquitto_pub -h h -t t -f a', 'mosquitto_pub: upload of files a to mqtt://h'],
    ['kcat -P -b h:9092 -t t a', 'kcat: upload of files a to kafka://h:9092'],
    ['logger -n h -P 514 -f a', 'logger: upload of files a to syslog://h:514'],
    ['ab -p a -n 1 http://h/', 'ab: upload of files a to http://h/, clear'],
    ['lp -h h:631 a', 'lp: upload of files a to ipp://h:631'],
    ['tar czf u@h:/x --rsh-command=/bin/ssh /d', 'tar: upload of files /d to rmt://u@h/x, encrypted'],
    [
      'nmap -p 80 h --script http-put --script-args http-put.url=/x,http-put.file=/etc/passwd',
      'nmap: upload of files /etc/passwd to h, clear',
    ],
    ['wormhole-william send a.gpg', 'wormhole-william: upload of files a.gpg, encrypted'],
    ['onionshare-cli a', 'onionshare-cli: upload of files a, encrypted'],
  ])('carry something out: %s', (line, expected) => {
    expect(told(line)).toBe(expected);
  });
});

describe('tools made to hand over a file', () => {
  it.each([
    ['croc 1234-code', 'croc: download, encrypted'],
    ['wormhole receive', 'wormhole: download, encrypted'],
    ['megadl https://mega.nz/x', 'megadl: download to g.api.mega.co.nz, encrypted'],
    [
      '/bin/bash ./dropbox_uploader.sh download /x a',
      'dropbox_uploader.sh: download to content.dropboxapi.com, encrypted',
    ],
  ])('only fetch: %s', (line, expected) => {
    expect(told(line)).toBe(expected);
  });
});

describe('tools made to hand over a file', () => {
  it.each([['nmap h', 'nmap: unknown to h, clear']])('do not say: %s', (line, expected) => {
    expect(told(line)).toBe(expected);
  });
});

describe('tools made to hand over a file', () => {
  it.each([
    ['croc', 'none'],
    ['logger hi', 'none'],
    ['tar cf a.tar /d', 'none'],
    ['tar -xzf a.tgz', 'none'],
  ])('move nothing over a network: %s', (line, expected) => {
    expect(told(line)).toBe(expected);
  });
});
