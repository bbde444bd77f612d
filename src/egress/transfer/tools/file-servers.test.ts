import { describe, expect, it } from 'vitest';
import { describeTransfer } from '../describe-transfer.ts';
import { readTransfer } from '../read-transfer.ts';

/** `␣` is a blank within an argument. */
function told(line: string): string {
  const words = line.split(' ').map((word) => word.replaceAll('␣', ' '));
  const transfer = readTransfer(words, undefined, 'linux');
  return transfer === undefined ? 'none' : describeTransfer(transfer);
}

describe('file servers and tunnels', () => {
  it.each([
    ['chisel client https://h:8443 R:1080:socks', 'chisel: both of unknown to https://h:8443, encrypted'],
    ['gost -L=:8080 -F=socks5://h:1080', 'gost: both of unknown to socks5://h:1080'],
    ['ngrok http 80', 'ngrok: both of unknown to connect.ngrok-agent.com, encrypted'],
    [
      'cloudflared tunnel --url http://localhost:80',
      'cloudflared: both of unknown to argotunnel.com, encrypted',
    ],
    ['cloudflared tunnel run --token x', 'cloudflared: both of unknown to argotunnel.com, encrypted'],
    ['frpc -c frpc.ini', 'frpc: both of unknown, encrypted'],
    ['stunnel /etc/stunnel.conf', 'stunnel: both of unknown, encrypted'],
    ['iodine -f t.example', 'iodine: both of unknown'],
    ['gs-netcat -s sec', 'gsocket: both of stdin to gs.thc.org, encrypted'],
    ['openvpn --remote h 1194', 'openvpn: both of unknown, encrypted'],
    ['openvpn --config a.ovpn', 'openvpn: both of unknown, encrypted'],
    ['ss-local -s proxy.example -p 8388 -l 1080', 'ss-local: both of unknown to proxy.example, encrypted'],
  ])('carry something out: %s', (line, expected) => {
    expect(told(line)).toBe(expected);
  });
});

describe('file servers and tunnels', () => {
  it.each([
    ['python3 -m http.server 8000', 'http.server: listen of files to :8000'],
    ['python -m SimpleHTTPServer', 'simplehttpserver: listen of files'],
    ['python2 -m SimpleHTTPServer 80', 'simplehttpserver: listen of files to :80'],
    ['python3 -mhttp.server', 'http.server: listen of files'],
    ['php -S 0.0.0.0:80', 'php: listen of files to :80'],
    ['ruby -run -e httpd . -p 80', 'ruby: listen of files to :80'],
    ['busybox httpd -f -p 80', 'httpd: listen of files to :80'],
    ['chisel server -p 80', 'chisel: listen of unknown, encrypted'],
    ['gs-netcat -s sec -l', 'gsocket: listen of stdin to gs.thc.org, encrypted'],
    ['gs-netcat -s sec -i', 'gsocket: interactive of stdin to gs.thc.org, encrypted'],
    ['python3 -m pyftpdlib -p 2121', 'pyftpdlib: listen of files to :2121'],
    ['python3 -m uploadserver 8000', 'uploadserver: listen of files to :8000'],
    ['miniserve -p 8080 .', 'miniserve: listen of files to :8080'],
  ])('do not say: %s', (line, expected) => {
    expect(told(line)).toBe(expected);
  });
});

describe('file servers and tunnels', () => {
  it.each([
    ['php artisan x', 'none'],
    ['ruby x.rb', 'none'],
    ['ngrok config add-authtoken x', 'none'],
    ['python3 script.py http.server', 'none'],
    ['cloudflared version', 'none'],
  ])('move nothing over a network: %s', (line, expected) => {
    expect(told(line)).toBe(expected);
  });
});
