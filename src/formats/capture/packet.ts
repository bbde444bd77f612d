/**
 * The packet that is being read: one object for all of them, so that a capture costs no allocation per packet.
 * Addresses are four 32-bit words, IPv4 in the mapped range.
 */
export class Packet {
  bytes: Buffer = Buffer.alloc(0);
  /** Microseconds since 1970. */
  time = 0;
  /** Offset of its record in the member. */
  offset = 0;
  readonly source: Int32Array = new Int32Array(4);
  readonly destination: Int32Array = new Int32Array(4);
  /** 6 or 17. */
  protocol = 0;
  sourcePort = 0;
  destinationPort = 0;
  /** Bytes of the IP packet, headers included. */
  ipLength = 0;
  /** How many IP packets carried it: more than one when it came in fragments. */
  packets = 1;
  /** Where the payload begins in `bytes`, how many bytes of it were captured, and how many there were. */
  payload = 0;
  captured = 0;
  payloadLength = 0;
  /** TCP only. */
  flags = 0;
  sequence = 0;
}

export const TCP_FLAG = { fin: 1, syn: 2, reset: 4, push: 8, ack: 16 } as const;
