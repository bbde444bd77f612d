import type { ApplicationProtocol } from './application.ts';
import { isKerberosTag, isOpenVpnStream } from './datagram-protocols.ts';

/** Binary protocols of streams known by their first bytes. `port` is the responder's, for the loosest of them. */
export function streamProtocol(
  client: Buffer,
  server: Buffer,
  port: number,
): ApplicationProtocol | undefined {
  const first = client.length > 0 ? client : server;
  if (isSmb(first) || isSmb(server)) return 'smb';
  if (isRdp(client)) return 'rdp';
  if (isDceRpc(first)) return 'dce-rpc';
  if (isKerberos(client)) return 'kerberos';
  if (isLdap(client, port)) return 'ldap';
  if (isPostgres(client)) return 'postgresql';
  if (isMySql(server)) return 'mysql';
  if (isTds(client, port)) return 'tds';
  if (isOpenVpnStream(client, server)) return 'openvpn';
  if (isSocks(client, server)) return 'socks';
  if (isMqtt(client)) return 'mqtt';
  if (client[0] === 0x13 && client.toString('latin1', 0, 20) === '\x13BitTorrent protocol')
    return 'bittorrent';
  if (client[0] === 0x50 && client.toString('latin1', 0, 14) === 'PRI * HTTP/2.0') return 'http2';
  if (isTelnet(server) || isTelnet(client)) return 'telnet';
  return undefined;
}

/** NetBIOS session header, then the mark of SMB 1, 2 or of an encrypted or compressed message. */
function isSmb(bytes: Buffer): boolean {
  if (bytes.length < 8) return false;
  // A NetBIOS session request comes first on port 139.
  if (bytes.readUInt32BE(0) === 0x81000044) return true;
  const mark = bytes.readUInt32BE(4);
  return (
    bytes[0] === 0 &&
    (mark === 0xff534d42 || mark === 0xfe534d42 || mark === 0xfd534d42 || mark === 0xfc534d42)
  );
}

/** RFC 1006 and X.224: a connection request whose lengths agree. */
function isRdp(bytes: Buffer): boolean {
  if (bytes.length < 11 || bytes.readUInt16BE(0) !== 0x0300) return false;
  const length = bytes.readUInt16BE(2);
  return bytes.readUInt8(4) + 5 === length && bytes.readUInt8(5) === 0xe0;
}

/** Length of an RDP connection request or confirmation, behind which TLS begins; 0 when there is none. */
export function rdpNegotiationLength(bytes: Buffer): number {
  if (bytes.length < 11 || bytes.readUInt16BE(0) !== 0x0300) return 0;
  const kind = bytes.readUInt8(5);
  return kind === 0xe0 || kind === 0xd0 ? bytes.readUInt16BE(2) : 0;
}

/** Version 5, a known packet type, and the length of the fragment. */
function isDceRpc(bytes: Buffer): boolean {
  if (bytes.length < 16 || bytes[0] !== 5 || bytes[1]! > 1) return false;
  const type = bytes.readUInt8(2);
  return (type === 0 || (type >= 11 && type <= 19)) && (bytes[4] === 0x10 || bytes[4] === 0);
}

/** RFC 4120, 7.2.2: a length, then an application tag. */
function isKerberos(bytes: Buffer): boolean {
  if (bytes.length < 8) return false;
  const length = bytes.readUInt32BE(0);
  return (
    length > 8 &&
    length < 65_536 &&
    length + 4 >= Math.min(bytes.length, length + 4) &&
    isKerberosTag(bytes[4]!) &&
    isBerLength(bytes, 5, length - 1)
  );
}

/** Does the BER length at `at` say what is left of `length` bytes? */
function isBerLength(bytes: Buffer, at: number, length: number): boolean {
  const first = bytes.readUInt8(at);
  const size = first < 0x80 ? 0 : first & 0x7f;
  if (size > 3 || at + 1 + size > bytes.length) return false;
  const stated = size === 0 ? first : bytes.readUIntBE(at + 1, size);
  return stated === length - 1 - size;
}

/** RFC 4511: a sequence with a message number and an operation of the client. */
function isLdap(bytes: Buffer, port: number): boolean {
  if (bytes.length < 7 || bytes[0] !== 0x30) return false;
  const size = bytes.readUInt8(1) < 0x80 ? 0 : bytes.readUInt8(1) & 0x7f;
  const at = 2 + size;
  if (size > 4 || bytes[at] !== 2 || at + 3 > bytes.length) return false;
  const operation = bytes[at + 2 + bytes[at + 1]!];
  return (
    operation !== undefined &&
    operation >= 0x60 &&
    operation <= 0x79 &&
    (port === 389 || port === 3268 || bytes[at + 1] === 1)
  );
}

/** Start-up message of version 3, or the request for encryption. */
function isPostgres(bytes: Buffer): boolean {
  if (bytes.length < 8) return false;
  const code = bytes.readUInt32BE(4);
  return code === 0x00030000
    ? bytes.readUInt32BE(0) < 10_000
    : bytes.readUInt32BE(0) === 8 && code === 0x04d2162f;
}

/** Greeting: length, sequence number 0, protocol 10, a version in digits. */
function isMySql(bytes: Buffer): boolean {
  if (bytes.length < 20 || bytes[3] !== 0 || bytes[4] !== 10 || bytes[2] !== 0) return false;
  return bytes[5]! >= 0x33 && bytes[5]! <= 0x39 && bytes[6] === 0x2e;
}

function isTds(bytes: Buffer, port: number): boolean {
  if (bytes.length < 8 || port !== 1433) return false;
  return bytes[0] === 0x12 && bytes.readUInt16BE(2) <= 4096;
}

/** RFC 1928, and version 4 with a port and an address ended by a name. */
function isSocks(client: Buffer, server: Buffer): boolean {
  if (client.length < 3 || server.length < 2) return false;
  if (client[0] === 5)
    return client[1]! >= 1 && client[1]! <= 8 && server[0] === 5 && (server[1]! <= 9 || server[1] === 0xff);
  return (
    client[0] === 4 &&
    client[1]! <= 2 &&
    client.length >= 9 &&
    server[0] === 0 &&
    server[1]! >= 0x5a &&
    server[1]! <= 0x5d
  );
}

/** CONNECT with the name of the protocol. */
function isMqtt(bytes: Buffer): boolean {
  if (bytes.length < 10 || bytes[0] !== 0x10) return false;
  return (
    bytes.toString('latin1', 2, 10).includes('\0\x04MQTT') ||
    bytes.toString('latin1', 2, 12).includes('\0\x06MQIsdp')
  );
}

/** RFC 854: negotiation of options from the first byte on. */
function isTelnet(bytes: Buffer): boolean {
  return bytes.length >= 3 && bytes[0] === 0xff && bytes[1]! >= 0xfb && bytes[1]! <= 0xfe && bytes[2]! < 0x40;
}
