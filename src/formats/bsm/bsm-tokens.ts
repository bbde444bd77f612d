/**
 * Tokens of binary BSM records (bsm/audit_record.h; sizes after bsm_io.c of OpenBSM and Apple's identity token). Those
 * that say nothing here are passed over; one of unknown size makes the rest of its record unreadable.
 */
import { emptyBsmRecord, MOST_ARGUMENTS, MOST_TOKENS } from './bsm-record.ts';
import type { BsmRecord } from './bsm-record.ts';
import { BsmCursor } from './bsm-cursor.ts';

export const HEADER_IDS: ReadonlySet<number> = new Set([0x14, 0x15, 0x74, 0x79]);
export const TRAILER_ID = 0x13;
/** Address types and their bytes. */
const IPV4 = 4;
const IPV6 = 16;
/** EINTR and EINPROGRESS as BSM numbers them, and as Darwin does. */
const PENDING = new Set([4, 36, 150]);

type TokenReader = (cursor: BsmCursor, record: BsmRecord) => void;

/** Reads `bytes[start, end)`, one whole record. `undefined` when a token of it cannot be read. */
export function readBsmRecord(bytes: Buffer, start: number, end: number): BsmRecord | undefined {
  const cursor = new BsmCursor(bytes, start, end);
  const record = emptyBsmRecord();
  for (let tokens = 0; !cursor.done && tokens < MOST_TOKENS; tokens++) {
    const reader = TOKENS.get(cursor.u8());
    if (reader === undefined) return undefined;
    reader(cursor, record);
  }
  return cursor.overrun || cursor.at < end ? undefined : record;
}

function header(wide: boolean, extended: boolean): TokenReader {
  return (cursor, record) => {
    cursor.skip(5);
    record.event = String(cursor.u16());
    cursor.skip(2);
    if (extended) cursor.skip(cursor.u32() === IPV6 ? 16 : 4);
    const seconds = wide ? cursor.u64() : cursor.u32();
    const milliseconds = wide ? cursor.u64() : cursor.u32();
    record.time = seconds * 1000 + Math.min(999, milliseconds);
  };
}

/** Subject and process tokens are laid out alike; only the subject acts. */
function subject(wide: boolean, extended: boolean, acts: boolean): TokenReader {
  return (cursor, record) => {
    const auditUser = String(cursor.u32() | 0);
    const user = String(cursor.u32());
    cursor.skip(12);
    const pid = cursor.u32();
    const session = String(cursor.u32());
    cursor.skip(wide ? 8 : 4);
    if (extended) cursor.skip(cursor.u32() === IPV6 ? 16 : 4);
    else cursor.skip(4);
    if (acts) record.subject = { auditUser, user, pid, session };
  };
}

function returned(wide: boolean): TokenReader {
  return (cursor, record) => {
    const error = cursor.u8();
    cursor.skip(wide ? 8 : 4);
    record.outcome = error === 0 ? 'success' : PENDING.has(error) ? 'pending' : 'failure';
  };
}

function argument(wide: boolean): TokenReader {
  return (cursor, record) => {
    const number = cursor.u8();
    const value = wide ? cursor.u64() : cursor.u32();
    cursor.skip(cursor.u16());
    record.values.set(number, value);
  };
}

function words(keep: boolean): TokenReader {
  return (cursor, record) => {
    const count = cursor.u32();
    const list: string[] = [];
    for (let i = 0; i < count && !cursor.done; i++) {
      const word = cursor.zeroEnded();
      if (keep && list.length < MOST_ARGUMENTS) list.push(word);
    }
    if (keep) record.arguments = list;
  };
}

const skip =
  (bytes: number): TokenReader =>
  (cursor) => {
    cursor.skip(bytes);
  };

const skipCounted: TokenReader = (cursor) => {
  cursor.skip(cursor.u16());
};

const groups: TokenReader = (cursor) => {
  cursor.skip(cursor.u16() * 4);
};

const TOKENS: ReadonlyMap<number, TokenReader> = new Map<number, TokenReader>([
  [TRAILER_ID, skip(6)],
  [0x14, header(false, false)],
  [0x15, header(false, true)],
  [0x74, header(true, false)],
  [0x79, header(true, true)],
  [
    0x11,
    (cursor) => {
      cursor.skip(8);
      cursor.skip(cursor.u16());
    },
  ],
  [
    0x21,
    (cursor) => {
      cursor.skip(1);
      const unit = cursor.u8();
      cursor.skip(cursor.u8() * 2 ** unit);
    },
  ],
  [0x22, skip(5)],
  [0x23, (cursor, record) => record.paths.push(cursor.text(cursor.u16()))],
  [0x24, subject(false, false, true)],
  [0x75, subject(true, false, true)],
  [0x7a, subject(false, true, true)],
  [0x7c, subject(true, true, true)],
  [0x26, subject(false, false, false)],
  [0x77, subject(true, false, false)],
  [0x7b, subject(false, true, false)],
  [0x7d, subject(true, true, false)],
  [0x27, returned(false)],
  [0x72, returned(true)],
  [0x28, (cursor, record) => record.texts.push(cursor.text(cursor.u16()))],
  [0x29, skipCounted],
  [0x2a, skip(4)],
  [0x7e, (cursor) => cursor.skip(cursor.u32() === IPV6 ? 16 : 4)],
  [0x2b, skip(20)],
  [0x2c, skip(2)],
  [0x2d, argument(false)],
  [0x71, argument(true)],
  [0x2e, skip(14)],
  [
    0x7f,
    (cursor) => {
      cursor.skip(4);
      const bytes = cursor.u16() === IPV4 ? 4 : 16;
      cursor.skip(2 + bytes + 2 + bytes);
    },
  ],
  [0x2f, skip(4)],
  [0x32, skip(28)],
  [0x34, groups],
  [0x3b, groups],
  [0x3c, words(true)],
  [0x3d, words(false)],
  [0x3e, skip(28)],
  [0x73, skip(32)],
  [0x52, skip(8)],
  [0x60, skipCounted],
  [
    0x80,
    (cursor, record) => {
      cursor.skip(2);
      const port = cursor.u16();
      record.socket = { address: cursor.ipv4(), port };
    },
  ],
  [
    0x81,
    (cursor, record) => {
      cursor.skip(2);
      const port = cursor.u16();
      record.socket = { address: cursor.ipv6(), port };
    },
  ],
  [
    0x82,
    (cursor) => {
      cursor.skip(2);
      cursor.zeroEnded();
    },
  ],
  [
    0xed,
    (cursor, record) => {
      const type = cursor.u32();
      const identifier = cursor.text(cursor.u16());
      cursor.skip(1);
      const team = cursor.text(cursor.u16());
      cursor.skip(1);
      cursor.skip(cursor.u16());
      record.signer = { type, identifier, team };
    },
  ],
]);
