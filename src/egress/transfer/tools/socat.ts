import { hostAndPort, portOf, targetOf } from '../target.ts';
import type { TransferPayload, TransferReading, TransferTarget } from '../transfer.ts';
import type { ToolCall, TransferTool } from '../transfer-tool.ts';

/** One of the two sides of socat (socat 1.8, ADDRESS TYPES). */
interface Address {
  readonly kind: 'connect' | 'listen' | 'stdio' | 'file' | 'command' | 'local';
  readonly target: TransferTarget | undefined;
  readonly encrypted: boolean;
  readonly file: string | undefined;
  /** Is the file written rather than read? */
  readonly writes: boolean;
}

const CONNECT =
  /^(?:(?:tcp|udp|udplite|sctp|dccp|vsock)[46]?(?:-connect)?|(?:udp|udplite)[46]?-(?:sendto|datagram)|(?:openssl|ssl)(?:-connect)?|openssl-dtls-(?:client|connect)|dtls(?:-client|-connect)?|proxy(?:-connect)?|socks4a?|socks5(?:-connect)?|socks|ip[46]?-(?:sendto|datagram)|inet[46]?)$/;
const LISTEN =
  /^(?:(?:tcp|udp|udplite|sctp|dccp|vsock)[46]?-?(?:listen|l)|(?:udp|udplite|ip)[46]?-(?:recvfrom|recv)|(?:openssl|ssl)-?(?:listen|l)|openssl-dtls-(?:server|listen)|dtls-(?:server|listen)|dtls-l|socks5-listen)$/;
const STDIO = /^(?:-|stdio|stdin|stdout|stderr|readline|\d)$/;
const COMMAND = /^(?:exec|system|shell)$/;
const FILE = /^(?:file|open|gopen|create|creat)$/;
const LOCAL = /^(?:unix|local|abstract|pipe|fifo|echo|pty|fd|tun|interface|if|posixmq|udpbroadcast)/;

function addressOf(text: string): Address | undefined {
  // `in!!out`: one side made of two.
  const dual = text.indexOf('!!');
  if (dual >= 0) return addressOf(text.slice(0, dual)) ?? addressOf(text.slice(dual + 2));
  const options = splitOptions(text);
  const [whole = ''] = options;
  const colon = whole.indexOf(':');
  const keyword = (colon < 0 ? whole : whole.slice(0, colon)).toLowerCase();
  const rest = colon < 0 ? '' : whole.slice(colon + 1);
  const plain = { target: undefined, file: undefined, encrypted: false, writes: false };
  if (STDIO.test(keyword)) return { ...plain, kind: 'stdio' };
  if (CONNECT.test(keyword))
    return {
      ...plain,
      kind: 'connect',
      target: connectTarget(keyword, rest, options),
      encrypted: /ssl|dtls/.test(keyword),
    };
  if (LISTEN.test(keyword))
    return {
      ...plain,
      kind: 'listen',
      target: targetOf({ scheme: schemeOf(keyword), port: portOf(rest.split(':').at(-1)) }),
      encrypted: /ssl|dtls/.test(keyword),
    };
  if (COMMAND.test(keyword)) return { ...plain, kind: 'command' };
  if (FILE.test(keyword))
    return {
      ...plain,
      kind: 'file',
      file: rest,
      writes:
        keyword.startsWith('creat') ||
        options.some((option) => /^(?:creat|wronly|append|trunc|o-creat|o-wronly)\b/.test(option)),
    };
  if (LOCAL.test(keyword)) return { ...plain, kind: 'local' };
  // A word with a slash before any colon is a file (GOPEN).
  return /^[^:,]*\//.test(whole) ? { ...plain, kind: 'file', file: whole } : undefined;
}

/** Commas part the options, save in quotes and brackets. */
function splitOptions(text: string): string[] {
  const parts: string[] = [];
  let start = 0;
  let quote = '';
  for (let at = 0; at < text.length && parts.length < 64; at++) {
    const character = text.charAt(at);
    if (quote !== '') {
      if (character === quote) quote = '';
    } else if (character === '"' || character === "'") quote = character;
    else if (character === ',') {
      parts.push(text.slice(start, at));
      start = at + 1;
    }
  }
  return [...parts, text.slice(start)];
}

