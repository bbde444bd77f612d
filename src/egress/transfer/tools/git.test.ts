import { describe, expect, it } from 'vitest';
import { describeTransfer } from '../describe-transfer.ts';
import { readTransfer } from '../read-transfer.ts';

/** `␣` is a blank within an argument. */
function told(line: string): string {
  const words = line.split(' ').map((word) => word.replaceAll('␣', ' '));
  const transfer = readTransfer(words, undefined, 'linux');
  return transfer === undefined ? 'none' : describeTransfer(transfer);
}

describe('version control', () => {
  it.each([
    ['git push', 'git: upload of files'],
    ['git push origin main', 'git: upload of files'],
    [
      'git -C /r push https://u:tok@github.com/a/b.git',
      'git: upload of files to https://u@github.com/a/b.git, encrypted',
    ],
    [
      'git push git@github.com:a/b.git HEAD:main',
      'git: upload of files to ssh://git@github.com:a/b.git, encrypted',
    ],
    ['git send-pack --stateless-rpc ssh://h/r', 'git: upload of files to ssh://h/r, encrypted'],
    ['git-upload-pack /srv/r', 'git: upload of files'],
    ['git lfs push origin', 'git: upload of files'],
    ['git send-email --to a@b 0001.patch', 'git: upload of files'],
    ['hg push ssh://h/r', 'hg: upload of files to ssh://h/r, encrypted'],
    ['svn commit -m x', 'svn: upload of files'],
    ['svn import /d https://h/r -m x', 'svn: upload of files /d to https://h/r, encrypted'],
    ['git -c core.sshCommand=ssh␣-i␣k push origin HEAD', 'git: upload of files'],
    [
      'git push --mirror ssh://git@vault.example:2222/r.git',
      'git: upload of files to ssh://git@vault.example:2222/r.git, encrypted',
    ],
  ])('carry something out: %s', (line, expected) => {
    expect(told(line)).toBe(expected);
  });
});

describe('version control', () => {
  it.each([
    ['git -c http.proxy=x fetch --all', 'git: download'],
    ['git pull', 'git: download'],
    ['git clone https://github.com/a/b', 'git: download to https://github.com/a/b, encrypted'],
    ['git clone git@h:a/b.git dir', 'git: download to ssh://git@h:a/b.git, encrypted'],
    ['git ls-remote', 'git: download'],
    ['git-receive-pack /srv/r', 'git: download'],
    ['git submodule update --init', 'git: download'],
    ['git push --dry-run', 'git: download'],
    ['hg pull', 'hg: download'],
    ['svn co https://h/r', 'svn: download to https://h/r, encrypted'],
    ['svn ls https://h/r', 'svn: download to https://h/r, encrypted'],
    ['git fetch origin main', 'git: download'],
    ['git clone --depth 1 https://github.com/a/b', 'git: download to https://github.com/a/b, encrypted'],
  ])('only fetch: %s', (line, expected) => {
    expect(told(line)).toBe(expected);
  });
});

describe('version control', () => {
  it.each([
    [
      'git-remote-https origin https://github.com/a/b',
      'git: unknown of unknown to https://github.com/a/b, encrypted',
    ],
    [
      '/usr/lib/git-core/git-remote-https origin https://github.com/a/b',
      'git: unknown of unknown to https://github.com/a/b, encrypted',
    ],
  ])('do not say: %s', (line, expected) => {
    expect(told(line)).toBe(expected);
  });
});

describe('version control', () => {
  it.each([
    ['git push /srv/r.git', 'none'],
    ['git commit -m push', 'none'],
    ['git status', 'none'],
    ['git log --grep push', 'none'],
    ['git remote add x https://h/y', 'none'],
    ['git remote -v', 'none'],
    ['git archive HEAD', 'none'],
    ['hg commit -m x', 'none'],
    ['svn info', 'none'],
    ['git commit --data-binary @x https://h/', 'none'],
    ['git bundle create a.bundle --all', 'none'],
  ])('move nothing over a network: %s', (line, expected) => {
    expect(told(line)).toBe(expected);
  });
});
