import { canonicalAddress } from '../../../event/address.ts';
import type { SocketAddress } from '../audit-call.ts';

const AF_INET = 2;
const AF_INET6 = 10;
const OTHER: SocketAddress = { family: 'other', address: '', port: 0 };

/**
 * A `saddr`: the bytes of a `struct sockaddr` in hexadecimal. The family is in the order of the host (big-endian on
 * s390x and old ppc64), the port in that of the network. `undefined` when it is torn.
 */
export function readSocketAddress(digits: string): SocketAddress | undefined {
  if (!/^[0-9A-Fa-f]{4,512}$/.test(digits)) return undefined;
  const bytes = Buffer.from(digits.slice(0, 56), 'hex');
  const low = bytes[0] ?? 0;
  const high = bytes[1] ?? 0;
  const family = high === 0 ? low : low === 0 ? high : -1;
  if (family === AF_INET) {
    if (bytes.length < 8) return undefined;
    return internet(`${bytes[4]}.${bytes[5]}.${bytes[6]}.${bytes[7]}`, bytes);
  }
  if (family !== AF_INET6) return OTHER;
  if (bytes.length < 24) return undefined;
  const groups: string[] = [];
  for (let at = 8; at < 24; at += 2) groups.push(bytes.readUInt16BE(at).toString(16));
  return internet(groups.join(':'), bytes);
}

function internet(text: string, bytes: Buffer): SocketAddress | undefined {
  const address = canonicalAddress(text);
  return address === undefined ? undefined : { family: 'internet', address, port: bytes.readUInt16BE(2) };
}
