/** Values that network sensors write in many ways: times, names, amounts. Nothing here throws, whatever the value is. */
import { canonicalAddress } from '../../event/address.ts';
import { parseTimestamp } from '../../event/timestamp.ts';

/**
 * A moment in milliseconds since 1970 UTC: epoch seconds, milliseconds, microseconds or nanoseconds (told apart by size),
 * as number or text, or a written time. Text without a zone is read as UTC; joins measure what that makes wrong.
 */
export function moment(value: unknown): number | undefined {
  if (typeof value === 'number') return epochTime(value);
  if (typeof value !== 'string' || value.length > 40) return undefined;
  if (/^\d{1,20}(?:\.\d{1,12})?$/.test(value)) return epochTime(Number(value));
  return parseTimestamp(value)?.time;
}

/** Whole seconds since 1970 reach 10^11 in the year 5138. */
function epochTime(value: number): number | undefined {
  if (!Number.isFinite(value) || value < 0) return undefined;
  // A double keeps a microsecond of the current century, so it is rounded there.
  if (value < 1e11) return Math.round(value * 1e6) / 1e3;
  if (value < 1e14) return value;
  if (value < 1e17) return value / 1e3;
  return value < 1e20 ? value / 1e6 : undefined;
}

/** An amount that is not negative, written as a number or as decimal digits. */
export function amount(value: unknown): number | undefined {
  if (typeof value === 'number') return Number.isFinite(value) && value >= 0 ? value : undefined;
  if (typeof value !== 'string' || value.length > 20 || !/^\d+(?:\.\d+)?$/.test(value)) return undefined;
  return Number(value);
}

/** A name as name servers write it: lower case, no trailing dot; `undefined` for what no name server would take. */
export function dnsName(text: string | undefined): string | undefined {
  if (text === undefined || text.length === 0 || text.length > 254) return undefined;
  const name = (text.endsWith('.') ? text.slice(0, -1) : text).toLowerCase();
  return name === '' || name.length > 253 || /[^!-~\u0080-\uffff]/.test(name) ? undefined : name;
}

/** A name somebody asked for: labels may hold any byte (service names of printers have blanks), but no control character. */
export function askedName(text: string | undefined): string | undefined {
  if (text === undefined || text.length === 0 || text.length > 1016) return undefined;
  const name = (text.endsWith('.') ? text.slice(0, -1) : text).toLowerCase();
  // eslint-disable-next-line no-control-regex -- they are what is looked for
  return name.trim() === '' || /[\u0000-\u001f\u007f]/.test(name) ? undefined : name.slice(0, 255);
}

/**
 * The name in a Host header, a CONNECT target or a SNI, without port; `undefined` when it is an address, because an
 * address names nobody.
 */
export function namedHost(text: string | undefined): string | undefined {
  if (text === undefined || text.startsWith('[')) return undefined;
  const name = dnsName(text.replace(/:\d{1,5}$/, ''));
  return name === undefined || name.includes(':') || canonicalAddress(name) !== undefined ? undefined : name;
}

/** A host by the name or address its own record gives it, as events carry it. */
export function sensorName(text: string | undefined): string | undefined {
  const name = dnsName(text);
  return name === undefined || name === '-' ? undefined : name;
}

/** Where a URL leads: `http://user@host:8080/path?x` or `host:443`. Every part may be missing. */
export interface UrlParts {
  readonly scheme: string | undefined;
  readonly host: string | undefined;
  readonly port: number | undefined;
  readonly path: string | undefined;
}

const DEFAULT_PORTS: Readonly<Record<string, number>> = { http: 80, https: 443, ftp: 21, ws: 80, wss: 443 };

/** Cut by hand: a URL of a log is often none, and this must neither throw nor change it. */
export function urlParts(url: string): UrlParts {
  const schemeEnd = url.indexOf('://');
  const scheme =
    schemeEnd > 0 && schemeEnd < 16 && /^[A-Za-z][A-Za-z0-9+.-]*$/.test(url.slice(0, schemeEnd))
      ? url.slice(0, schemeEnd).toLowerCase()
      : undefined;
  const rest = scheme === undefined ? url : url.slice(schemeEnd + 3);
  const pathStart = rest.search(/[/?#]/);
  const authority = pathStart < 0 ? rest : rest.slice(0, pathStart);
  const host = authority.slice(authority.lastIndexOf('@') + 1);
  const port = /:(\d{1,5})$/.exec(host)?.[1];
  const bare = (port === undefined ? host : host.slice(0, -port.length - 1)).replace(/^\[(.*)\]$/, '$1');
  return {
    scheme,
    host: bare === '' ? undefined : bare.toLowerCase(),
    port: port === undefined ? DEFAULT_PORTS[scheme ?? ''] : Number(port),
    path: pathStart < 0 ? undefined : rest.slice(pathStart),
  };
}

/** The longest text that an event carries: paths and user agents are the attacker's to choose. */
const LONGEST_TEXT = 2048;

export function bounded(text: string | undefined): string | undefined {
  return text !== undefined && text.length > LONGEST_TEXT ? text.slice(0, LONGEST_TEXT) : text;
}

/** `TLSv12`, `TLS 1.2` and `TLS1.2` are `TLSv1.2`, `TLSv1` is `TLSv1.0`; what is not of that form stays as it is. */
export function tlsVersion(text: string | undefined): string | undefined {
  if (text === undefined || text === '' || text.length > 64) return undefined;
  const parts = /^(D?TLS|SSL)[ v]{0,2}(\d)\.?(\d)?$/i.exec(text);
  if (parts === null) return text;
  const [, family = '', major = '', minor] = parts;
  const isSsl = family.toUpperCase() === 'SSL';
  return `${family.toUpperCase()}v${major}${isSsl ? '' : `.${minor ?? '0'}`}`;
}
