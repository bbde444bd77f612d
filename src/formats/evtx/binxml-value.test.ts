import { describe, expect, it } from 'vitest';
import { BINXML_ARRAY, BINXML_TYPE } from './binxml-type.ts';
import { binXmlArrayTexts, binXmlValueText } from './binxml-value.ts';
import { ChunkBytes } from './chunk-bytes.ts';

function chunkOf(bytes: Buffer): ChunkBytes {
  const chunk = new ChunkBytes();
  chunk.open(bytes);
  return chunk;
}

function text(type: number, hex: string): string {
  const bytes = Buffer.from(hex.replaceAll(' ', ''), 'hex');
  return binXmlValueText(chunkOf(bytes), type, 0, bytes.length);
}

describe('a BinXML value is shown as Windows shows it', () => {
  it.each([
    ['a NULL', BINXML_TYPE.null, '', ''],
    ['text without its terminator', BINXML_TYPE.string, '6700 7000 6700 0000', 'gpg'],
    ['text with a NUL inside', BINXML_TYPE.string, '6100 0000 6200', 'a\0b'],
    ['text with a lone surrogate', BINXML_TYPE.string, '3dd8', '\ud83d'],
    ['8-bit text', BINXML_TYPE.ansiString, '63 61 66 e9 00', 'café'],
    ['a signed byte', BINXML_TYPE.int8, 'ff', '-1'],
    ['a byte', BINXML_TYPE.uint8, 'ff', '255'],
    ['a signed 16-bit number', BINXML_TYPE.int16, 'feff', '-2'],
    ['a 16-bit number', BINXML_TYPE.uint16, 'feff', '65534'],
    ['a signed 32-bit number', BINXML_TYPE.int32, 'ffffffff', '-1'],
    ['a 32-bit number', BINXML_TYPE.uint32, 'ffffffff', '4294967295'],
    ['a signed 64-bit number', BINXML_TYPE.int64, 'ffffffff ffffffff', '-1'],
    ['the least 64-bit number', BINXML_TYPE.int64, '00000000 00000080', '-9223372036854775808'],
    ['a 64-bit number above 2^53', BINXML_TYPE.uint64, '01000000 00002000', '9007199254740993'],
    ['the greatest 64-bit number', BINXML_TYPE.uint64, 'ffffffff ffffffff', '18446744073709551615'],
    ['a single-precision number', BINXML_TYPE.real32, 'cdcccc3d', '0.1'],
    ['a double-precision number', BINXML_TYPE.real64, '9a999999 9999b93f', '0.1'],
    ['true', BINXML_TYPE.boolean, '01000000', 'true'],
    ['true as some providers write it', BINXML_TYPE.boolean, '00000100', 'true'],
    ['false', BINXML_TYPE.boolean, '00000000', 'false'],
    ['bytes', BINXML_TYPE.binary, 'de ad 01', 'DEAD01'],
    [
      'a GUID',
      BINXML_TYPE.guid,
      '963D7F74 EBD6 315D 0000 0010E0252500',
      '{747F3D96-D6EB-5D31-0000-0010E0252500}',
    ],
    ['a 32-bit pointer', BINXML_TYPE.size, '88090000', '0x988'],
    ['a 64-bit pointer', BINXML_TYPE.size, '88090000 01000000', '0x100000988'],
    ['a time', BINXML_TYPE.filetime, '8287105bf782d601', '2020-09-04T20:09:55.0351234Z'],
    [
      'a time in fields',
      BINXML_TYPE.systemtime,
      'e407 0900 0500 0400 1400 0900 3700 2300',
      '2020-09-04T20:09:55.0350000Z',
    ],
    ['a SID', BINXML_TYPE.sid, '01 02 000000000005 20000000 20020000', 'S-1-5-32-544'],
    ['a hexadecimal number', BINXML_TYPE.hexInt32, '88090000', '0x988'],
    ['a long hexadecimal number', BINXML_TYPE.hexInt64, 'efbeadde 0a000000', '0xadeadbeef'],
    ['an embedded XML text', BINXML_TYPE.xml, '3c00 6100 3e00', '<a>'],
    ['an unknown type, as bytes', 0x5a, '0102', '0102'],
    ['a GUID that is cut short, as bytes', BINXML_TYPE.guid, '0102', '0102'],
    ['a SID that is cut short, as bytes', BINXML_TYPE.sid, '01 05 000000000005 2000', '01050000000000052000'],
  ])('%s', (_, type, hex, shown) => {
    expect(text(type, hex)).toBe(shown);
  });
});

describe('an array value', () => {
  it.each([
    ['strings, each ended by NUL', BINXML_TYPE.string, '6100 0000 0000 6200 0000', ['a', '', 'b']],
    ['strings, the last without NUL', BINXML_TYPE.string, '6100 0000 6200', ['a', 'b']],
    ['numbers', BINXML_TYPE.uint16, '0100 0200', ['1', '2']],
    [
      'SIDs',
      BINXML_TYPE.sid,
      '01 01 000000000005 12000000 01 01 000000000005 13000000',
      ['S-1-5-18', 'S-1-5-19'],
    ],
    ['nothing', BINXML_TYPE.uint32, '', []],
  ])('of %s has its elements in order', (_, type, hex, elements) => {
    const bytes = Buffer.from(hex.replaceAll(' ', ''), 'hex');
    expect(binXmlArrayTexts(chunkOf(bytes), type + BINXML_ARRAY, 0, bytes.length)).toEqual(elements);
  });
});
