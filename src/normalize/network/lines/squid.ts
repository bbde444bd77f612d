/** Squid's native log and the common log formats of proxies (network.md section 4.1). */
import { canonicalAddress } from '../../../event/address.ts';
import { wholeNumber } from '../../loose-value.ts';
import { draftFlow, httpFacts } from '../flow-draft.ts';
import type { FlowDraft, Sighting } from '../flow-draft.ts';
import { bounded, namedHost, urlParts } from '../wire-values.ts';
import { clockTime } from './clock-time.ts';
import { lineHost, lineRead } from './network-line-product.ts';
import type { OpenNetworkLines } from './network-line-product.ts';

const NATIVE =
  /(?:^|\s)(\d{9,11}\.\d{3}) +(\d{1,12}) (\S{1,64}) ([A-Z_]{2,48})\/(\d{3}) (\d{1,15}) (\S{1,32}) (\S+) (\S+) ([A-Z_]{1,48})\/(\S+)(?: (\S+))?/;

/** Squid's own log: the time is that of the end, and the bytes are those that went to the client. */
export const openSquid: OpenNetworkLines = (context) => (frame, place) => {
  const host = lineHost(frame, context);
  const found = NATIVE.exec(frame.message);
  const kind = 'Squid request';
  if (found === null) return lineRead(kind, host, undefined, 'the line ends before its last field');
  const [, stamp, elapsed, client, result, status, bytes, method, url, ident, hierarchy, peer] = found;
  const end = Number(stamp) * 1000;
  const time = end - Number(elapsed);
  // Connections that were closed before they asked for anything.
  if (method === '-' || url?.startsWith('error:') === true) return lineRead(kind, host, time, undefined);
  const sighting: Sighting = { sensor: 'proxy', code: 'squid', host, time, place };
  const flow = proxied(sighting, {
    client,
    method,
    url,
    status: wholeNumber(status),
    user: ident,
    agent: agentOf(frame.message.slice(found.index + found[0].length)),
  });
  if (typeof flow === 'string') return lineRead(kind, host, time, flow);
  flow.end = end;
  flow.bytesIn = Number(bytes);
  // Only then is the peer the destination; a parent is another proxy.
  if (/(?:DIRECT|ORIGINAL_DST|PINNED)$/.test(hierarchy ?? ''))
    flow.destinationAddress = canonicalAddress(peer ?? '') ?? flow.destinationAddress;
  flow.established = wasServed(result ?? '', wholeNumber(status));
  return lineRead(kind, host, time, flow);
};

const COMBINED =
  /(\S{1,64}) \S{1,128} (\S{1,256}) \[([^\]]{10,40})\] "(\S{1,32}) ([^\s"]+)(?: [^"]*)?" (\d{3}|-) (\d{1,15}|-)(.*)$/;

/** Common and combined log format as proxies write it, Squid's result behind or not. */
export const openSquidCombined: OpenNetworkLines = (context, clock) => (frame, place) => {
  const host = lineHost(frame, context);
  const found = COMBINED.exec(frame.message);
  const kind = 'proxy request';
  if (found === null) return lineRead(kind, host, undefined, 'the line ends before its last field');
  const [, client, user, stamp, method, url, status, bytes, rest] = found;
  const written = clockTime(stamp ?? '');
  const time = written === undefined ? clock.timeOf(frame) : clock.saw(written);
  if (time === undefined) return lineRead(kind, host, time, 'the time cannot be read');
  const sighting: Sighting = { sensor: 'proxy', code: 'combined', host, time, place };
  const flow = proxied(sighting, {
    client,
    method,
    url,
    status: wholeNumber(status),
    user,
    agent: agentOf(rest ?? ''),
  });
  if (typeof flow === 'string') return lineRead(kind, host, time, flow);
  flow.bytesIn = wholeNumber(bytes);
  flow.established = wasServed(
    / ([A-Z]{3}[A-Z_]{0,40}):[A-Z_]{1,40}\s*$/.exec(rest ?? '')?.[1] ?? '',
    flow.http?.status,
  );
  return lineRead(kind, host, time, flow);
};

/** One request as any proxy tells of it. */
export interface ProxyRequest {
  readonly client: string | undefined;
  readonly method: string | undefined;
  /** Whole, or `host:port` of a tunnel. */
  readonly url: string | undefined;
  readonly status: number | undefined;
  /** `-` for nobody. */
  readonly user: string | undefined;
  readonly agent: string | undefined;
}

/** The flow from the client to where the request leads, not to the proxy. The client's port is not in these logs. */
export function proxied(sighting: Sighting, request: ProxyRequest): FlowDraft | string {
  const { method, url } = request;
  const isTunnel = method === 'CONNECT';
  const target = urlParts(url ?? '');
  const flow = draftFlow(sighting, 'tcp', request.client, undefined, target.host, target.port);
  if (flow.sourceAddress === '') return 'the client is no address';
  flow.destinationName = namedHost(target.host);
  if (flow.destinationName === undefined && flow.destinationAddress === '')
    return 'the request names no destination';
  // What goes through a tunnel is not known; a proxy that opened TLS logs whole `https` URLs.
  if (!isTunnel) flow.service = target.scheme === 'https' ? 'tls' : target.scheme === 'ftp' ? 'ftp' : 'http';
  flow.http = httpFacts({
    method: method === undefined || method === '-' ? undefined : method.slice(0, 32),
    host: target.host,
    path: isTunnel ? undefined : bounded(target.path),
    userAgent: request.agent,
    status: request.status === 0 ? undefined : request.status,
  });
  const { user } = request;
  flow.user = user === undefined || user === '-' || user === '' ? undefined : user.slice(0, 256);
  return flow;
}

/** The last quoted text that is not empty: the user agent stands last. */
function agentOf(rest: string): string | undefined {
  const quoted = rest
    .slice(0, 8192)
    .match(/"[^"]*"/g)
    ?.at(-1)
    ?.slice(1, -1);
  return quoted === undefined || quoted === '-' || quoted === '' ? undefined : bounded(quoted);
}

/** Did the request get through to the destination? A hit in the cache went nowhere. */
function wasServed(result: string, status: number | undefined): boolean | undefined {
  if (result.includes('DENIED')) return false;
  if (result.includes('HIT') || result.includes('ABORTED') || status === undefined) return undefined;
  if (status === 403 || status === 407) return result === '' ? undefined : false;
  return status >= 200 && status < 400 ? true : undefined;
}
