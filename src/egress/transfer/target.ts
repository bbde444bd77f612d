/** Where a transfer goes: URLs, `user@host:path`, `host port`, as tools write them. */
import type { TransferTarget } from './transfer.ts';

const SCHEME = /^([a-z][a-z0-9+.-]{0,30}):\/\//i;
/** A tool's own words never make a longer name (RFC 1035). */
const LONGEST_HOST = 255;

interface TargetParts {
  readonly scheme?: string | undefined;
  readonly user?: string | undefined;
  readonly host?: string | undefined;
  readonly port?: number | undefined;
  readonly path?: string | undefined;
}

/** A target of what is known of it; `undefined` when nothing but a scheme is. */
export function targetOf({ scheme, user, host, port, path }: TargetParts): TransferTarget | undefined {
  if (!user && !host && port === undefined && !path) return undefined;
  return {
    ...(scheme ? { scheme } : {}),
    ...(user ? { user } : {}),
    ...(host && host.length <= LONGEST_HOST ? { host } : {}),
    ...(port === undefined ? {} : { port }),
    ...(path ? { path: withoutCapability(path) } : {}),
  };
}

/** A URL with scheme, else `undefined`. User yes, password, query and fragment no. */
export function urlTarget(text: string): TransferTarget | undefined {
  const scheme = SCHEME.exec(text)?.[1]?.toLowerCase();
  return scheme === undefined ? undefined : authorityTarget(text.slice(scheme.length + 3), scheme);
}

/** `user:password@host:port/path?query`, as it stands after a scheme or without one. */
export function authorityTarget(text: string, scheme?: string): TransferTarget | undefined {
  const end = text.search(/[/?#\\]/);
  const authority = end < 0 ? text : text.slice(0, end);
  const path =
    end < 0 || text[end] === '?' || text[end] === '#' ? '' : (text.slice(end).split(/[?#]/)[0] ?? '');
  const at = authority.lastIndexOf('@');
  const user = at < 0 ? undefined : authority.slice(0, at).split(/[:;]/)[0];
  return targetOf({ scheme, user, path, ...hostAndPort(authority.slice(at + 1)) });
}

/** `host`, `host:port`, `[address]:port`; a bare IPv6 address has no port. */
export function hostAndPort(text: string): {
  readonly host: string | undefined;
  readonly port: number | undefined;
} {
  if (text.startsWith('[')) {
    const close = text.indexOf(']');
    const host = close < 0 ? text.slice(1) : text.slice(1, close);
    return { host, port: close < 0 ? undefined : portOf(text.slice(close + 1).replace(/^:/, '')) };
  }
  const colon = text.indexOf(':');
  if (colon < 0 || text.indexOf(':', colon + 1) >= 0) return { host: text || undefined, port: undefined };
  return { host: text.slice(0, colon) || undefined, port: portOf(text.slice(colon + 1)) };
}

/** A port number in text, else `undefined`. */
export function portOf(text: string | undefined): number | undefined {
  if (text === undefined || !/^\d{1,5}$/.test(text)) return undefined;
  const port = Number(text);
  return port > 0 && port <= 65_535 ? port : undefined;
}

/** `[user@]host:path` of scp, rsync and git; `undefined` for a local path. A drive letter is local on Windows. */
export function remotePath(text: string, windows: boolean): TransferTarget | undefined {
  const open = /^(?:[^@/[\]:]{1,64}@)?\[/.test(text);
  const colon = open ? text.indexOf(']:') + 1 : text.indexOf(':');
  const slash = text.search(/[/\\]/);
  if (colon <= 0 || (slash >= 0 && slash < colon && !open)) return undefined;
  if (windows && colon === 1) return undefined;
  const before = text.slice(0, colon);
  const at = before.lastIndexOf('@');
  const host = before.slice(at + 1).replace(/^\[|\]$/g, '');
  if (host === '') return undefined;
  return targetOf({ user: at < 0 ? undefined : before.slice(0, at), host, path: text.slice(colon + 1) });
}

/** Path and query without what gives access by itself: bot tokens, the secret half of web hooks. */
function withoutCapability(path: string): string {
  return path
    .slice(0, 4096)
    .replace(/^\/(file\/)?bot\d{5,16}:[\w-]{20,64}/, '/$1bot***')
    .replace(/^(\/api(?:\/v\d{1,2})?\/webhooks\/\d{5,24}\/)[\w-]{20,120}/, '$1***')
    .replace(/^(\/services\/\w{5,20}\/\w{5,20}\/)\w{10,40}/, '$1***');
}

const ENCRYPTED =
  'https wss ftps ftpes sftp scp ssh smtps imaps pop3s ldaps gophers mqtts smbs rsync+ssh svn+ssh git+ssh webdavs davs s3 gs az b2 doh dot tls ssl quic'.split(
    ' ',
  );
const PLAIN =
  'http ws ftp tftp telnet gopher dict rsync git svn ldap smtp imap pop3 rtmp mqtt webdav dav tcp udp'.split(
    ' ',
  );

/** Does this scheme encrypt its channel? `undefined` when it depends. */
export function schemeEncrypts(scheme: string | undefined): boolean | undefined {
  if (scheme === undefined) return undefined;
  return ENCRYPTED.includes(scheme) ? true : PLAIN.includes(scheme) ? false : undefined;
}
