import { describe, expect, it } from 'vitest';
import { describeTransfer } from '../describe-transfer.ts';
import { readTransfer } from '../read-transfer.ts';

/** `␣` is a blank within an argument. */
function told(line: string): string {
  const words = line.split(' ').map((word) => word.replaceAll('␣', ' '));
  const transfer = readTransfer(words, undefined, 'linux');
  return transfer === undefined ? 'none' : describeTransfer(transfer);
}

describe('backup tools', () => {
  it.each([
    ['rclone copy /d remote:b', 'rclone: upload of files /d to rclone://remote:b'],
    ['rclone --config x sync /d remote:b --transfers 16', 'rclone: upload of files /d to rclone://remote:b'],
    [
      'rclone sync /d :s3,provider=AWS,endpoint="https://s3.x.example":b',
      'rclone: upload of files /d to https://s3.x.example:b, encrypted',
    ],
    ['rclone copy --s3-region us /d r:b', 'rclone: upload of files /d to rclone://r:b'],
    ['rclone copy /d r:b --drive-foo', 'rclone: upload of files /d to rclone://r:b'],
    ['rclone rcat r:b/x', 'rclone: upload of stdin to rclone://r:b/x'],
    ['rclone mount r: /mnt', 'rclone: both of unknown to rclone://r:'],
    ['rclone copy -P --include *.docx C:\\d r:b', 'rclone: both to rclone://r:b'],
    [
      'restic -q -r sftp:vault@vault.backup.example:restic backup /home/svc-backup/data',
      'restic: upload of files /home/svc-backup/data to sftp://vault@vault.backup.example:restic, encrypted',
    ],
    ['restic backup /d', 'restic: upload of files /d'],
    [
      'restic -r s3:s3.amazonaws.com/b backup --stdin',
      'restic: upload of stdin to s3://s3.amazonaws.com/b, encrypted',
    ],
    [
      'restic -r rest:https://u:p@h:8000/r backup --exclude x /d',
      'restic: upload of files /d to https://u@h:8000/r, encrypted',
    ],
    ['borg create u@h:repo::a /d', 'borg: upload of files /d to ssh://u@h:repo, encrypted'],
    [
      'borg create ssh://u@h:22/./repo::{now} /d /e',
      'borg: upload of files /d /e to ssh://u@h:22/./repo, encrypted',
    ],
    ['borg create ::a /d', 'borg: upload of files /d, encrypted'],
    ['borg -r ssh://h/r create a /d', 'borg: upload of files /d to ssh://h/r, encrypted'],
    ['duplicity /d sftp://u@h/x', 'duplicity: upload of files /d to sftp://u@h/x, encrypted'],
    ['duplicity full --encrypt-key K /d s3:///b/x', 'duplicity: upload of files /d to s3:///b/x, encrypted'],
    ['kopia snapshot create /d', 'kopia: upload of files /d'],
    ['tarsnap -c -f n /d', 'tarsnap: upload of files /d to v1-0-0-server.tarsnap.com, encrypted'],
    ['rdiff-backup /d u@h::/x', 'rdiff-backup: upload of files /d to ssh://u@h/x, encrypted'],
    ['duplicacy backup', 'duplicacy: upload of files'],
    [
      'proxmox-backup-client backup root.pxar:/ --repository u@pbs@h:store',
      'proxmox-backup-client: upload of files / to ssh://u@pbs@h:store, encrypted',
    ],
    [
      'rclone --transfers=4 --checkers 8 copy /d remote:in --log-file l -v',
      'rclone: upload of files /d to rclone://remote:in',
    ],
    ['rclone move /d remote:in --min-age 1d', 'rclone: upload of files /d to rclone://remote:in'],
    [
      'rclone copyto a.gpg :sftp,host=vault.example,user=u:in/a.gpg',
      'rclone: upload of files a.gpg to sftp://vault.example:in/a.gpg, encrypted',
    ],
    [
      'restic --repo=sftp:u@vault.example:/r --password-file p backup --tag t /home /etc',
      'restic: upload of files /home /etc to sftp://u@vault.example/r, encrypted',
    ],
    ['restic -r rclone:remote:b backup /d', 'restic: upload of files /d to rclone://remote:b'],
    [
      'restic -r s3:https://s3.vault.example/b backup /d',
      'restic: upload of files /d to https://s3.vault.example/b, encrypted',
    ],
    [
      'borg create --remote-path borg1 --compression lz4 ssh://u@vault.example/./r::x /home',
      'borg: upload of files /home to ssh://u@vault.example/./r, encrypted',
    ],
  ])('carry something out: %s', (line, expected) => {
    expect(told(line)).toBe(expected);
  });
});

describe('backup tools', () => {
  it.each([
    ['rclone copy remote:b /d', 'rclone: download to rclone://remote:b'],
    ['rclone ls r:', 'rclone: download to rclone://r:'],
    ['rclone lsd r:', 'rclone: download to rclone://r:'],
    ['restic -r b2:b:p restore latest --target /t', 'restic: download to b2://b:p, encrypted'],
    ['restic -r sftp:h:/r snapshots', 'restic: download to sftp://h/r, encrypted'],
    ['borg extract u@h:repo::a', 'borg: download to ssh://u@h:repo, encrypted'],
    ['duplicity restore sftp://h/x /d', 'duplicity: download to sftp://h/x, encrypted'],
    ['duplicity sftp://h/x /d', 'duplicity: download to sftp://h/x, encrypted'],
    [
      'rclone sync :http,url=https://site.example:d /d',
      'rclone: download to https://site.example:d, encrypted',
    ],
    ['rclone check /d remote:in', 'rclone: download to rclone://remote:in'],
    ['rclone lsf remote:in --format p', 'rclone: download to rclone://remote:in'],
    ['borg list ssh://u@vault.example/./r', 'borg: download to ssh://u@vault.example/./r, encrypted'],
  ])('only fetch: %s', (line, expected) => {
    expect(told(line)).toBe(expected);
  });
});

describe('backup tools', () => {
  it.each([
    ['rclone serve http r:', 'rclone: listen of files'],
    ['rclone purge r:b', 'rclone: unknown to rclone://r:b'],
    [
      'kopia repository connect s3 --bucket b --endpoint e.example',
      'kopia: unknown to s3://e.example, encrypted',
    ],
    [
      'restic -r sftp:u@vault.example:/r forget --prune',
      'restic: unknown to sftp://u@vault.example/r, encrypted',
    ],
    ['borg prune ssh://u@vault.example/./r', 'borg: unknown to ssh://u@vault.example/./r, encrypted'],
  ])('do not say: %s', (line, expected) => {
    expect(told(line)).toBe(expected);
  });
});

describe('backup tools', () => {
  it.each([
    ['rclone copy a b', 'none'],
    ['rclone config', 'none'],
    ['restic -r /srv/repo backup /d', 'none'],
    ['restic version', 'none'],
    ['borg create --stats -C zstd /srv/repo::a /d', 'none'],
    ['duplicity /d file:///x', 'none'],
  ])('move nothing over a network: %s', (line, expected) => {
    expect(told(line)).toBe(expected);
  });
});