function schemeOf(keyword: string): string {
  if (/ssl|dtls/.test(keyword)) return 'tls';
  return /^(?:udp|sctp|vsock|dccp|ip)/.exec(keyword)?.[0] ?? 'tcp';
}

function connectTarget(
  keyword: string,
  rest: string,
  options: readonly string[],
): TransferTarget | undefined {
  // `PROXY:proxy:host:port`, `SOCKS4A:server:host:port`: the proxy carries it on to the host.
  const proxied = /^(?:proxy|socks)/.test(keyword);
  const place = proxied ? rest.slice(rest.indexOf(':') + 1) : rest;
  const { host, port } = hostAndPort(place);
  const stated = options.find((option) => option.startsWith('port='))?.slice('port='.length);
  return targetOf({ scheme: schemeOf(keyword), host, port: port ?? portOf(stated) });
}

function read({ words }: ToolCall): TransferReading | undefined {
  const left = addressOf(words.at(-2) ?? '');
  const right = addressOf(words.at(-1) ?? '');
  if (left === undefined || right === undefined || words.length < 2) return undefined;
  const network = [left, right].filter(({ kind }) => kind === 'connect' || kind === 'listen');
  const remote = right.kind === 'connect' || left.kind !== 'connect' ? pick(right, left) : left;
  if (network.length === 0) return undefined;
  const common = {
    target: remote.target,
    encryptsChannel: network.some(({ encrypted }) => encrypted),
  };
  if (network.length === 2)
    return {
      ...common,
      direction: 'both',
      carries: 'unknown',
      reason: 'socat passes connections on to another place',
    };
  const local = remote === right ? left : right;
  const files = local.kind === 'file' && local.file !== undefined && !local.writes ? [local.file] : [];
  const carries: TransferPayload =
    local.kind === 'command'
      ? 'command-output'
      : local.kind === 'file'
        ? 'files'
        : local.kind === 'stdio'
          ? 'stdin'
          : 'unknown';
  // -u: left to right only; -U: right to left only.
  const flow = words.slice(0, -2).findLast((word) => word === '-u' || word === '-U');
  const outward = flow === undefined ? undefined : (flow === '-u') === (local === left);
  if (remote.kind === 'listen') {
    const given =
      outward === false || local.writes ? { carries: 'none' as const, files: [] } : { carries, files };
    return { ...common, ...given, direction: 'listen', reason: 'socat waits for a connection' };
  }
  if (outward === false || (local.kind === 'file' && local.writes))
    return {
      ...common,
      direction: 'download',
      carries: 'none',
      reason: 'socat only takes what comes from the other host',
    };
  if (outward === true || local.kind === 'file')
    return {
      ...common,
      direction: 'upload',
      carries,
      files,
      certainty: outward ? 0.95 : 0.75,
      reason: `socat sends ${spoken(carries)} to another host`,
    };
  return {
    ...common,
    direction: 'both',
    carries,
    certainty: carries === 'command-output' ? 0.95 : 0.7,
    reason: `socat joins ${spoken(carries)} with another host`,
  };
}

/** The side that reaches the network; a connection before a listener. */
function pick(right: Address, left: Address): Address {
  if (right.kind === 'connect') return right;
  return left.kind === 'listen' && right.kind !== 'listen' ? left : right;
}

function spoken(carries: TransferPayload): string {
  if (carries === 'files') return 'a file';
  if (carries === 'command-output') return 'a command';
  return carries === 'stdin' ? 'what is fed into it' : 'a local channel';
}

/** socat: two addresses, data flow each way unless told otherwise. */
export const socat: TransferTool = {
  id: 'socat',
  names: ['socat', 'socat1', 'socat2', 'socat-static'],
  read,
  shape: (words) => {
    const sides = words.slice(-2).map((word) => addressOf(word));
    const known =
      sides.every((side) => side !== undefined) &&
      sides.some((side) => side?.kind === 'connect' && side.target?.host !== undefined) &&
      words.slice(-2).every((word) => word === '-' || /^[A-Za-z0-9-]{2,24}(?:[:,]|$)/.test(word));
    return known && words.length >= 2 ? 'socat' : undefined;
  },
};
