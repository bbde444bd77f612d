import type { HttpHead } from './http-message.ts';
import { readHttpHead } from './http-message.ts';

/** Methods of HTTP/1.1, WebDAV and what real clients use besides; other words do not make a stream HTTP. */
const METHODS: ReadonlySet<string> = new Set(
  `GET POST PUT HEAD DELETE OPTIONS PATCH CONNECT TRACE PROPFIND PROPPATCH MKCOL COPY MOVE LOCK UNLOCK REPORT
  SEARCH MERGE MKCALENDAR CHECKOUT CHECKIN NOTIFY SUBSCRIBE UNSUBSCRIBE M-SEARCH PURGE RPC_IN_DATA RPC_OUT_DATA
  BITS_POST CCM_POST SSTP_DUPLEX_POST`.split(/\s+/),
);
const LONGEST_METHOD = 16;
/** Exchanges of one connection that are kept; the others are only counted. */
const MOST_EXCHANGES = 16;
const LONGEST_TEXT = 2048;
/** Messages of one side that are read. */
const MOST_MESSAGES = 1024;

/** A request and, where it was captured, its answer. */
export interface HttpExchange {
  readonly method: string | undefined;
  readonly host: string | undefined;
  /** As the request has it: a path, or a whole URL at a proxy, or `host:port` for CONNECT. */
  readonly target: string | undefined;
  readonly userAgent: string | undefined;
  readonly requestType: string | undefined;
  readonly requestLength: number | undefined;
  readonly status: number | undefined;
  readonly server: string | undefined;
  readonly responseType: string | undefined;
  readonly responseLength: number | undefined;
}

/** HTTP/1 of one connection. */
export interface HttpFacts {
  /** In order; as many as the beginning of the connection shows. */
  readonly exchanges: readonly HttpExchange[];
  readonly requests: number;
  /** What the connection became after 101: `websocket`. */
  readonly upgrade: string | undefined;
  /** Where the longest body lies in the beginning of each side. */
  readonly requestBody: HttpBody | undefined;
  readonly responseBody: HttpBody | undefined;
  /** After an accepted CONNECT: where the tunnelled bytes begin; -1 without. */
  readonly tunnelFrom: number;
  readonly tunnelTo: number;
}

/** A body, as far as the beginning of its side was kept. */
export interface HttpBody {
  readonly start: number;
  readonly end: number;
  /** Bytes by the message itself; `undefined` where it does not say. */
  readonly length: number | undefined;
  readonly type: string | undefined;
  readonly isChunked: boolean;
}

/** Does an HTTP/1 request begin at `at`? */
export function isHttpRequest(bytes: Buffer, at: number): boolean {
  const first = bytes[at] ?? 0;
  if (first < 0x41 || first > 0x5a) return false;
  const head = bytes.toString('latin1', at, at + LONGEST_METHOD);
  const space = head.indexOf(' ');
  if (space < 3 || !METHODS.has(head.slice(0, space))) return false;
  const newline = bytes.subarray(at, at + 8192).indexOf(0x0a);
  const line = bytes.toString('latin1', at, newline < 0 ? at + 8192 : at + newline);
  // A line that was cut short cannot show its version; HTTP/0.9 has none.
  return / HTTP\/\d/.test(line) || newline < 0 || /^GET \/\S*\r?$/.test(line);
}

export function isHttpResponse(bytes: Buffer, at: number): boolean {
  return bytes[at] === 0x48 && /^HTTP\/\d\.\d \d{3}/.test(bytes.toString('latin1', at, at + 12));
}

