import type { ChunkBytes } from './chunk-bytes.ts';
import { BINXML_ARRAY, BINXML_TYPE } from './binxml-type.ts';
import { filetimeText } from './filetime.ts';
import { sidSize, sidText } from './sid-text.ts';

/** Bytes of one element of an array, by type; other types have no arrays of fixed steps. */
const ELEMENT_SIZE: Readonly<Record<number, number>> = {
  [BINXML_TYPE.int8]: 1,
  [BINXML_TYPE.uint8]: 1,
  [BINXML_TYPE.int16]: 2,
  [BINXML_TYPE.uint16]: 2,
  [BINXML_TYPE.int32]: 4,
  [BINXML_TYPE.uint32]: 4,
  [BINXML_TYPE.int64]: 8,
  [BINXML_TYPE.uint64]: 8,
  [BINXML_TYPE.real32]: 4,
  [BINXML_TYPE.real64]: 8,
  [BINXML_TYPE.boolean]: 4,
  [BINXML_TYPE.guid]: 16,
  [BINXML_TYPE.filetime]: 8,
  [BINXML_TYPE.systemtime]: 16,
  [BINXML_TYPE.hexInt32]: 4,
  [BINXML_TYPE.hexInt64]: 8,
};

/**
 * A substituted value as Windows' own XML shows it: hexadecimal types as `0x1f`, times as ISO UTC, GUIDs in braces and
 * upper case, SIDs as text, 64-bit numbers exact. A value shorter than its type is shown as bytes.
 */
export function binXmlValueText(chunk: ChunkBytes, type: number, offset: number, size: number): string {
  switch (type) {
    case BINXML_TYPE.string:
    case BINXML_TYPE.xml:
      return chunk.utf16(offset, withoutFinalNuls(chunk, offset, size));
    case BINXML_TYPE.null:
    case BINXML_TYPE.binXml:
      return '';
    case BINXML_TYPE.ansiString:
      return chunk.bytes.toString('latin1', offset, offset + size).replaceAll('\0', '');
    case BINXML_TYPE.sid:
      return sidText(chunk, offset, size) ?? bytesText(chunk, offset, size);
    case BINXML_TYPE.boolean:
      return integer(chunk, offset, Math.min(size, 4)) === '0' ? 'false' : 'true';
    case BINXML_TYPE.size:
    case BINXML_TYPE.handle:
      return size === 8
        ? hex64(chunk, offset)
        : size === 4
          ? hex32(chunk, offset)
          : bytesText(chunk, offset, size);
    default:
      return scalarText(chunk, type, offset, size);
  }
}

/** The elements of an array value in order; a plain value is an array of one. */
export function binXmlArrayTexts(
  chunk: ChunkBytes,
  type: number,
  offset: number,
  size: number,
): readonly string[] {
  if (type < BINXML_ARRAY) return [binXmlValueText(chunk, type, offset, size)];
  const elementType = type - BINXML_ARRAY;
  if (elementType === BINXML_TYPE.string || elementType === BINXML_TYPE.ansiString) {
    const text =
      elementType === BINXML_TYPE.string
        ? chunk.utf16(offset, size & ~1)
        : chunk.bytes.toString('latin1', offset, offset + size);
    const elements = text.split('\0');
    // Each element ends in NUL, so what follows the last NUL is no element.
    if (elements.at(-1) === '') elements.pop();
    return elements;
  }
  const texts: string[] = [];
  let step = elementType === BINXML_TYPE.size ? 8 : (ELEMENT_SIZE[elementType] ?? size);
  for (let at = offset; at < offset + size; at += step) {
    if (elementType === BINXML_TYPE.sid) step = sidSize(chunk, at);
    texts.push(binXmlValueText(chunk, elementType, at, Math.min(step, offset + size - at)));
  }
  return texts;
}

