/** What developers and administrators do now and then on Linux. Many of them encrypt something and then connect. */
import type { Habit } from '../estate-role.ts';
import type { Scene } from '../scene.ts';

export const GIT_PUSH: Habit = {
  id: 'git-push',
  hosts: 1,
  when: { kind: 'working', perDay: 4 },
  happen(scene) {
    const sign = scene.run('shell', ['/usr/bin/git', 'commit', '-S', '-m', 'work']);
    const gpg = scene.run(sign, ['/usr/bin/gpg', '--status-fd=2', '-bsau', '0x1234']);
    scene.end(gpg, sign);
    scene.wait(30);
    push(scene);
  },
};

function push(scene: Scene): void {
  const git = scene.run('shell', ['/usr/bin/git', 'push']);
  const ssh = scene.run(git, ['/usr/bin/ssh', 'git@github.com', "git-receive-pack 'acme/shop.git'"]);
  scene.talk(ssh, 'github.com', { port: 22, sent: 40_000 + scene.next() * 2_000_000, received: 9_000 });
  scene.end(ssh, git);
}

/** A secret is encrypted for the repository, then pushed with it. */
export const SECRET_THEN_PUSH: Habit = {
  id: 'secret-then-push',
  hosts: 0.3,
  when: { kind: 'working', perDay: 0.1 },
  happen(scene) {
    const kind = scene.next();
    const tool =
      kind < 0.4
        ? ['/usr/local/bin/sops', '--encrypt', '--in-place', 'deploy/secret.yaml']
        : kind < 0.7
          ? ['/usr/bin/ansible-vault', 'encrypt', 'group_vars/all/vault.yml']
          : [
              '/usr/bin/openssl',
              'enc',
              '-aes-256-cbc',
              '-pbkdf2',
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

export const PASSWORD_STORE: Habit = {
  id: 'password-store',
  hosts: 0.15,
  when: { kind: 'working', perDay: 0.2 },
  happen(scene) {
    const pass = scene.start({
      parent: 'shell',
      image: '/usr/bin/bash',
      arguments: ['/bin/bash', '/usr/bin/pass', 'insert', 'web/shop'],
      script: '/usr/bin/pass',
    });
    const gpg = scene.run(pass, [
      '/usr/bin/gpg',
      '--encrypt',
      '-r',
      '0x1234',
      '-o',
      `/home/${scene.host.user}/.password-store/web/shop.gpg`,
    ]);
    scene.end(gpg, pass);
    scene.wait(20);
    push(scene);
  },
};

export const PIP_AND_NPM: Habit = {
  id: 'pip-and-npm',
  hosts: 0.9,
  when: { kind: 'working', perDay: 2 },
  happen(scene) {
    const pip = scene.start({
      parent: 'shell',
      image: '/usr/bin/python3.11',
      arguments: ['/usr/bin/python3', '/usr/bin/pip', 'install', '-r', 'requirements.txt'],
      script: '/usr/bin/pip',
    });
    scene.talk(pip, 'files.pythonhosted.org', { received: 6_000_000 });
    scene.end(pip);
  },
};

export const DOCKER_PULL: Habit = {
  id: 'docker-pull',
  hosts: 0.7,
  when: { kind: 'working', perDay: 2 },
  happen(scene) {
    const docker = scene.run('shell', ['/usr/bin/docker', 'compose', 'pull']);
    scene.end(docker);
  },
};

/** Ansible opens its vault and configures inside hosts and two at a hoster. */
export const ANSIBLE: Habit = {
  id: 'ansible',
  hosts: 0.3,
  when: { kind: 'working', perDay: 1 },
  happen(scene) {
    const play = scene.start({
      parent: 'shell',
      image: '/usr/bin/python3.11',
      arguments: [
        '/usr/bin/python3',
        '/usr/bin/ansible-playbook',
        '--vault-password-file',
        '/etc/ansible/vault.key',
        'site.yml',
      ],
      script: '/usr/bin/ansible-playbook',
    });
    const inside = scene.run(play, ['/usr/bin/ssh', '-o', 'ControlMaster=auto', 'web1.corp.example.org']);
    scene.talk(inside, 'web1.corp.example.org', { port: 22, inside: '10.2.0.11' });
    const outside = scene.run(play, ['/usr/bin/ssh', '-o', 'ControlMaster=auto', 'vps1.hoster.example']);
    scene.talk(outside, 'vps1.hoster.example', { port: 22, sent: 90_000 });
    scene.end(outside, inside, play);
  },
};

/** Something for a partner, under a password, by scp: rare, and nobody can tell it from theft. */
export const FILE_FOR_PARTNER: Habit = {
  id: 'file-for-partner',
  hosts: 0.02,
  when: { kind: 'working', perDay: 0.1 },
  happen(scene) {
    const { user } = scene.host;
    const zip = scene.run('shell', [
      '/usr/bin/7z',
      'a',
      '-pAutumn26',
      `/home/${user}/report.7z`,
      `/home/${user}/report`,
    ]);
    scene.writes(zip, `/home/${user}/report.7z`);
    scene.end(zip);
    scene.wait(30 + scene.next() * 200);
    const scp = scene.run('shell', [
      '/usr/bin/scp',
      `/home/${user}/report.7z`,
      'acme@sftp.partner.example:in/',
    ]);
    const ssh = scene.run(scp, ['/usr/bin/ssh', '-x', 'sftp.partner.example', 'scp -t in/']);
    scene.reads(scp, `/home/${user}/report.7z`);
    scene.talk(ssh, 'sftp.partner.example', { port: 22, sent: 3_000_000 });
    scene.end(ssh, scp);
  },
};
