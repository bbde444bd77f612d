import { describe, expect, it } from 'vitest';
import { ja3, ja3s, ja3Text, ja4 } from './tls-fingerprint.ts';
import type { ClientHello } from './tls-hello.ts';

const HELLO: ClientHello = {
  version: 0x0303,
  ciphers: [],
  extensions: [],
  serverName: undefined,
  alpn: [],
  supportedVersions: [],
  groups: [],
  pointFormats: [],
  signatureAlgorithms: [],
};

/** The README of salesforce/ja3. */
describe('JA3', () => {
  it.each([
    [
      {
        version: 769,
        ciphers: [47, 53, 5, 10, 49161, 49162, 49171, 49172, 50, 56, 19, 4],
        extensions: [0, 10, 11],
        groups: [23, 24, 25],
        pointFormats: [0],
      },
      '769,47-53-5-10-49161-49162-49171-49172-50-56-19-4,0-10-11,23-24-25,0',
      'ada70206e40642a3e4461f35503241d5',
    ],
    [
      { version: 769, ciphers: [4, 5, 10, 9, 100, 98, 3, 6, 19, 18, 99] },
      '769,4-5-10-9-100-98-3-6-19-18-99,,,',
      'de350869b8c85de67a350c8d186f11e6',
    ],
  ])('has its published values', (parts, text, digest) => {
    const hello = { ...HELLO, ...parts };
    expect([ja3Text(hello), ja3(hello)]).toEqual([text, digest]);
  });

  it('leaves reserved values out', () => {
    const plain = { ...HELLO, ciphers: [4865], extensions: [0], groups: [29] };
    const greased = {
      ...HELLO,
      ciphers: [0x0a0a, 4865],
      extensions: [0x5a5a, 0, 0xfafa],
      groups: [0xdada, 29],
    };
    expect(ja3Text(greased)).toBe(ja3Text(plain));
  });

  it('of a server is of its version, cipher and extensions', () => {
    const hello = {
      version: 0x7f13,
      selectedVersion: 0x7f13,
      cipher: 0x1302,
      extensions: [40, 41],
      alpn: undefined,
      isRetry: false,
      isResumption: true,
    };
    // As Wireshark 4.0 shows it for a server of that draft: 32531,4866,40-41
    expect(ja3s(hello)).toBe('98608fd44e22395cd5b24412b9b24ba7');
  });
});

/** Values and lists in their original order from the test data of FoxIO-LLC/ja4. */
const PUBLISHED = [
  [
    't13d1516h2_8daaf6152771_e5627efa2ab1',
    '1301,1302,1303,c02b,c02f,c02c,c030,cca9,cca8,c013,c014,009c,009d,002f,0035',
    '0023,ff01,0000,001b,0012,4469,002d,002b,000d,0010,0033,000a,0005,0017,000b,0015',
    '0403,0804,0401,0503,0805,0501,0806,0601',
    ['h2', 0x0304],
  ],
  [
    't13d1516h2_8daaf6152771_9b887d9acb53',
    '1301,1302,1303,c02b,c02f,c02c,c030,cca9,cca8,c013,c014,009c,009d,002f,0035',
    '000d,0010,0000,000b,0023,4469,ff01,0033,000a,002d,002b,0005,0017,0012,001b,0029',
    '0403,0804,0401,0503,0805,0501,0806,0601',
    ['h2', 0x0304],
  ],
  [
    't12d190800_d83cc789557e_7af1ed941c26',
    'c02c,c02b,c030,c02f,c024,c023,c028,c027,c00a,c009,c014,c013,009d,009c,003d,003c,0035,002f,000a',
    '0000,0005,000a,000b,000d,0023,0017,ff01',
    '0804,0805,0806,0401,0501,0201,0403,0503,0203,0202,0601,0603',
    ['', 0],
  ],
  [
    't12d4605h2_85626a9a5f7f_aaf95bb78ec9',
    'c030,c02c,c028,c024,c014,c00a,009f,006b,0039,cca9,cca8,ccaa,ff85,00c4,0088,0081,009d,003d,0035,00c0,0084,c02f,' +
      'c02b,c027,c023,c013,c009,009e,0067,0033,00be,0045,009c,003c,002f,00ba,0041,c011,c007,0005,0004,c012,c008,' +
      '0016,000a,00ff',
    '0000,000b,000a,000d,0010',
    '0601,0603,efef,0501,0503,0401,0403,eeee,eded,0301,0303,0201,0203',
    ['h2', 0],
  ],
  [
    't13d1715h2_5b57614c22b0_3d5424432f57',
    '1301,1303,1302,c02b,c02f,cca9,cca8,c02c,c030,c00a,c009,c013,c014,009c,009d,002f,0035',
    '0000,0017,ff01,000a,000b,0023,0010,0005,0022,0033,002b,000d,002d,001c,0015',
    '0403,0503,0603,0804,0805,0806,0401,0501,0601,0203,0201',
    ['h2', 0x0304],
  ],
] as const;

describe('JA4', () => {
  it.each(PUBLISHED)('%s', (value, ciphers, extensions, signatures, [alpn, version]) => {
    const hello = {
      ...HELLO,
      ciphers: numbers(ciphers),
      extensions: numbers(extensions),
      signatureAlgorithms: numbers(signatures),
      alpn: alpn === '' ? [] : [alpn, 'http/1.1'],
      supportedVersions: version === 0 ? [] : [0x9a9a, version, 0x0303],
    };
    expect(ja4(hello, 't')).toBe(value);
    const greased = {
      ...hello,
      ciphers: [0x1a1a, ...hello.ciphers],
      extensions: [...hello.extensions, 0x2a2a],
    };
    expect(ja4(greased, 't')).toBe(value);
  });

  it('has no underscore where a client names no signatures', () => {
    const [, ciphers, extensions] = PUBLISHED[0];
    const hello = { ...HELLO, ciphers: numbers(ciphers), extensions: numbers(extensions), alpn: ['h2'] };
    expect(ja4(hello, 'q')).toBe('q12d1516h2_8daaf6152771_6d807ffa2a79');
  });

  it.each([
    ['00', ''],
    ['h1', 'http/1.1'],
    ['hh', 'h'],
    ['ab', '\xab'],
    ['20', ' '],
    ['ad', '\xab\xcd'],
    ['3b', '0\xab'],
  ])('says "%s" of the first application protocol', (code, protocol) => {
    const hello = { ...HELLO, alpn: protocol === '' ? [] : [protocol] };
    expect(ja4(hello, 't')).toBe(`t12i0000${code}_000000000000_000000000000`);
  });

  it.each([
    ['d3', [0xfefc, 0xfefd]],
    ['d2', [0xfefd]],
    ['13', [0x0304, 0x0303]],
    ['00', [0x7f1c]],
  ])('says %s of the newest version', (code, supportedVersions) => {
    expect(ja4({ ...HELLO, supportedVersions }, 'd').slice(1, 3)).toBe(code);
  });
});

function numbers(list: string): number[] {
  return list.split(',').map((item) => Number.parseInt(item, 16));
}
