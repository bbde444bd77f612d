/**
 * A proxied request as named fields: ELFF columns or key=value pairs of Blue Coat (`cs-host`), Zscaler's feeds (`ClientIP`),
 * and what administrators make of both. The first name that holds a value counts.
 */
import { canonicalAddress } from '../../../event/address.ts';
import type { Flow } from '../../../event/event.ts';
import { tlsFacts } from '../flow-draft.ts';
import type { Sighting } from '../flow-draft.ts';
import { amount, bounded, dnsName, moment, tlsVersion, urlParts } from '../wire-values.ts';
import { clockTime } from './clock-time.ts';
import { proxied } from './squid.ts';

export type NamedField = (name: string) => string | undefined;

/** Texts by which proxies say that there is nothing to say. */
const NOTHING = new Set(['', '-', 'none', 'na', 'n/a', 'notfound', 'unknown', 'null', '(null)']);

const NAMES = {
  client: ['c-ip', 'clientip', 'cip', 'client-ip'],
  user: ['cs-username', 'login', 'user', 'cs-userdn', 'x-cs-auth-username'],
  method: ['cs-method', 'requestmethod', 'reqmethod'],
  url: ['c-uri', 'cs-uri', 'url', 'eurl', 'c-url'],
  scheme: ['cs-uri-scheme', 'protocol'],
  host: ['cs-host', 'cs-uri-hostname', 'hostname', 'ehost', 'host'],
  port: ['cs-uri-port', 'r-port', 'sdport', 'port'],
  path: ['cs-uri-path', 'cs-uri-stem'],
  query: ['cs-uri-query'],
  agent: ['cs(user-agent)', 'cs-user-agent', 'useragent', 'ua'],
  status: ['sc-status', 'status', 'respcode'],
  out: ['cs-bytes', 'requestsize', 'reqsize'],
  into: ['sc-bytes', 'responsesize', 'respsize'],
  server: ['r-ip', 'r-supplier-ip', 's-supplier-ip', 'serverip', 'sip', 'cs-ip'],
  action: ['s-action', 'action', 'sc-filter-result'],
  cipher: ['x-rs-connection-negotiated-cipher', 'x-cs-connection-negotiated-cipher', 'srvtlscipher'],
  version: [
    'x-rs-connection-negotiated-ssl-version',
    'x-cs-connection-negotiated-ssl-version',
    'srvtlsversion',
  ],
  subject: ['x-rs-certificate-subject', 'x-rs-certificate-hostname'],
} as const;

/** Does a record with these fields speak of a proxied request? Web servers have a client and a path, but no host to go to. */
export function isProxyRecord(field: NamedField): boolean {
  return (
    said(field, NAMES.client) !== undefined &&
    (said(field, NAMES.host) ?? said(field, ['cs-uri', 'c-uri', 'url'])) !== undefined &&
    [
      'cs-uri-port',
      'cs-uri-scheme',
      's-action',
      'sc-filter-result',
      'r-ip',
      's-supplier-ip',
      'requestsize',
      'serverip',
    ].some((name) => field(name) !== undefined)
  );
}

/** When it was written, in milliseconds; ELFF's date and time are UTC by convention. */
export function proxyRecordTime(field: NamedField): number | undefined {
  const date = field('date');
  const clock = field('time');
  if (date !== undefined && clock !== undefined) return clockTime(`${date} ${clock}`);
  for (const name of [
    'x-timestamp-unix',
    'timestamp',
    'epochtime',
    'gmttime',
    'datetime',
    'time',
    'localtime',
  ]) {
    const value = field(name)?.replace(/^"|"$/g, '');
    const time = value === undefined ? undefined : (moment(value) ?? clockTime(value));
    if (time !== undefined) return time;
  }
  return undefined;
}

/** `time` is the end of the request, as all of these logs have it. */
export function readProxyRecord(field: NamedField, sighting: Sighting): Flow | string {
  const url = said(field, NAMES.url);
  const parts = urlParts(url ?? '');
  const host = said(field, NAMES.host) ?? parts.host;
  const scheme = said(field, NAMES.scheme)?.toLowerCase() ?? parts.scheme;
  const port = amount(said(field, NAMES.port)) ?? parts.port ?? portOf(scheme);
  const method = said(field, NAMES.method);
  const isTunnel = method === 'CONNECT' || scheme === 'tcp' || scheme === 'ssl' || scheme === 'tunnel';
  const path = said(field, NAMES.path) ?? parts.path;
  const elapsed = amount(said(field, ['time-taken', 'x-time-taken', 'totaltime'])) ?? 0;
  const action = said(field, NAMES.action) ?? '';
  // An address in the host field may itself be version 6.
  const authority =
    host?.includes(':') === true && dnsName(host) !== undefined && !host.startsWith('[') ? `[${host}]` : host;
  const flow = proxied(
    { ...sighting, time: sighting.time - elapsed },
    {
      client: said(field, NAMES.client),
      method: isTunnel ? 'CONNECT' : method,
      url: `${isTunnel ? '' : `${scheme === 'https' ? 'https' : 'http'}://`}${authority ?? ''}${port === undefined ? '' : `:${port}`}${isTunnel ? '' : withQuery(path, said(field, NAMES.query))}`,
      status: amount(said(field, NAMES.status)),
      user: decoded(said(field, NAMES.user)),
      agent: bounded(said(field, NAMES.agent)),
    },
  );
  if (typeof flow === 'string') return flow;
  if (elapsed > 0) flow.end = sighting.time;
  flow.bytesOut = amount(said(field, NAMES.out));
  flow.bytesIn = amount(said(field, NAMES.into));
  flow.destinationAddress = canonicalAddress(said(field, NAMES.server) ?? '') ?? flow.destinationAddress;
  if (/den(?:ied|y)|block|reject/i.test(action)) flow.established = false;
  else if ((flow.bytesIn ?? 0) > 0 && (flow.http?.status ?? 200) < 400) flow.established = true;
  const cipher = said(field, NAMES.cipher);
  const version = said(field, NAMES.version);
  if (cipher !== undefined || version !== undefined) {
    flow.service = 'tls';
    flow.tls = tlsFacts({
      cipher,
      version: tlsVersion(version),
      subject: bounded(said(field, NAMES.subject)),
    });
  } else if (scheme === 'ssl' || scheme === 'https') flow.service = 'tls';
  return flow;
}

function said(field: NamedField, names: readonly string[]): string | undefined {
  for (const name of names) {
    const value = field(name)?.trim();
    if (value !== undefined && value.length < 70_000 && !NOTHING.has(value.toLowerCase())) return value;
  }
  return undefined;
}

function portOf(scheme: string | undefined): number | undefined {
  if (scheme === 'http') return 80;
  return scheme === 'https' || scheme === 'ssl' || scheme === 'tcp' ? 443 : scheme === 'ftp' ? 21 : undefined;
}

function withQuery(path: string | undefined, query: string | undefined): string {
  if (path === undefined) return '/';
  const rooted = path.startsWith('/') ? path : `/${path}`;
  return query === undefined || rooted.includes('?')
    ? rooted
    : `${rooted}${query.startsWith('?') ? '' : '?'}${query}`;
}

/** Zscaler writes bytes outside of printable ASCII as `%HH`. */
function decoded(text: string | undefined): string | undefined {
  if (text === undefined || !text.includes('%')) return text;
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
