import type { Connection, EventBase, ProcessRef } from '../../event/event.ts';
import type { AuditCall } from './audit-call.ts';
import type { CallOutcome } from './call-events.ts';

/** Answers of a `connect` that goes on: interrupted, in progress already, connected already, in progress. */
const PENDING: ReadonlySet<number | undefined> = new Set([-4, -106, -114, -115]);
/** `MSG_FASTOPEN`: data is sent with the first packet of a TCP connection. */
const FAST_OPEN = 0x2000_0000;
/** Services asked over UDP unless they answer that it does not fit: DNS, DHCP, NTP, SSDP, mDNS, LLMNR. */
const UDP_PORTS: ReadonlySet<number> = new Set([53, 67, 68, 123, 1900, 5353, 5355]);

/**
 * `connect`, `sendto`, `accept` and the like with an internet address.
 *
 * The audit system tells the remote end alone: no protocol, no local address. A `connect` is taken for TCP unless its
 * port is one of a service of UDP. A datagram's answer is how many bytes were sent.
 */
export function addressEvents(call: AuditCall, base: EventBase, process: ProcessRef): CallOutcome {
  const isConnect = call.name === 'connect';
  const { address } = call;
  if (address === undefined) {
    const lost = isConnect && call.exit !== undefined && (call.exit === 0 || PENDING.has(call.exit));
    return { events: [], broken: lost ? 'a connect without a readable SOCKADDR record' : undefined };
  }
  if (address.family !== 'internet') return { events: [] };
  const pending = call.success === false && PENDING.has(call.exit);
  const failed = call.success === false && !pending;
  // Port 0: the question which own address would be used, asked before every connection by name. Nothing is sent.
  if (failed && !isConnect) return { events: [] };
  if (isConnect && address.port === 0) return { events: [] };
  return {
    events: [
      {
        kind: 'connection',
        ...base,
        ...process,
        user: call.user,
        protocol: protocolOf(call),
        direction: call.name.startsWith('accept') ? 'inbound' : 'outbound',
        localAddress: '',
        localPort: 0,
        remoteAddress: address.address,
        remotePort: address.port,
        remoteName: undefined,
        bytesOut: sentBytes(call),
        failed: failed ? true : undefined,
      },
    ],
  };
}

function protocolOf(call: AuditCall): Connection['protocol'] {
  const port = call.address?.port ?? 0;
  if (call.name.startsWith('accept')) return 'tcp';
  if (call.name === 'connect') return UDP_PORTS.has(port) ? 'udp' : 'tcp';
  // A raw socket has no ports, and its protocol is not told.
  if (port === 0) return 'unknown';
  const flags = call.name === 'sendto' ? call.registers[3] : call.registers[2];
  return ((flags ?? 0) & FAST_OPEN) !== 0 ? 'tcp' : 'udp';
}

/** `sendmmsg` answers with a number of messages. */
function sentBytes(call: AuditCall): number | undefined {
  const isSend = call.name === 'sendto' || call.name === 'sendmsg';
  return isSend && call.exit !== undefined && call.exit >= 0 ? call.exit : undefined;
}
