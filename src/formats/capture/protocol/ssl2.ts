import { ByteCursor } from './byte-cursor.ts';
import type { TlsFacts } from './tls-facts.ts';
import { readTlsRecords, tlsRecordLength } from './tls-records.ts';
import { midstreamTlsFacts, SILENT_SIDE, tlsFacts } from './tls-session.ts';
import type { TwoSides } from './tls-stream.ts';

const CLIENT_HELLO = 1;
const SSL2 = 0x0002;

/** The hello of SSL 2.0, which clients that also spoke its successors went on sending (RFC 5246, E.2). */
export function isSsl2ClientHello(bytes: Buffer, at: number): boolean {
  if (at + 11 > bytes.length || (bytes.readUInt8(at) & 0x80) === 0) return false;
  const length = bytes.readUInt16BE(at) & 0x7fff;
  if (bytes.readUInt8(at + 2) !== CLIENT_HELLO) return false;
  const version = bytes.readUInt16BE(at + 3);
  if (version !== SSL2 && (version < 0x0300 || version > 0x0303)) return false;
  const ciphers = bytes.readUInt16BE(at + 5);
  const session = bytes.readUInt16BE(at + 7);
  const challenge = bytes.readUInt16BE(at + 9);
  return ciphers % 3 === 0 && ciphers > 0 && length === 9 + ciphers + session + challenge;
}

/** Facts of a connection that began with such a hello; the server may answer with a later version. */
export function ssl2Facts({ client, server }: TwoSides, clientAt: number, serverAt: number): TlsFacts {
  const cursor = new ByteCursor(client, clientAt + 3);
  const version = cursor.u16();
  const list = new ByteCursor(client, clientAt + 11, clientAt + 11 + cursor.u16());
  const offeredCiphers: number[] = [];
  while (list.left >= 3 && list.end <= client.length) offeredCiphers.push(list.u24());
  const length = 2 + (client.readUInt16BE(clientAt) & 0x7fff);
  const answered = tlsRecordLength(server, serverAt) > 0 ? readTlsRecords(server, serverAt) : SILENT_SIDE;
  const went =
    tlsRecordLength(client, clientAt + length) > 0 ? readTlsRecords(client, clientAt + length) : SILENT_SIDE;
  const facts = tlsFacts(went, answered, 't');
  if (facts !== undefined) return { ...facts, offeredCiphers };
  return { ...midstreamTlsFacts(version), offeredCiphers, midstream: false, established: server.length > 0 };
}
