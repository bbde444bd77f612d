/** What timers, jobs and visitors do now and then on Linux servers. Many of them encrypt something and then connect. */
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
