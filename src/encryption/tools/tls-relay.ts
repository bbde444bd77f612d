import type { Tool, ToolArguments, ToolReading } from './tool.ts';

function read({ program, words }: ToolArguments): ToolReading {
  const texts = words.map((word) => word.text);
  const tls =
    program.startsWith('stunnel') ||
    (program === 'ncat' && texts.some((text) => /^--ssl(?:-|$)/.test(text))) ||
    (program === 'socat' &&
      texts.some((text) => /^(?:OPENSSL|SSL)(?:-(?:LISTEN|CONNECT|DTLS\S*))?:/i.test(text)));
  if (!tls) return { class: 'none', reason: `${program} passes on what it gets` };
  return {
    class: 'asymmetric',
    direction: 'both',
    algorithm: 'tls',
    keySource: 'network',
    inputs: [],
    outputs: [],
    reason: `${program} relays over TLS`,
  };
}

/** Relays over TLS: the handshake is asymmetric. `ncat -k` keeps listening, it is no key. */
export const tlsRelay: Tool = {
  id: 'tls-relay',
  names: ['ncat', 'socat', 'stunnel', 'stunnel4', 'stunnel3', 'tstunnel'],
  encrypts: false,
  read,
  examples: {
    positive: [
      {
        line: 'ncat --ssl 198.51.100.7 443',
        platform: 'posix',
        class: 'asymmetric',
        direction: 'both',
        algorithm: 'tls',
      },
      { line: 'socat - OPENSSL:198.51.100.7:443,verify=0', platform: 'posix', class: 'asymmetric' },
      { line: 'stunnel /etc/stunnel/a.conf', platform: 'posix', class: 'asymmetric' },
    ],
    negative: [
      { line: 'ncat -k -l 443', platform: 'posix' },
      { line: 'ncat --ssl -k -l 443', platform: 'posix' },
      { line: 'socat TCP:h:1 EXEC:sh', platform: 'posix' },
    ],
  },
};