function scalarText(chunk: ChunkBytes, type: number, offset: number, size: number): string {
  const wanted = ELEMENT_SIZE[type];
  if (wanted === undefined || size < wanted) return bytesText(chunk, offset, size);
  switch (type) {
    case BINXML_TYPE.uint8:
    case BINXML_TYPE.uint16:
    case BINXML_TYPE.uint32:
    case BINXML_TYPE.uint64:
      return integer(chunk, offset, wanted);
    case BINXML_TYPE.int8:
      return String((chunk.u8(offset) << 24) >> 24);
    case BINXML_TYPE.int16:
      return String((chunk.u16(offset) << 16) >> 16);
    case BINXML_TYPE.int32:
      return String(chunk.i32(offset));
    case BINXML_TYPE.int64:
      return wide(chunk.u32(offset), chunk.i32(offset + 4));
    case BINXML_TYPE.real32:
      return shortestReal32(chunk.f32(offset));
    case BINXML_TYPE.real64:
      return String(chunk.f64(offset));
    case BINXML_TYPE.guid:
      return guidText(chunk, offset);
    case BINXML_TYPE.filetime:
      return filetimeText(chunk.u32(offset), chunk.u32(offset + 4));
    case BINXML_TYPE.systemtime:
      return systemtimeText(chunk, offset);
    case BINXML_TYPE.hexInt32:
      return hex32(chunk, offset);
    default:
      return hex64(chunk, offset);
  }
}

function withoutFinalNuls(chunk: ChunkBytes, offset: number, size: number): number {
  let kept = size & ~1;
  while (kept > 0 && chunk.u16(offset + kept - 2) === 0) kept -= 2;
  return kept;
}

function integer(chunk: ChunkBytes, offset: number, size: number): string {
  if (size === 8) return wide(chunk.u32(offset), chunk.u32(offset + 4));
  return String(
    size === 4 ? chunk.u32(offset) : size >= 2 ? chunk.u16(offset) : size === 1 ? chunk.u8(offset) : 0,
  );
}

function wide(low: number, high: number): string {
  const near = high * 0x1_0000_0000 + low;
  return Number.isSafeInteger(near) ? String(near) : ((BigInt(high) << 32n) + BigInt(low)).toString();
}

function hex32(chunk: ChunkBytes, offset: number): string {
  return `0x${chunk.u32(offset).toString(16)}`;
}

function hex64(chunk: ChunkBytes, offset: number): string {
  const low = chunk.u32(offset).toString(16);
  const high = chunk.u32(offset + 4);
  return high === 0 ? `0x${low}` : `0x${high.toString(16)}${low.padStart(8, '0')}`;
}

function bytesText(chunk: ChunkBytes, offset: number, size: number): string {
  return chunk.bytes.toString('hex', offset, offset + size).toUpperCase();
}

function guidText(chunk: ChunkBytes, offset: number): string {
  const hex = chunk.bytes.toString('hex', offset, offset + 16).toUpperCase();
  const pair = (at: number): string => hex.slice(2 * at, 2 * at + 2);
  const first = pair(3) + pair(2) + pair(1) + pair(0);
  return `{${first}-${pair(5)}${pair(4)}-${pair(7)}${pair(6)}-${hex.slice(16, 20)}-${hex.slice(20)}}`;
}

function systemtimeText(chunk: ChunkBytes, offset: number): string {
  const part = (index: number, width: number): string =>
    String(chunk.u16(offset + 2 * index)).padStart(width, '0');
  const day = `${part(0, 4)}-${part(1, 2)}-${part(3, 2)}`;
  return `${day}T${part(4, 2)}:${part(5, 2)}:${part(6, 2)}.${part(7, 3)}0000Z`;
}

/** Single precision has 6 to 9 significant digits; the fewest that read back as the same number are shown. */
function shortestReal32(value: number): string {
  for (let digits = 6; digits < 9; digits++) {
    const text = value.toPrecision(digits);
    if (Math.fround(Number(text)) === value) return String(Number(text));
  }
  return String(value);
}
