import { isSsl2ClientHello, ssl2Facts } from './ssl2.ts';
import type { TlsFacts } from './tls-facts.ts';
import { countTlsRecords, readTlsRecords, TLS_RECORD, tlsRecordLength } from './tls-records.ts';
import { midstreamTlsFacts, SILENT_SIDE, tlsFacts } from './tls-session.ts';
import type { TlsSide } from './tls-session.ts';

const CLIENT_HELLO = 1;
const SERVER_HELLO = 2;
/** Records in a row that are no chance: 40 bits agree with each. */
const RECORDS_IN_A_ROW = 3;
/** How far into a stream that began before the capture a record may begin. */
const LONGEST_RECORD = 18_437;

/** What a stream's two sides began with. */
export interface TwoSides {
  readonly client: Buffer;
  readonly server: Buffer;
}

/** Does a handshake message of this type begin at `at`? */
export function hasHello(bytes: Buffer, at: number, type: number): boolean {
  if (tlsRecordLength(bytes, at) === 0 || bytes.readUInt8(at) !== TLS_RECORD.handshake) return false;
  return (
    at + 6 <= bytes.length &&
    bytes.readUInt8(at + 5) === type &&
    (at + 7 > bytes.length || bytes.readUInt8(at + 6) === 0)
  );
}

export function hasClientHello(bytes: Buffer, at: number): boolean {
  return hasHello(bytes, at, CLIENT_HELLO) || isSsl2ClientHello(bytes, at);
}

/** TLS of a stream in which it begins at the given places; `undefined` when it does not. */
export function readTls(sides: TwoSides, clientAt: number, serverAt: number): TlsFacts | undefined {
  const { client, server } = sides;
  if (isSsl2ClientHello(client, clientAt)) return ssl2Facts(sides, clientAt, serverAt);
  const asks = hasHello(client, clientAt, CLIENT_HELLO);
  const answers = hasHello(server, serverAt, SERVER_HELLO);
  if (!asks && !answers) return undefined;
  const clientSide: TlsSide =
    tlsRecordLength(client, clientAt) > 0 ? readTlsRecords(client, clientAt) : SILENT_SIDE;
  const serverSide: TlsSide =
    tlsRecordLength(server, serverAt) > 0 ? readTlsRecords(server, serverAt) : SILENT_SIDE;
  return tlsFacts(clientSide, serverSide, 't');
}

/**
 * TLS whose beginning was not captured: a row of sound records of encrypted content, beginning anywhere in the first
 * one's length. `undefined` when neither side has one.
 */
export function readMidstreamTls({ client, server }: TwoSides): TlsFacts | undefined {
  for (const bytes of [client, server]) {
    const limit = Math.min(LONGEST_RECORD, bytes.length - 5);
    for (let at = 0; at <= limit; at++) {
      if (bytes[at] !== TLS_RECORD.applicationData || bytes[at + 1] !== 3) continue;
      if (
        countTlsRecords(bytes, at, RECORDS_IN_A_ROW) === RECORDS_IN_A_ROW ||
        (at === 0 && isOneRecord(bytes))
      )
        return midstreamTlsFacts(bytes.readUInt16BE(at + 1));
    }
  }
  return undefined;
}

/** The stream is records to its very end. */
function isOneRecord(bytes: Buffer): boolean {
  let at = 0;
  for (let length = tlsRecordLength(bytes, 0); length > 0; length = tlsRecordLength(bytes, at)) at += length;
  return at === bytes.length;
}
