import { describe, expect, it } from 'vitest';
import { describeTransfer } from '../describe-transfer.ts';
import { readTransfer } from '../read-transfer.ts';

/** `␣` is a blank within an argument. */
function told(line: string): string {
  const words = line.split(' ').map((word) => word.replaceAll('␣', ' '));
  const transfer = readTransfer(words, undefined, 'linux');
  return transfer === undefined ? 'none' : describeTransfer(transfer);
}

describe('ssh and its kin', () => {
  it.each([
    ['ssh u@h cat␣>␣/tmp/x', 'ssh: upload of stdin to ssh://u@h, encrypted'],
    ['ssh u@h cat > /tmp/x', 'ssh: upload of stdin to ssh://u@h, encrypted'],
    ['ssh u@h tar xzf - -C /in', 'ssh: upload of stdin to ssh://u@h, encrypted'],
    ['ssh u@h dd of=/tmp/x', 'ssh: upload of stdin to ssh://u@h, encrypted'],
    ['ssh -fN -R 8080:localhost:80 u@h', 'ssh: both of unknown to ssh://u@h, encrypted'],
    ['ssh -D 1080 -N u@h', 'ssh: both of unknown to ssh://u@h, encrypted'],
    ['ssh -L 1:h:2 u@h', 'ssh: both of unknown to ssh://u@h, encrypted'],
    ['ssh -W h2:22 u@h', 'ssh: both of stdin to ssh://u@h, encrypted'],
    ['ssh h scp -t /in', 'ssh: upload of files to ssh://h, encrypted'],
    ['ssh h rsync --server -vlogDtpre.iLsfxC . /in', 'ssh: upload of files to ssh://h, encrypted'],
    ["ssh git@github.com git-receive-pack␣'a/b'", 'ssh: upload of files to ssh://git@github.com, encrypted'],
    ['plink -pw secret -P 22 u@h cat␣>␣x', 'ssh: upload of stdin to ssh://u@h:22, encrypted'],
    ['sshuttle -r u@h 0/0', 'sshuttle: both of unknown to ssh://u@h, encrypted'],
    ['sshfs u@h:/d /mnt', 'sshfs: both of unknown to sftp://u@h/d, encrypted'],
    ['ssh-copy-id -i k u@h', 'ssh-copy-id: upload of files to ssh://u@h, encrypted'],
    ['ssh h mkdir␣-p␣x␣&&␣tar␣xf␣-␣-C␣x', 'ssh: upload of stdin to ssh://h, encrypted'],
    ['ssh h sudo␣tee␣/etc/x', 'ssh: upload of stdin to ssh://h, encrypted'],
    ['ssh h zfs␣recv␣p/x', 'ssh: upload of stdin to ssh://h, encrypted'],
    ['ssh h gunzip␣|␣docker␣load', 'ssh: upload of stdin to ssh://h, encrypted'],
    [
      'ssh -i key -o StrictHostKeyChecking=no u@bastion.example cat␣>>␣/srv/in/a',
      'ssh: upload of stdin to ssh://u@bastion.example, encrypted',
    ],
    ['ssh -fNT -D 0.0.0.0:1080 u@h', 'ssh: both of unknown to ssh://u@h, encrypted'],
    ['ssh -NR 4444 u@h', 'ssh: both of unknown to ssh://u@h, encrypted'],
    ['autossh -M 0 -N -R 1:h:2 u@h', 'ssh: both of unknown to ssh://u@h, encrypted'],
  ])('carry something out: %s', (line, expected) => {
    expect(told(line)).toBe(expected);
  });
});

describe('ssh and its kin', () => {
  it.each([
    ['ssh u@h tar czf - /data', 'ssh: download to ssh://u@h, encrypted'],
    ['ssh u@h cat /etc/passwd', 'ssh: download to ssh://u@h, encrypted'],
    ['ssh h scp -f /in/a', 'ssh: download to ssh://h, encrypted'],
    ['ssh h rsync --server --sender -vlogDtpre . /in', 'ssh: download to ssh://h, encrypted'],
    ["ssh git@github.com git-upload-pack␣'a/b'", 'ssh: download to ssh://git@github.com, encrypted'],
    ['ssh h tar␣cf␣-␣/d␣|␣gzip', 'ssh: download to ssh://h, encrypted'],
    ['ssh h dd␣if=/dev/sda', 'ssh: download to ssh://h, encrypted'],
  ])('only fetch: %s', (line, expected) => {
    expect(told(line)).toBe(expected);
  });
});

describe('ssh and its kin', () => {
  it.each([
    ['ssh h', 'ssh: interactive of stdin to ssh://h, encrypted'],
    ['ssh -p 2222 u@h', 'ssh: interactive of stdin to ssh://u@h:2222, encrypted'],
    ['ssh u@h uptime', 'ssh: unknown of unknown to ssh://u@h, encrypted'],
    ['ssh -n u@h cat␣>␣x', 'ssh: unknown to ssh://u@h, encrypted'],
    [
      'ssh vault.backup.example -l vault -s sftp',
      'ssh: unknown of unknown to ssh://vault@vault.backup.example, encrypted',
    ],
    [
      'ssh -x -oForwardAgent=no -l vault -s -- vault.example sftp',
      'ssh: unknown of unknown to ssh://vault@vault.example, encrypted',
    ],
    ['mosh u@h', 'mosh: interactive of stdin to ssh://u@h, encrypted'],
    ['ssh h mysql␣-e␣x', 'ssh: unknown of unknown to ssh://h, encrypted'],
    ['ssh h cat␣a␣>␣b', 'ssh: unknown of unknown to ssh://h, encrypted'],
    ['ssh h bash␣-s', 'ssh: interactive of stdin to ssh://h, encrypted'],
    ['ssh -J jump.example u@inner.example', 'ssh: interactive of stdin to ssh://u@inner.example, encrypted'],
    ['ssh -tt u@h sudo␣-i', 'ssh: interactive of stdin to ssh://u@h, encrypted'],
    ['ssh ssh://u@h:2222', 'ssh: interactive of stdin to ssh://u@h:2222, encrypted'],
    ['dbclient -p 22 u@h', 'ssh: interactive of stdin to ssh://u@h:22, encrypted'],
  ])('do not say: %s', (line, expected) => {
    expect(told(line)).toBe(expected);
  });
});

describe('ssh and its kin', () => {
  it.each([['ssh -V', 'none']])('move nothing over a network: %s', (line, expected) => {
    expect(told(line)).toBe(expected);
  });
});
