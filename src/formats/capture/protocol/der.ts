/** One value of DER (X.690): its tag byte and where its content lies. */
export interface DerValue {
  readonly tag: number;
  readonly start: number;
  readonly end: number;
}

/** The value at `at`, which must end by `limit`; `undefined` when there is no sound one. */
export function readDer(bytes: Buffer, at: number, limit: number): DerValue | undefined {
  if (at + 2 > limit) return undefined;
  const tag = bytes.readUInt8(at);
  const first = bytes.readUInt8(at + 1);
  const size = first < 0x80 ? 0 : first & 0x7f;
  if (first === 0x80 || size > 4 || at + 2 + size > limit) return undefined;
  const length = size === 0 ? first : bytes.readUIntBE(at + 2, size);
  const start = at + 2 + size;
  return start + length <= limit ? { tag, start, end: start + length } : undefined;
}

/** The values inside another, in order, until one is not sound. */
export function readDerList(bytes: Buffer, outer: DerValue): DerValue[] {
  const values: DerValue[] = [];
  for (let at = outer.start; at < outer.end;) {
    const value = readDer(bytes, at, outer.end);
    if (value === undefined) break;
    values.push(value);
    at = value.end;
  }
  return values;
}

/** Dotted text of an object identifier. */
export function oidText(bytes: Buffer, { start, end }: DerValue): string {
  const parts: number[] = [];
  let value = 0;
  for (let at = start; at < end; at++) {
    const byte = bytes.readUInt8(at);
    value = value * 128 + (byte & 0x7f);
    if (byte & 0x80) continue;
    if (parts.length === 0) {
      const first = Math.min(2, Math.floor(value / 40));
      parts.push(first, value - first * 40);
    } else parts.push(value);
    value = 0;
  }
  return parts.join('.');
}
