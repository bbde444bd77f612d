/**
 * Where the facts of one flow stand in its record of 64 words of 32 bits. Flows are numbers in pages of typed arrays:
 * a million objects would need several times the memory and the collector's time.
 */
export const FLOW_WORDS = 64;

/** Index of a word, from the record's first one. */
export const WORD = {
  /** Four words each; IPv4 in the mapped range. */
  initiator: 0,
  responder: 4,
  /** Initiator's in the high half. */
  ports: 8,
  /** Transport protocol in the low byte, `MARK`s above. */
  marks: 9,
  hash: 10,
  /** Next flow of the same hash bucket. */
  chain: 11,
  /** Neighbours in the list of flows that are waited for. */
  older: 12,
  newer: 13,
  /** Neighbours in the list of flows with long beginnings. */
  longerOlder: 14,
  longerNewer: 15,
  /** Sixteen steps of four bits: what happened first, `HISTORY` codes. */
  history: 16,
  historyLength: 18,
  /** How many times the flow was told already because it lasted long. */
  part: 19,
  /** Number of what an FTP control connection announced; 0 for none. Stands where a direction has room. */
  announced: 39,
} as const;

/** The same for doubles: indexes count doubles. */
export const DOUBLE = {
  first: 10,
  last: 11,
  offset: 12,
  /** When the flow was put into its list. */
  listed: 13,
} as const;

/** First word of a direction: 0 is what the initiator sent. */
export function sideWords(direction: number): number {
  return 28 + 18 * direction;
}

/** Within a direction, from its first word. */
export const SIDE = {
  /** Doubles: index of the word, halve it for the double. */
  wireBytes: 0,
  payloadBytes: 2,
  /** Place in the stream of the next byte expected. */
  position: 4,
  packets: 6,
  /** Sequence number of the next byte expected. */
  next: 7,
  head: 8,
  /** Places from here on are not kept. */
  headLimit: 9,
  counts: 10,
  // 11 is free: in the first direction it is WORD.announced.
  /** Block of byte ranges that came ahead of their turn. */
  ranges: 12,
  /** TCP flags seen, `SIDE_MARK`s, number of ranges. */
  marks: 13,
  /** Length of the first segment or datagram that carried payload. */
  first: 14,
  retransmitted: 15,
  missed: 16,
  /** Payload that was sent and not captured because frames were cut. */
  snapped: 17,
} as const;

/** In `WORD.marks`. */
export const MARK = {
  protocol: 0xff,
  synSeen: 0x100,
  byPort: 0x200,
  closed: 0x400,
  reset: 0x800,
  ftpControl: 0x1000,
  inLongList: 0x2000,
  shortened: 0x4000,
  /** Which of the lists by last packet: two bits. */
  listShift: 16,
} as const;

/** In `SIDE.marks`, above the eight TCP flags. */
export const SIDE_MARK = {
  sequenceKnown: 0x100,
  rangesShift: 16,
} as const;

/** Codes of the flag history; the letters are Zeek's, capital for the initiator. */
export const HISTORY_LETTERS = 'shadfrtg';
export const HISTORY = {
  syn: 0,
  synAck: 1,
  ack: 2,
  data: 3,
  fin: 4,
  reset: 5,
  retransmission: 6,
  gap: 7,
} as const;
export const HISTORY_STEPS = 16;
