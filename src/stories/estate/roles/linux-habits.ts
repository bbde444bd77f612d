/** What people, timers and agents do now and then on Linux machines. Many of them encrypt something and then connect. */
import type { Habit } from '../estate-role.ts';
import type { Actor, Scene } from '../scene.ts';

const ROOT = { user: 'root' } as const;

/** A cron job of root: `sh -c`, then the script. */
function cronScript(scene: Scene, script: string): readonly [sh: Actor, job: Actor] {
  const session = `0x${(1000 + Math.floor(scene.next() * 60_000)).toString(16)}`;
  const sh = scene.run('cron', ['/usr/bin/dash', '-c', script], { ...ROOT, session });
  const job = scene.start({
    parent: sh,
    image: '/usr/bin/bash',
    arguments: ['/bin/bash', script],
    script,
  });
  return [sh, job];
}

export const APT_UPGRADE: Habit = {
  id: 'apt-upgrade',
  hosts: 1,
  when: { kind: 'nightly', hour: 6 },
  happen(scene) {
    const upgrade = scene.start({
      parent: 'systemd',
      image: '/usr/bin/python3.11',
      arguments: ['/usr/bin/python3', '/usr/bin/unattended-upgrade'],
      script: '/usr/bin/unattended-upgrade',
      user: 'root',
    });
    const https = scene.run(upgrade, ['/usr/lib/apt/methods/http'], { user: '_apt' });
    scene.talk(https, 'deb.debian.org', { port: 80, received: 4_000_000 });
    const verify = scene.run(upgrade, ['/usr/bin/gpgv', '--status-fd', '3', '/tmp/apt.sig', '/tmp/apt.data']);
    scene.end(verify, https, upgrade);
  },
};

export const CERTBOT: Habit = {
  id: 'certbot',
  hosts: 0.3,
  when: { kind: 'nightly', hour: 3 },
  happen(scene) {
    const certbot = scene.start({
      parent: 'systemd',
      image: '/usr/bin/python3.11',
      arguments: ['/usr/bin/python3', '/usr/bin/certbot', '-q', 'renew'],
      script: '/usr/bin/certbot',
      user: 'root',
    });
    const openssl = scene.run(certbot, [
      '/usr/bin/openssl',
      'x509',
      '-checkend',
      '2592000',
      '-noout',
      '-in',
      '/etc/letsencrypt/live/www/cert.pem',
    ]);
    scene.end(openssl);
    scene.talk(certbot, 'acme-v02.api.letsencrypt.org');
    scene.end(certbot);
  },
};

/** A dump, encrypted with a passphrase file, to the company's own bucket. */
export const DUMP_TO_BUCKET: Habit = {
  id: 'dump-to-bucket',
  hosts: 0.08,
  when: { kind: 'nightly', hour: 1 },
  happen(scene) {
    const [sh, job] = cronScript(scene, '/usr/local/sbin/nightly-dump.sh');
    const dump = scene.run(job, ['/usr/bin/pg_dump', '-Fc', '-f', '/var/backups/erp.dump', 'erp']);
    scene.end(dump);
    const gpg = scene.run(job, [
      '/usr/bin/gpg',
      '--batch',
      '--yes',
      '--passphrase-file',
      '/root/.dump-key',
      '-o',
      '/var/backups/erp.dump.gpg',
      '-c',
      '/var/backups/erp.dump',
    ]);
    scene.writes(gpg, '/var/backups/erp.dump.gpg');
    scene.end(gpg);
    const aws = scene.start({
      parent: job,
      image: '/usr/bin/python3.11',
      arguments: [
        '/usr/bin/python3',
        '/usr/local/bin/aws',
        's3',
        'cp',
        '/var/backups/erp.dump.gpg',
        's3://acme-dumps/erp/',
      ],
      script: '/usr/local/bin/aws',
    });
    scene.reads(aws, '/var/backups/erp.dump.gpg');
    scene.talk(aws, 'acme-dumps.s3.eu-central-1.amazonaws.com', {
      sent: 400_000_000 + scene.next() * 40_000_000,
      received: 60_000,
      lasts: 90,
    });
    scene.end(aws, job, sh);
  },
};

