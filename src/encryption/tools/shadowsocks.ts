import { OptionSet } from './option-set.ts';
import type { Tool, ToolArguments, ToolReading, WordRange } from './tool.ts';

const NAMES = {
  short: 'kmspblctfaiduU',
  long: 'password key encrypt-method method server-addr server-port server-host local-addr local-port local-host config timeout plugin plugin-opts server-url',
};
const METHOD =
  /^(?:aes-(?:128|192|256)-(?:gcm|cfb|ctr)|(?:x?chacha20|salsa20)(?:-ietf)?(?:-poly1305)?|aead_\w+|2022-blake3-\S+|rc4-md5|camellia-\S+|bf-cfb)$/i;
const URL = /^ss:\/\/([\w-]+):([^@\s]+)@/i;

/** `ss://method:password@host:port`, as the Go client takes it. */
function urlOf(
  words: ToolArguments['words'],
): { readonly method: string; readonly secret: WordRange } | undefined {
  for (const [word, { text }] of words.entries()) {
    const found = URL.exec(text);
    const [, method, password] = found ?? [];
    if (method === undefined || password === undefined) continue;
    const start = `ss://${method}:`.length;
    return { method, secret: { word, start, end: start + password.length } };
  }
  return undefined;
}

function read({ words, program }: ToolArguments): ToolReading {
  const options = new OptionSet(words, NAMES);
  const url = urlOf(words);
  const method = (url?.method ?? options.value('m', 'method', 'encrypt-method') ?? '').toLowerCase();
  const secrets = url === undefined ? options.ranges('k', 'password', 'key') : [url.secret];
  const configured = options.has('c', 'config');
  if (options.has('help', 'h', 'version', 'V', 'v') && secrets.length === 0 && !configured)
    return { class: 'none', reason: `${program} asked for information only` };
  if (method === 'none' || method === 'plain')
    return { class: 'none', secrets, reason: `${program} without encryption` };
  return {
    class: 'symmetric',
    direction: 'both',
    algorithm: method === '' ? undefined : method.replace(/^aead_/, '').replaceAll('_', '-'),
    keySource: secrets.length > 0 ? 'command-line' : configured ? 'file' : 'unknown',
    inputs: [],
    secrets,
    confidence: secrets.length > 0 || configured ? 0.95 : 0.7,
    reason: `${program} relays under a shared password`,
  };
}

/** Shadowsocks in its C, Rust and Go editions: symmetric under a password, without any handshake. */
export const shadowsocks: Tool = {
  id: 'shadowsocks',
  names: [
    'ss-local',
    'ss-tunnel',
    'ss-server',
    'ss-redir',
    'ss-manager',
    'sslocal',
    'ssserver',
    'ssservice',
    'go-shadowsocks2',
    'shadowsocks2',
    'shadowsocks-libev',
  ],
  gate: [
    'ss-local',
    'ss-tunnel',
    'ss-server',
    'ss-redir',
    'ss-manager',
    'sslocal',
    'ssserver',
    'ssservice',
    'go-shadowsocks2',
    'shadowsocks2',
    'aes-256-gcm',
    'chacha20-ietf-poly1305',
  ],
  read,
  shape: (words) =>
    words.some(
      (word, index) =>
        /^(?:-m|--(?:encrypt-)?method)$/.test(words[index - 1]?.text ?? '') && METHOD.test(word.text),
    ) && words.some((word) => word.text === '-k' || word.text === '--password'),
  examples: {
    positive: [
      {
        line: 'ss-local -s 198.51.100.7 -p 8388 -l 1080 -k winter -m chacha20-ietf-poly1305',
        platform: 'posix',
        class: 'symmetric',
        direction: 'both',
        algorithm: 'chacha20-ietf-poly1305',
        keySource: 'command-line',
        secrets: ['winter'],
      },
      { line: 'ss-tunnel -c /etc/ss.json', platform: 'posix', class: 'symmetric', keySource: 'file' },
      {
        line: "go-shadowsocks2 -c 'ss://AEAD_CHACHA20_POLY1305:winter@h.example.com:8488' -socks :1080",
        platform: 'posix',
        class: 'symmetric',
        algorithm: 'chacha20-poly1305',
        secrets: ['winter'],
      },
      {
        line: 'upd.exe -s 198.51.100.7 -p 443 -l 1080 -k winter -m aes-256-gcm',
        platform: 'windows',
        class: 'symmetric',
        secrets: ['winter'],
      },
    ],
    negative: [
      { line: 'ss-local --help', platform: 'posix' },
      { line: 'ss-server -k winter -m none', platform: 'posix' },
      { line: 'ss -tlnp', platform: 'posix' },
    ],
  },
};
