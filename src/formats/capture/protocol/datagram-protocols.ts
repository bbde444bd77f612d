import type { ApplicationProtocol } from './application.ts';

/**
 * Protocols of datagrams known by structure alone. `port` is the responder's: it only decides where the structure is
 * too loose to stand by itself.
 */
export function datagramProtocol(
  sent: readonly Buffer[],
  received: readonly Buffer[],
  port: number,
): ApplicationProtocol | undefined {
  const first = sent[0] ?? received[0];
  if (first === undefined) return undefined;
  const answer = received[0];
  if (isWireGuard(first) || (answer !== undefined && isWireGuard(answer))) return 'wireguard';
  if (isStun(first)) return 'stun';
  if (isNtp(first, port)) return 'ntp';
  if (isIke(first, port)) return 'ike';
  if (isOpenVpn(sent, received, port)) return 'openvpn';
  if (isDhcp(first)) return 'dhcp';
  if (port === 161 && isSnmp(first)) return 'snmp';
  if ((port === 88 || port === 464) && isKerberosDatagram(first)) return 'kerberos';
  if (port === 389 && first[0] === 0x30) return 'ldap';
  if (port === 137 && first.length >= 50 && first.length <= 576) return 'netbios';
  if (port === 138 && first[0]! >= 0x10 && first[0]! <= 0x16) return 'netbios';
  return /^(?:M-SEARCH|NOTIFY) \* HTTP\/1\.1\r/.test(first.toString('latin1', 0, 24)) ? 'ssdp' : undefined;
}

/** Message type, three reserved bytes, and one length for each type but data (WireGuard paper, 5.4). */
function isWireGuard(bytes: Buffer): boolean {
  if (bytes.length < 32 || bytes.readUInt32LE(0) > 4) return false;
  const type = bytes.readUInt8(0);
  if (type === 1) return bytes.length === 148;
  if (type === 2) return bytes.length === 92;
  if (type === 3) return bytes.length === 64;
  // Data: a counter of eight bytes that is small, and content padded to 16.
  return type === 4 && bytes.length % 16 === 0 && bytes.readUInt32LE(12) < 256;
}

/** RFC 8489: magic cookie and a length that fits. */
function isStun(bytes: Buffer): boolean {
  if (bytes.length < 20 || bytes.readUInt32BE(4) !== 0x2112a442) return false;
  return bytes.readUInt8(0) < 0x40 && bytes.readUInt16BE(2) + 20 === bytes.length;
}

/** RFC 5905: version 1 to 4, modes 1 to 5 with 48 bytes or an authenticator more. */
function isNtp(bytes: Buffer, port: number): boolean {
  if (port !== 123 || bytes.length < 48) return false;
  const first = bytes.readUInt8(0);
  const version = (first >>> 3) & 7;
  return version >= 1 && version <= 4 && (first & 7) >= 1 && bytes.length <= 1024;
}

/** RFC 7296: cookies, version 1 or 2, and a length that fits; on port 4500 after four zero bytes. */
function isIke(bytes: Buffer, port: number): boolean {
  if (port !== 500 && port !== 4500) return false;
  if (port === 4500 && bytes.length === 1 && bytes[0] === 0xff) return true;
  const at = bytes.length >= 4 && bytes.readUInt32BE(0) === 0 ? 4 : 0;
  if (bytes.length < at + 28) return false;
  const version = bytes.readUInt8(at + 17);
  if (version === 0x10 || version === 0x20) return bytes.readUInt32BE(at + 24) === bytes.length - at;
  return port === 4500 && at === 0;
}

/** Operation in the upper five bits, key id below; a hard reset of the client, answered by one of the server. */
function isOpenVpn(sent: readonly Buffer[], received: readonly Buffer[], port: number): boolean {
  const [asked] = sent;
  const [answered] = received;
  if (asked === undefined || !isClientReset(asked)) return false;
  return answered === undefined ? port === 1194 : isServerReset(answered);
}

/** Type 7, or 10 with wrapped keys; a session id, then no packet acknowledged yet. */
function isClientReset(bytes: Buffer): boolean {
  if (bytes.length < 14) return false;
  const operation = bytes.readUInt8(0);
  return operation === 0x38 || operation === 0x08 || operation === 0x50;
}

function isServerReset(bytes: Buffer): boolean {
  return bytes.length >= 14 && (bytes.readUInt8(0) === 0x40 || bytes.readUInt8(0) === 0x10);
}

/** The same over TCP: each packet has its length before it. */
export function isOpenVpnStream(client: Buffer, server: Buffer): boolean {
  if (client.length < 16 || server.length < 16) return false;
  const length = client.readUInt16BE(0);
  if (length < 14 || length > 1500 || !isClientReset(client.subarray(2))) return false;
  return isServerReset(server.subarray(2)) && server.readUInt16BE(0) <= 1500;
}

/** RFC 2131: the magic cookie behind the fixed fields. */
function isDhcp(bytes: Buffer): boolean {
  return bytes.length >= 240 && bytes.readUInt32BE(236) === 0x63825363 && bytes.readUInt8(0) <= 2;
}

function isSnmp(bytes: Buffer): boolean {
  return bytes.length > 8 && bytes[0] === 0x30 && bytes.subarray(0, 6).includes(Buffer.from([0x02, 0x01]));
}

/** RFC 4120: an application tag of a request, reply or error. */
function isKerberosDatagram(bytes: Buffer): boolean {
  return bytes.length > 8 && isKerberosTag(bytes.readUInt8(0));
}

export function isKerberosTag(tag: number): boolean {
  return tag === 0x6a || tag === 0x6b || tag === 0x6c || tag === 0x6d || tag === 0x7e;
}
