/** Writes binary audit records token by token, after bsm/audit_record.h; shapes like those of plaso's apple.bsm. */

export function u8(...values: number[]): Buffer {
  return Buffer.from(values);
}

export function u16(value: number): Buffer {
  const bytes = Buffer.alloc(2);
  bytes.writeUInt16BE(value);
  return bytes;
}

export function u32(value: number): Buffer {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32BE(value >>> 0);
  return bytes;
}

function counted(text: string): Buffer {
  const bytes = Buffer.from(`${text}\0`);
  return Buffer.concat([u16(bytes.length), bytes]);
}

export const path = (text: string): Buffer => Buffer.concat([u8(0x23), counted(text)]);
export const text = (value: string): Buffer => Buffer.concat([u8(0x28), counted(value)]);
export const returned = (error: number, value = 0): Buffer => Buffer.concat([u8(0x27, error), u32(value)]);
export const argument = (number: number, value: number, name: string): Buffer =>
  Buffer.concat([u8(0x2d, number), u32(value), counted(name)]);

export function subject(auditUser: number, user: number, pid: number, session: number): Buffer {
  return Buffer.concat([u8(0x24), ...[auditUser, user, 20, user, 20, pid, session, 0, 0].map(u32)]);
}

export function execArguments(words: readonly string[]): Buffer {
  return Buffer.concat([u8(0x3c), u32(words.length), ...words.map((word) => Buffer.from(`${word}\0`))]);
}

export function socket(address: readonly [number, number, number, number], port: number): Buffer {
  return Buffer.concat([u8(0x80), u16(2), u16(port), u8(...address)]);
}

export function identity(type: number, identifier: string, team: string): Buffer {
  return Buffer.concat([
    u8(0xed),
    u32(type),
    counted(identifier),
    u8(0),
    counted(team),
    u8(0),
    u16(2),
    u8(1, 2),
  ]);
}

/** header32, the tokens, trailer. */
export function record(event: number, tokens: readonly Buffer[], seconds = 1_707_235_294): Buffer {
  const body = Buffer.concat(tokens);
  const size = 18 + body.length + 7;
  const header = Buffer.concat([u8(0x14), u32(size), u8(11), u16(event), u16(0), u32(seconds), u32(431)]);
  return Buffer.concat([header, body, u8(0x13), u16(0xb105), u32(size)]);
}
