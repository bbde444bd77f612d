import type { ApplicationProtocol } from './application.ts';
import { datagramProtocol } from './datagram-protocols.ts';
import { dnsMessagesOf, readDns } from './dns.ts';
import type { DnsFacts } from './dns.ts';
import { readDtls } from './dtls.ts';
import type { FtpDataFacts, FtpFacts } from './ftp.ts';
import { readFtp } from './ftp.ts';
import type { HttpFacts } from './http.ts';
import { readHttp } from './http.ts';
import { findUpgrade, textLines } from './line-protocol.ts';
import type { SmtpFacts } from './mail.ts';
import { mailboxProtocol, readSmtp } from './mail.ts';
import type { QuicFacts } from './quic.ts';
import { readQuic } from './quic.ts';
import type { SshFacts } from './ssh.ts';
import { readSsh } from './ssh.ts';
import { rdpNegotiationLength, streamProtocol } from './stream-protocols.ts';
import { textProtocol } from './text-protocols.ts';
import type { TlsFacts } from './tls-facts.ts';
import { readMidstreamTls, readTls } from './tls-stream.ts';

/** What is known of a flow when its protocol is to be told. Buffers are only read. */
export interface FlowBytes {
  readonly responderPort: number;
  /** The first byte of the conversation was captured. */
  readonly fromStart: boolean;
  /** Beginnings of a TCP stream. */
  readonly client: Buffer;
  readonly server: Buffer;
  /** Set when an FTP control connection announced this one. */
  readonly ftpData: FtpDataFacts | undefined;
}

/** The application of a flow and what its protocol showed. */
export interface Application {
  readonly protocol: ApplicationProtocol;
  readonly upgradedFrom: ApplicationProtocol | undefined;
  readonly tls: TlsFacts | undefined;
  readonly quic: QuicFacts | undefined;
  readonly ssh: SshFacts | undefined;
  readonly http: HttpFacts | undefined;
  readonly dns: DnsFacts | undefined;
  readonly ftp: FtpFacts | undefined;
  readonly ftpData: FtpDataFacts | undefined;
  readonly smtp: SmtpFacts | undefined;
}

const NOTHING: Application = {
  protocol: 'unknown',
  upgradedFrom: undefined,
  tls: undefined,
  quic: undefined,
  ssh: undefined,
  http: undefined,
  dns: undefined,
  ftp: undefined,
  ftpData: undefined,
  smtp: undefined,
};

/** The application of a TCP stream, by the structure of what both sides began with; ports only break ties. */
export function identifyStream(flow: FlowBytes): Application {
  const { client, server } = flow;
  if (client.length === 0 && server.length === 0) return NOTHING;
  // The side that was called may be the one that asks for TLS: FTP's data connections in active mode.
  const tls = readTls(flow, 0, 0) ?? readTls({ client: server, server: client }, 0, 0);
  if (tls !== undefined) return { ...NOTHING, protocol: 'tls', tls };
  const ssh = readSsh(client, server);
  if (ssh !== undefined) return { ...NOTHING, protocol: 'ssh', ssh };
  const http = readHttp(client, server);
  if (http !== undefined) return withTunnel(flow, http);
  if (flow.ftpData !== undefined) return { ...NOTHING, protocol: 'ftp-data', ftpData: flow.ftpData };
  const lines = isTextual(client) && isTextual(server) ? readLines(flow) : undefined;
  if (lines !== undefined) return lines;
  const binary = streamProtocol(client, server, flow.responderPort);
  if (binary !== undefined) return withNegotiatedTls(flow, binary);
  if (dnsMessagesOf(client).length > 0 || dnsMessagesOf(server).length > 0) {
    const dns = readDns(dnsMessagesOf(client), dnsMessagesOf(server));
    if (dns !== undefined) return { ...NOTHING, protocol: 'dns', dns };
  }
  const records = flow.fromStart ? undefined : readMidstreamTls(flow);
  return records === undefined ? NOTHING : { ...NOTHING, protocol: 'tls', tls: records };
}

