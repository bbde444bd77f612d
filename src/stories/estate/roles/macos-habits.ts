/** What people, schedules and agents do now and then on Macs. Many of them encrypt or decrypt something and then connect. */
import type { Habit } from '../estate-role.ts';
import type { Scene } from '../scene.ts';

/** Management decrypts a parameter of its script with openssl and writes back with curl: AN1391 word for word, every day. */
export const JAMF_PARAMETERS: Habit = {
  id: 'jamf-parameters',
  hosts: 1,
  when: { kind: 'daily', hour: 10 },
  happen(scene) {
    const jamf = scene.run('runs-jamf-daemon', ['/usr/local/jamf/bin/jamf', 'recon'], {
      user: 'root',
      signed: { identifier: 'com.jamf.management.Jamf', team: '483DWKW443' },
    });
    const sh = scene.run(jamf, [
      '/bin/bash',
      '/Library/Application Support/JAMF/tmp/Update Asset',
      '/',
      scene.host.name,
      scene.host.user,
    ]);
    const openssl = scene.run(sh, [
      '/usr/bin/openssl',
      'enc',
      '-aes256',
      '-d',
      '-a',
      '-A',
      '-S',
      '0d1a2b3c4d5e6f70',
      '-k',
      '8f14e45fceea167a5a36dedd',
    ]);
    scene.end(openssl);
    scene.writes(sh, '/private/tmp/ea.xml');
    const curl = scene.run(sh, [
      '/usr/bin/curl',
      '-sfku',
      'api:secret',
      'https://acme.jamfcloud.com/JSSResource/computers/id/7',
      '-T',
      '/private/tmp/ea.xml',
      '-X',
      'PUT',
    ]);
    scene.talk(curl, 'acme.jamfcloud.com', { sent: 1_400, received: 300 });
    scene.end(curl, sh, jamf);
  },
};

export const BACKBLAZE: Habit = {
  id: 'backblaze',
  hosts: 0.05,
  when: { kind: 'nightly', hour: 1 },
  happen(scene) {
    const transmit = scene.run('launchd', ['/Library/Backblaze.bzpkg/bztransmit', '-transmitbatch'], {
      user: 'root',
      signed: { identifier: 'com.backblaze.bztransmit', team: 'WVW36D5Q9G' },
    });
    scene.talk(transmit, 'pod-000-1000-00.backblaze.com', {
      sent: 300_000_000 + scene.next() * 3e8,
      lasts: 900,
    });
    scene.end(transmit);
  },
};

export const ARQ: Habit = {
  id: 'arq',
  hosts: 0.02,
  when: { kind: 'daily', hour: 15 },
  happen(scene) {
    const arq = scene.run(
      'launchd',
      ['/Applications/Arq.app/Contents/Resources/ArqAgent.app/Contents/MacOS/ArqAgent'],
      { signed: { identifier: 'com.haystacksoftware.ArqAgent', team: '48ZCSDVL96' }, user: scene.host.user },
    );
    scene.talk(arq, 'acme-arq.s3.amazonaws.com', { sent: 40_000_000 + scene.next() * 4e7, lasts: 300 });
    scene.end(arq);
  },
};

export const DROPBOX: Habit = {
  id: 'dropbox',
  hosts: 0.15,
  when: { kind: 'working', perDay: 5 },
  happen(scene) {
    const dropbox = scene.run('launchd', ['/Applications/Dropbox.app/Contents/MacOS/Dropbox'], {
      signed: { identifier: 'com.getdropbox.dropbox', team: 'G7HH3F8CAK' },
      user: scene.host.user,
    });
    scene.talk(dropbox, 'block.dropboxapi.com', { sent: 900_000 + scene.next() * 9e6 });
    scene.end(dropbox);
  },
};

export const PASSWORD_MANAGER: Habit = {
  id: 'password-manager',
  hosts: 0.4,
  when: { kind: 'working', perDay: 3 },
  happen(scene) {
    const one = scene.run('launchd', ['/Applications/1Password.app/Contents/MacOS/1Password'], {
      signed: { identifier: 'com.1password.1password', team: '2BUA8C4S2C' },
      user: scene.host.user,
    });
    scene.talk(one, 'acme.1password.com', { sent: 9_000, received: 40_000 });
    scene.end(one);
  },
};

/** Payroll makes an encrypted disk image and mails it. */
export const IMAGE_BY_MAIL: Habit = {
  id: 'image-by-mail',
  hosts: 0.03,
  when: { kind: 'working', perDay: 0.2 },
  happen(scene) {
    const path = `/Users/${scene.host.user}/Documents/salaries.dmg`;
    const hdiutil = scene.run('shell', [
      '/usr/bin/hdiutil',
      'create',
      '-encryption',
      'AES-256',
      '-stdinpass',
      '-srcfolder',
      'salaries',
      path,
    ]);
    scene.writes(hdiutil, path);
    scene.end(hdiutil);
    scene.wait(40 + scene.next() * 300);
    scene.talk('runs-mail', 'outlook.office365.com', { sent: 2_000_000 });
  },
};