export const RESTIC: Habit = {
  id: 'restic',
  hosts: 0.12,
  when: { kind: 'nightly', hour: 2 },
  happen(scene) {
    const restic = scene.run(
      'systemd',
      [
        '/usr/bin/restic',
        '-r',
        's3:https://s3.eu-central-1.amazonaws.com/acme-restic',
        'backup',
        '/etc',
        '/srv',
      ],
      ROOT,
    );
    for (let part = 0; part < 3; part++)
      scene.talk(restic, 's3.eu-central-1.amazonaws.com', {
        sent: 60_000_000 + scene.next() * 60_000_000,
        received: 90_000,
        lasts: 60,
      });
    scene.end(restic);
  },
};

export const BORG: Habit = {
  id: 'borg',
  hosts: 0.06,
  when: { kind: 'nightly', hour: 4 },
  happen(scene) {
    const [sh, job] = cronScript(scene, '/usr/local/sbin/borg-nightly');
    const borg = scene.start({
      parent: job,
      image: '/usr/bin/python3.11',
      arguments: [
        '/usr/bin/python3',
        '/usr/bin/borg',
        'create',
        '--stats',
        'ssh://u1234@u1234.rsync.example/./repo::nightly',
        '/etc',
        '/home',
      ],
      script: '/usr/bin/borg',
    });
    const ssh = scene.run(borg, ['/usr/bin/ssh', 'u1234@u1234.rsync.example', 'borg', 'serve']);
    scene.talk(ssh, 'u1234.rsync.example', {
      port: 22,
      sent: 80_000_000 + scene.next() * 40_000_000,
      lasts: 100,
    });
    scene.end(ssh, borg, job, sh);
  },
};

/** Old logs are encrypted where they lie and stay there; the host talks to others all the time. */
export const LOGS_ENCRYPTED: Habit = {
  id: 'logs-encrypted',
  hosts: 0.1,
  when: { kind: 'nightly', hour: 0 },
  happen(scene) {
    const [sh, job] = cronScript(scene, '/etc/cron.daily/logrotate');
    const openssl = scene.run(job, [
      '/usr/bin/openssl',
      'enc',
      '-aes-256-cbc',
      '-pbkdf2',
      '-pass',
      'file:/etc/log.key',
      '-in',
      '/var/log/app.log.1',
      '-out',
      '/var/log/app.log.1.enc',
    ]);
    scene.writes(openssl, '/var/log/app.log.1.enc');
    scene.end(openssl, job, sh);
  },
};

/** Continuous integration: a secret is decrypted, an image pushed. */
export const CI_JOB: Habit = {
  id: 'ci-job',
  hosts: 0.1,
  when: { kind: 'working', perDay: 12 },
  happen(scene) {
    const job = scene.run('systemd', ['/usr/bin/bash', '-e', '/builds/acme/shop/.ci/deploy.sh'], {
      user: 'gitlab-runner',
    });
    const openssl = scene.run(job, [
      '/usr/bin/openssl',
      'enc',
      '-d',
      '-aes-256-cbc',
      '-pbkdf2',
      '-pass',
      'env:CI_KEY',
      '-in',
      'secrets.env.enc',
      '-out',
      'secrets.env',
    ]);
    scene.end(openssl);
    const docker = scene.run(job, ['/usr/bin/docker', 'push', 'registry.example.net/acme/shop:latest']);
    scene.talk(docker, 'registry.example.net', { sent: 30_000_000 });
    scene.end(docker, job);
  },
};

export const HEALTH_CHECK: Habit = {
  id: 'health-check',
  hosts: 0.5,
  when: { kind: 'nightly', hour: 5 },
  happen(scene) {
    const [sh, job] = cronScript(scene, '/usr/local/bin/heartbeat');
    const curl = scene.run(job, ['/usr/bin/curl', '-fsS', 'https://hc.example.net/ping/4b1']);
    scene.talk(curl, 'hc.example.net', { sent: 700, received: 300 });
    scene.end(curl, job, sh);
  },
};

/** An administrator looks in, over ssh. */
export const VISIT: Habit = {
  id: 'visit',
  hosts: 0.6,
  when: { kind: 'working', perDay: 0.5 },
  happen(scene) {
    const top = scene.run('shell', ['/usr/bin/systemctl', 'status', 'nginx']);
    scene.end(top);
    const curl = scene.run('shell', ['/usr/bin/curl', '-sI', 'https://www.example.com/']);
    scene.talk(curl, 'www.example.com', { sent: 600, received: 900 });
    scene.end(curl);
  },
};

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
