import type { Tool, ToolArguments, ToolReading } from './tool.ts';

function read({ words }: ToolArguments): ToolReading {
  const texts = words.map((word) => word.text.toLowerCase());
  const secret = texts.indexOf('--secret');
  if (secret < 0 || texts.includes('--genkey'))
    return { class: 'none', reason: 'openvpn without a static key' };
  const cipher = texts.indexOf('--cipher');
  return {
    class: 'symmetric',
    direction: 'both',
    algorithm: cipher < 0 ? undefined : texts[cipher + 1],
    keySource: 'file',
    reason: 'openvpn tunnels with a static key (--secret), no key exchange',
  };
}

/** OpenVPN in static-key mode; with TLS the handshake is asymmetric. */
export const openvpn: Tool = {
  id: 'openvpn-static-key',
  names: ['openvpn'],
  read,
  examples: {
    positive: [
      {
        line: 'openvpn --remote h.example.com --dev tun --secret static.key --cipher AES-256-CBC',
        platform: 'posix',
        class: 'symmetric',
        direction: 'both',
        algorithm: 'aes-256-cbc',
        keySource: 'file',
      },
    ],
    negative: [
      { line: 'openvpn --config client.ovpn', platform: 'posix' },
      { line: 'openvpn --genkey --secret static.key', platform: 'posix' },
    ],
  },
};