/** The application of a flow of datagrams. */
export function identifyDatagrams(
  sent: readonly Buffer[],
  received: readonly Buffer[],
  responderPort: number,
): Application {
  if (sent.length === 0 && received.length === 0) return NOTHING;
  const dns = NAME_SERVICES.has(responderPort) ? readDns(sent, received) : undefined;
  if (dns !== undefined) return { ...NOTHING, protocol: 'dns', dns };
  const tls = readDtls(sent, received);
  if (tls !== undefined) return { ...NOTHING, protocol: 'dtls', tls };
  const quic = readQuic(sent, received, responderPort);
  if (quic !== undefined) return { ...NOTHING, protocol: 'quic', quic, tls: quic.tls };
  const protocol = datagramProtocol(sent, received, responderPort);
  if (protocol !== undefined) return { ...NOTHING, protocol };
  const elsewhere = readDns(sent, received);
  return elsewhere === undefined ? NOTHING : { ...NOTHING, protocol: 'dns', dns: elsewhere };
}

const NAME_SERVICES: ReadonlySet<number> = new Set([53, 137, 5353, 5355]);

function readLines(flow: FlowBytes): Application | undefined {
  const { client, server } = flow;
  const said = textLines(client);
  const answered = textLines(server);
  const smtp = readSmtp(said, answered);
  const ftp = smtp === undefined ? readFtp(said, answered) : undefined;
  const plain: ApplicationProtocol | undefined =
    smtp !== undefined
      ? 'smtp'
      : ftp !== undefined
        ? 'ftp'
        : (mailboxProtocol(said, answered) ?? textProtocol(client, server));
  const upgrade = findUpgrade(client, server);
  const tls = upgrade && readTls(flow, upgrade.client, upgrade.server);
  if (tls !== undefined)
    return { ...NOTHING, protocol: 'tls', upgradedFrom: plain ?? 'unknown', tls, smtp, ftp };
  return plain === undefined ? undefined : { ...NOTHING, protocol: plain, smtp, ftp };
}

/** TLS, or anything else, through a proxy that was asked to connect. */
function withTunnel(flow: FlowBytes, http: HttpFacts): Application {
  const tls = http.tunnelFrom < 0 ? undefined : readTls(flow, http.tunnelFrom, http.tunnelTo);
  if (tls === undefined) return { ...NOTHING, protocol: 'http', http };
  return { ...NOTHING, protocol: 'tls', upgradedFrom: 'http', tls, http };
}

/** Protocols that agree on TLS in a few bytes of their own. */
function withNegotiatedTls(flow: FlowBytes, protocol: ApplicationProtocol): Application {
  const { client, server } = flow;
  let clientAt = 0;
  let serverAt = 0;
  if (protocol === 'rdp') {
    clientAt = rdpNegotiationLength(client);
    serverAt = rdpNegotiationLength(server);
  } else if (protocol === 'postgresql') {
    clientAt = 8;
    serverAt = 1;
  } else if (protocol === 'mysql' && server.length > 4) {
    clientAt = client.length > 4 ? 4 + client.readUIntLE(0, 3) : 0;
    serverAt = 4 + server.readUIntLE(0, 3);
  }
  const tls = clientAt === 0 ? undefined : readTls(flow, clientAt, serverAt);
  return tls === undefined
    ? { ...NOTHING, protocol }
    : { ...NOTHING, protocol: 'tls', upgradedFrom: protocol, tls };
}

/** Nothing, or printable text up to the end of its first line. */
function isTextual(bytes: Buffer): boolean {
  for (let at = 0; at < Math.min(16, bytes.length); at++) {
    const byte = bytes[at]!;
    if (byte === 0x0a) return true;
    if ((byte < 0x20 && byte !== 0x0d && byte !== 0x09) || byte === 0x7f) return false;
  }
  return true;
}
