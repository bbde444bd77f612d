import type { Tool, ToolArguments, ToolReading } from './tool.ts';

function read({ program, words }: ToolArguments): ToolReading {
  const verb = (words[0]?.text ?? '').toLowerCase();
  if (program === 'wg') {
    const handlesKeys = /^(?:genkey|genpsk|pubkey|set|setconf|addconf|syncconf)$/.test(verb);
    return handlesKeys
      ? { class: 'asymmetric', form: 'keys', inputs: [], reason: `wg ${verb}` }
      : { class: 'none', reason: 'wg shows a state' };
  }
  const starts = program !== 'wg-quick' || verb === 'up';
  if (!starts && !/^\/(?:installtunnelservice)/.test(verb))
    return { class: 'none', reason: 'WireGuard is not started' };
  return {
    class: 'asymmetric',
    direction: 'both',
    algorithm: 'chacha20-poly1305',
    keySource: 'file',
    inputs: [],
    reason: 'WireGuard tunnels under exchanged keys',
  };
}

/** WireGuard: ChaCha20-Poly1305 under keys from an asymmetric handshake. */
export const wireguard: Tool = {
  id: 'wireguard',
  names: ['wg', 'wg-quick', 'wireguard', 'wireguard-go', 'boringtun', 'boringtun-cli'],
  gate: [
    'wg genkey',
    'wg genpsk',
    'wg pubkey',
    'wg set',
    'wg setconf',
    'wg-quick',
    'wireguard',
    'wireguard-go',
    'boringtun',
    'boringtun-cli',
  ],
  encrypts: false,
  read,
  examples: {
    positive: [
      { line: 'wg-quick up wg0', platform: 'posix', class: 'asymmetric', direction: 'both' },
      { line: 'wireguard.exe /installtunnelservice C:\\t\\w.conf', platform: 'windows', class: 'asymmetric' },
      { line: 'wg genkey', platform: 'posix', class: 'asymmetric' },
    ],
    negative: [
      { line: 'wg show', platform: 'posix' },
      { line: 'wg-quick down wg0', platform: 'posix' },
    ],
  },
};