export const BREW: Habit = {
  id: 'brew',
  hosts: 0.8,
  when: { kind: 'working', perDay: 0.5 },
  happen(scene) {
    const brew = scene.run('shell', ['/bin/bash', '/opt/homebrew/bin/brew', 'upgrade']);
    const curl = scene.run(brew, [
      '/usr/bin/curl',
      '--fail',
      '--location',
      '--output',
      '/Users/x/Library/Caches/Homebrew/a.tar.gz',
      'https://ghcr.io/v2/homebrew/core/jq/blobs/sha256:1',
    ]);
    scene.talk(curl, 'ghcr.io', { received: 9_000_000 });
    scene.end(curl);
    const openssl = scene.run(brew, [
      '/usr/bin/openssl',
      'dgst',
      '-sha256',
      '/Users/x/Library/Caches/Homebrew/a.tar.gz',
    ]);
    scene.end(openssl, brew);
  },
};

export const GIT_PUSH: Habit = {
  id: 'git-push',
  hosts: 1,
  when: { kind: 'working', perDay: 4 },
  happen(scene) {
    push(scene);
  },
};

function push(scene: Scene): void {
  const git = scene.run('shell', ['/usr/bin/git', 'push']);
  if (scene.host.habits.has('pushes-by-ssh')) {
    const ssh = scene.run(git, ['/usr/bin/ssh', 'git@github.com', "git-receive-pack 'acme/app.git'"]);
    scene.talk(ssh, 'github.com', { port: 22, sent: 40_000 + scene.next() * 2e6 });
    scene.end(ssh);
  } else {
    const remote = scene.run(git, [
      '/Library/Developer/CommandLineTools/usr/libexec/git-core/git-remote-https',
      'origin',
      'https://github.com/acme/app.git',
    ]);
    scene.talk(remote, 'github.com', { sent: 40_000 + scene.next() * 2e6 });
    scene.end(remote);
  }
  scene.end(git);
}

/** No act of its own: half of them push over ssh. */
export const PUSHES_BY_SSH: Habit = {
  id: 'pushes-by-ssh',
  hosts: 0.5,
  when: { kind: 'working', perDay: 0 },
  happen: () => undefined,
};

/** A secret is encrypted for the repository, then pushed with it. */
export const SECRET_THEN_PUSH: Habit = {
  id: 'secret-then-push',
  hosts: 0.25,
  when: { kind: 'working', perDay: 0.1 },
  happen(scene) {
    const kind = scene.next();
    const tool =
      kind < 0.4
        ? ['/opt/homebrew/bin/sops', '--encrypt', '--in-place', 'deploy/secret.yaml']
        : kind < 0.6
          ? ['/opt/homebrew/bin/ansible-vault', 'encrypt', 'group_vars/all/vault.yml']
          : [
              '/usr/bin/openssl',
              'enc',
              '-aes-256-cbc',
              '-in',
              '.env',
              '-out',
              '.env.enc',
              '-pass',
              'file:../key',
            ];
    const encrypts = scene.run('shell', tool);
    scene.end(encrypts);
    scene.wait(60 + scene.next() * 1200);
    push(scene);
  },
};

export const NPM: Habit = {
  id: 'npm',
  hosts: 0.7,
  when: { kind: 'working', perDay: 2 },
  happen(scene) {
    const node = scene.run('shell', ['/opt/homebrew/bin/node', '/opt/homebrew/bin/npm', 'install']);
    scene.talk(node, 'registry.npmjs.org', { received: 8_000_000 });
    scene.end(node);
  },
};

/** Tests of a program that uses AES, then packages. */
export const PYTHON_TESTS: Habit = {
  id: 'python-tests',
  hosts: 0.3,
  when: { kind: 'working', perDay: 2 },
  happen(scene) {
    const tests = scene.run('shell', [
      '/opt/homebrew/bin/python3',
      '-m',
      'pytest',
      'tests/test_vault.py',
      '-k',
      'aes_gcm',
    ]);
    scene.wait(3);
    scene.end(tests);
    if (scene.next() < 0.6) return;
    const pip = scene.run('shell', [
      '/opt/homebrew/bin/python3',
      '-m',
      'pip',
      'install',
      '-U',
      'cryptography',
    ]);
    scene.talk(pip, 'files.pythonhosted.org', { received: 4_000_000 });
    scene.end(pip);
  },
};

/** Certificates are looked at, keys converted: openssl without any encryption of data. */
export const CERTIFICATES: Habit = {
  id: 'certificates',
  hosts: 0.3,
  when: { kind: 'working', perDay: 0.3 },
  happen(scene) {
    const client = scene.run('shell', [
      '/usr/bin/openssl',
      's_client',
      '-connect',
      'www.example.com:443',
      '-servername',
      'www.example.com',
    ]);
    scene.talk(client, 'www.example.com', { sent: 700 });
    scene.end(client);
  },
};