/** Facts of a stream that is HTTP/1 from its beginning; `undefined` when it is not. */
export function readHttp(client: Buffer, server: Buffer): HttpFacts | undefined {
  if (!isHttpRequest(client, 0) && !isHttpResponse(server, 0)) return undefined;
  const requests = isHttpRequest(client, 0) ? readMessages(client, isHttpRequest) : NONE;
  const responses = isHttpResponse(server, 0) ? readMessages(server, isHttpResponse) : NONE;
  // Interim answers (100, 103) belong to the request whose final answer follows.
  const finals = responses.heads.filter((head) => !isInterim(head));
  const pairs = Math.max(requests.heads.length, finals.length);
  const exchanges: HttpExchange[] = [];
  for (let i = 0; i < Math.min(pairs, MOST_EXCHANGES); i++)
    exchanges.push(exchange(requests.heads[i], finals[i]));
  const upgraded = finals.findIndex((head) => statusOf(head) === 101);
  const isTunnel = exchanges[0]?.method === 'CONNECT' && Math.floor((exchanges[0].status ?? 0) / 100) === 2;
  return {
    exchanges,
    requests: requests.heads.length,
    upgrade: upgraded < 0 ? undefined : finals[upgraded]?.fields.get('upgrade')?.toLowerCase(),
    requestBody: requests.body,
    responseBody: responses.body,
    tunnelFrom: isTunnel ? (requests.heads[0]?.end ?? -1) : -1,
    tunnelTo: isTunnel ? (finals[0]?.end ?? -1) : -1,
  };
}

interface Messages {
  readonly heads: readonly HttpHead[];
  readonly body: HttpBody | undefined;
}

const NONE: Messages = { heads: [], body: undefined };

/** Reads message after message; where a body's end cannot be told from its head the stream is taken to be body. */
function readMessages(bytes: Buffer, isHead: (bytes: Buffer, at: number) => boolean): Messages {
  const heads: HttpHead[] = [];
  let longest: HttpBody | undefined;
  for (let at = 0; at < bytes.length;) {
    const head = readHttpHead(bytes, at);
    heads.push(head);
    at = head.end;
    if (!head.isWhole || heads.length >= MOST_MESSAGES || at >= bytes.length) break;
    if (isHead(bytes, at)) continue;
    const body = bodyOf(bytes, head, isHead);
    if (longest === undefined || body.end - body.start > longest.end - longest.start) longest = body;
    at = body.end;
  }
  return { heads, body: longest ?? restOf(bytes, heads) };
}

/** Where no message has a body, what follows the first head is the content: a row of requests. */
function restOf(bytes: Buffer, heads: readonly HttpHead[]): HttpBody | undefined {
  const start = heads[0]?.end ?? bytes.length;
  if (start >= bytes.length) return undefined;
  return { start, end: bytes.length, length: undefined, type: undefined, isChunked: false };
}

function bodyOf(bytes: Buffer, head: HttpHead, isHead: (bytes: Buffer, at: number) => boolean): HttpBody {
  const start = head.end;
  const length = lengthOf(head);
  const stated = start + (length ?? Infinity);
  const end = stated < bytes.length && isHead(bytes, stated) ? stated : bytes.length;
  const isChunked = /\bchunked\b/i.test(head.fields.get('transfer-encoding') ?? '');
  return { start, end, length, type: head.fields.get('content-type'), isChunked };
}

function exchange(request: HttpHead | undefined, response: HttpHead | undefined): HttpExchange {
  const [method, target] = request?.line.split(' ', 2) ?? [];
  return {
    method,
    host: cut(request?.fields.get('host'))?.toLowerCase(),
    target: cut(target),
    userAgent: cut(request?.fields.get('user-agent')),
    requestType: cut(request?.fields.get('content-type')),
    requestLength: request && lengthOf(request),
    status: response && statusOf(response),
    server: cut(response?.fields.get('server')),
    responseType: cut(response?.fields.get('content-type')),
    responseLength: response && lengthOf(response),
  };
}

function isInterim(head: HttpHead): boolean {
  const status = statusOf(head) ?? 0;
  return status >= 100 && status < 200 && status !== 101;
}

function statusOf(head: HttpHead): number | undefined {
  const digits = /^HTTP\/\d\.\d (\d{3})/.exec(head.line)?.[1];
  return digits === undefined ? undefined : Number(digits);
}

function lengthOf(head: HttpHead): number | undefined {
  const text = head.fields.get('content-length');
  return text !== undefined && /^\d{1,15}$/.test(text) ? Number(text) : undefined;
}

function cut(text: string | undefined): string | undefined {
  return text === undefined || text.length <= LONGEST_TEXT ? text : text.slice(0, LONGEST_TEXT);
}
