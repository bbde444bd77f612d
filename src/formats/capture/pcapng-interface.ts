const OPTION_END = 0;
const TIME_RESOLUTION = 9;
const TIME_OFFSET = 14;

/** One interface of a section: how its frames are wrapped and how its clock counts. */
export interface CaptureInterface {
  readonly linkType: number;
  /** 0 when frames were not cut. */
  readonly snapLength: number;
  readonly unitsPerSecond: number;
  readonly offsetSeconds: number;
}

/** Reads the body of an interface description block, `bytes[at, end)`; `undefined` when it is too short. */
export function readInterface(
  bytes: Buffer,
  at: number,
  end: number,
  little: boolean,
): CaptureInterface | undefined {
  if (end - at < 8) return undefined;
  const u16 = (index: number): number => (little ? bytes.readUInt16LE(index) : bytes.readUInt16BE(index));
  const u32 = (index: number): number => (little ? bytes.readUInt32LE(index) : bytes.readUInt32BE(index));
  let unitsPerSecond = 1e6;
  let offsetSeconds = 0;
  for (let option = at + 8; option + 4 <= end;) {
    const code = u16(option);
    const length = u16(option + 2);
    const value = option + 4;
    if (code === OPTION_END || value + length > end) break;
    if (code === TIME_RESOLUTION && length >= 1) unitsPerSecond = resolution(bytes.readUInt8(value));
    if (code === TIME_OFFSET && length >= 8) {
      offsetSeconds = (u32(value + (little ? 4 : 0)) | 0) * 2 ** 32 + u32(value + (little ? 0 : 4));
    }
    option = value + ((length + 3) & ~3);
  }
  return { linkType: u16(at), snapLength: u32(at + 4), unitsPerSecond, offsetSeconds };
}

/** Microseconds since 1970. A double counts today's nanoseconds to within a quarter of a microsecond. */
export function timeOf(source: CaptureInterface, high: number, low: number): number {
  const units = high * 2 ** 32 + low;
  const perMicrosecond = source.unitsPerSecond / 1e6;
  const time = perMicrosecond >= 1 ? units / perMicrosecond : units * (1e6 / source.unitsPerSecond);
  return time + source.offsetSeconds * 1e6;
}

/** High bit clear: a negative power of ten; set: of two. */
function resolution(value: number): number {
  return value & 0x80 ? 2 ** (value & 0x7f) : 10 ** value;
}
