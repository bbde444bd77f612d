/** Socket addresses as the kernel hands them to the audit system. */
import { addressGroups } from '../../../event/address.ts';

export interface SocketEnd {
  /** The bytes of its `struct sockaddr` on a little-endian machine. */
  readonly bytes: Buffer;
  readonly family: 'inet' | 'inet6' | 'local';
  readonly address: string;
  readonly port: number;
}

const AF_INET = 2;
const AF_INET6 = 10;
const NSCD = '/var/run/nscd/socket';

export const LOCAL_SOCKET: SocketEnd = {
  bytes: Buffer.concat([Buffer.from([1, 0]), Buffer.from(NSCD), Buffer.alloc(110 - 2 - NSCD.length)]),
  family: 'local',
  address: NSCD,
  port: 0,
};

/** `undefined` for what is no address. */
export function socketAddress(address: string, port: number): SocketEnd | undefined {
  const groups = addressGroups(address);
  if (groups === undefined) return undefined;
  const whole = Buffer.alloc(16);
  groups.forEach((group, index) => whole.writeUInt16BE(group, index * 2));
  if (groups[5] === 0xffff && groups.slice(0, 5).every((group) => group === 0)) {
    const bytes = Buffer.alloc(16);
    bytes[0] = AF_INET;
    bytes.writeUInt16BE(port, 2);
    whole.copy(bytes, 4, 12);
    return { bytes, family: 'inet', address, port };
  }
  const bytes = Buffer.alloc(28);
  bytes[0] = AF_INET6;
  bytes.writeUInt16BE(port, 2);
  whole.copy(bytes, 8);
  return { bytes, family: 'inet6', address, port };
}
