import { ByteCursor } from './byte-cursor.ts';
import type { HelloTransport } from './tls-fingerprint.ts';
import { ja3, ja3s, ja4, newestVersion } from './tls-fingerprint.ts';
import type { CertificateFacts, TlsFacts } from './tls-facts.ts';
import type { ClientHello, ServerHello } from './tls-hello.ts';
import { readClientHello, readServerHello, TLS_EXTENSION } from './tls-hello.ts';
import { eachHandshakeMessage } from './tls-records.ts';
import { readCertificate } from './x509.ts';

const CLIENT_HELLO = 1;
const SERVER_HELLO = 2;
const CERTIFICATE = 11;
const TLS13 = 0x0304;
/** Certificates of a chain that are counted. */
const LONGEST_CHAIN = 32;

/** What one side said in clear. */
export interface TlsSide {
  readonly handshake: Buffer;
  readonly isEncrypted: boolean;
  readonly hasApplicationData: boolean;
  readonly alert: number;
}

export const SILENT_SIDE: TlsSide = {
  handshake: Buffer.alloc(0),
  isEncrypted: false,
  hasApplicationData: false,
  alert: 0,
};

interface Messages {
  client: ClientHello | undefined;
  server: ServerHello | undefined;
  certificate: CertificateFacts | undefined;
  /** The hello is. */
  isWhole: boolean;
}

/** Facts of a handshake from what both sides said. `undefined` when neither side sent a hello. */
export function tlsFacts(client: TlsSide, server: TlsSide, transport: HelloTransport): TlsFacts | undefined {
  const asked = readMessages(client.handshake, transport === 'd');
  const answered = readMessages(server.handshake, transport === 'd');
  const hello = asked.client;
  const answer = answered.server;
  if (hello === undefined && answer === undefined) return undefined;
  const version =
    answer?.selectedVersion ?? answer?.version ?? (hello === undefined ? 0 : newestVersion(hello));
  const isTls13 = answer?.selectedVersion !== undefined;
  return {
    serverName: hello?.serverName,
    encryptedClientHello: hello?.extensions.includes(TLS_EXTENSION.encryptedClientHello) === true,
    version,
    cipher: answer?.cipher,
    alpn: answer?.alpn,
    offeredAlpn: hello?.alpn ?? [],
    offeredVersions: hello?.supportedVersions ?? [],
    offeredCiphers: hello?.ciphers ?? [],
    // Of a hello that was cut short a fingerprint would be somebody else's.
    ja3: hello && asked.isWhole ? ja3(hello) : undefined,
    ja3s: answer && answered.isWhole ? ja3s(answer) : undefined,
    ja4: hello && asked.isWhole ? ja4(hello, transport) : undefined,
    established: client.isEncrypted && server.isEncrypted,
    resumed: answer && (isTls13 ? answer.isResumption : isResumed(answered, server)),
    alert: client.alert || server.alert || undefined,
    certificate: answered.certificate,
    clientCertificate: asked.certificate,
    midstream: false,
  };
}

/** Facts of a connection whose handshake was not captured. */
export function midstreamTlsFacts(version: number): TlsFacts {
  return {
    serverName: undefined,
    encryptedClientHello: false,
    version,
    cipher: undefined,
    alpn: undefined,
    offeredAlpn: [],
    offeredVersions: [],
    offeredCiphers: [],
    ja3: undefined,
    ja3s: undefined,
    ja4: undefined,
    established: true,
    resumed: undefined,
    alert: undefined,
    certificate: undefined,
    clientCertificate: undefined,
    midstream: true,
  };
}

/** Up to TLS 1.2 a server that resumes goes from its hello to encryption without a certificate. */
function isResumed(answered: Messages, server: TlsSide): boolean | undefined {
  if (answered.certificate !== undefined) return false;
  return server.isEncrypted ? !hasCertificate(server.handshake) && isShort(server.handshake) : undefined;
}

/** Servers without certificates (anonymous, pre-shared keys) still say that they are done. */
function isShort(handshake: Buffer): boolean {
  let isDone = false;
  eachHandshakeMessage(handshake, (type) => {
    if (type === 14) isDone = true;
  });
  return !isDone;
}

function hasCertificate(handshake: Buffer): boolean {
  let found = false;
  eachHandshakeMessage(handshake, (type) => {
    if (type === CERTIFICATE) found = true;
  });
  return found;
}

function readMessages(handshake: Buffer, isDatagram: boolean): Messages {
  const messages: Messages = { client: undefined, server: undefined, certificate: undefined, isWhole: true };
  eachHandshakeMessage(handshake, (type, body, isWhole) => {
    if (type === CLIENT_HELLO || type === SERVER_HELLO) messages.isWhole &&= isWhole;
    // Of two hellos the first is the client's own choice; of two answers the last one holds.
    if (type === CLIENT_HELLO) messages.client ??= readClientHello(body, isDatagram);
    else if (type === SERVER_HELLO) messages.server = better(messages.server, readServerHello(body));
    else if (type === CERTIFICATE && isWhole)
      messages.certificate ??= firstCertificate(body, messages.server);
  });
  return messages;
}

function better(before: ServerHello | undefined, next: ServerHello | undefined): ServerHello | undefined {
  return before === undefined || before.isRetry ? (next ?? before) : before;
}

function firstCertificate(body: Buffer, hello: ServerHello | undefined): CertificateFacts | undefined {
  if (hello?.selectedVersion === TLS13) return undefined;
  const cursor = new ByteCursor(body);
  const chain = cursor.part(cursor.u24());
  let first: Buffer | undefined;
  let length = 0;
  while (chain.left >= 3 && length < LONGEST_CHAIN) {
    const der = chain.take(chain.u24());
    first ??= der;
    length++;
  }
  return first && readCertificate(first, length);
}
