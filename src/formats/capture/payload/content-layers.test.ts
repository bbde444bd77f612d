import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { randomBytes } from '../../../../test/capture/packets.ts';
import { contentFacts } from './content-facts.ts';
import { decodeEncodedText } from './encoded-text.ts';

const secret = Buffer.concat([Buffer.from('Salted__'), randomBytes(3000)]);
const lines = (text: string, width: number): string =>
  text.replaceAll(new RegExp(`.{${width}}`, 'g'), '$&\r\n');

describe('an encoded text is undone', () => {
  it.each([
    ['base64', secret.toString('base64')],
    ['base64', lines(secret.toString('base64'), 76)],
    ['base64', secret.toString('base64url')],
    ['base64', `data=${encodeURIComponent(secret.toString('base64'))}&end=1`],
    ['base64', JSON.stringify({ id: 7, name: 'report.bin', content: secret.toString('base64') })],
    ['hex', secret.toString('hex')],
    ['hex', lines(secret.toString('hex').toUpperCase(), 60)],
    ['base32', base32(secret)],
  ] as const)('%s (%#)', (encoding, text) => {
    const found = decodeEncodedText(Buffer.from(text));
    expect(found?.encoding).toBe(encoding);
    expect(found?.bytes.subarray(0, secret.length).equals(secret)).toBe(true);
  });

  it.each([
    ['prose', 'The quick brown fox jumps over the lazy dog. '.repeat(40)],
    ['words without spaces', 'averylongpathofwords'.repeat(20)],
    ['a table', 'id,name,email\n'.concat('17,alice,alice@example.org\n'.repeat(60))],
    ['short lines', 'abc123XYZ\n'.repeat(60)],
    ['a number', '1234567890'.repeat(20)],
    ['separators', '/-'.repeat(300)],
    ['code', 'function add(a, b) { return a + b; }\n'.repeat(30)],
  ])('%s is none', (_, text) => {
    expect(decodeEncodedText(Buffer.from(text))).toBeUndefined();
  });

  it('never throws', () => {
    fc.assert(
      fc.property(fc.string({ maxLength: 400 }), (text) => {
        decodeEncodedText(Buffer.from(text.repeat(3)));
      }),
    );
  });
});

describe('the layers of a content are taken off', () => {
  const form = (content: Buffer | string): Buffer =>
    Buffer.concat([
      Buffer.from('------x\r\nContent-Disposition: form-data; name="id"\r\n\r\n7\r\n------x\r\n'),
      Buffer.from(
        'Content-Disposition: form-data; name="f"; filename="a"\r\nContent-Type: text/plain\r\n\r\n',
      ),
      Buffer.from(content),
      Buffer.from('\r\n------x--\r\n'),
    ]);
  const chunked = (content: Buffer): Buffer =>
    Buffer.concat([
      Buffer.from('400\r\n'),
      content.subarray(0, 1024),
      Buffer.from(`\r\n${(content.length - 1024).toString(16)};name=value\r\n`),
      content.subarray(1024),
      Buffer.from('\r\n0\r\n\r\n'),
    ]);

  it.each([
    ['none', secret, undefined, []],
    ['a form', form(secret), undefined, ['multipart']],
    ['chunks', chunked(secret), 'chunked', ['chunked']],
    [
      'base64 in a form in chunks',
      chunked(form(secret.toString('base64'))),
      'chunked',
      ['chunked', 'multipart', 'base64'],
    ],
    [
      'hexadecimal of base64',
      Buffer.from(Buffer.from(secret.toString('base64')).toString('hex')),
      undefined,
      ['hex', 'base64'],
    ],
  ] as const)('%s', (_, content, framing, layers) => {
    const facts = contentFacts(content, framing);
    expect(facts).toMatchObject({ length: content.length, container: 'openssl-salted', layers });
    expect(facts.inner?.length).toBe(layers.length === 0 ? undefined : secret.length);
  });

  it('frames of a WebSocket, whose text a mask makes look random', () => {
    const rows = Array.from({ length: 300 }, (_, i) => `{"row":${i},"name":"alice","amount":1${i}}`);
    const frames = rows.map((text, i) => {
      const mask = randomBytes(4, i + 1);
      const head = Buffer.from([0x81, 0x80 | text.length]);
      return Buffer.concat([head, mask, Buffer.from(text).map((byte, at) => byte ^ mask[at & 3]!)]);
    });
    const long = Buffer.alloc(70_000, 'x');
    const last = Buffer.concat([Buffer.from([0x82, 127, 0, 0, 0, 0, 0, 1, 0x11, 0x70]), long]);
    const facts = contentFacts(Buffer.concat([...frames, Buffer.from([0x89, 0]), last]), 'websocket');
    expect(facts).toMatchObject({ layers: ['websocket'], inner: { length: rows.join('').length + 70_000 } });
    const short = contentFacts(Buffer.concat(frames), 'websocket');
    expect([short.entropy > 7, (short.inner?.entropy ?? 9) < 5]).toEqual([true, true]);
  });

  it('an endless nesting is followed for some layers only', () => {
    let content = secret;
    for (let i = 0; i < 8; i++) content = Buffer.from(content.toString('base64'));
    expect(contentFacts(content).layers).toEqual(['base64', 'base64', 'base64', 'base64']);
  });
});

it('blocks that occur again are counted', () => {
  const block = randomBytes(16);
  const repeated = Buffer.concat(
    Array.from({ length: 100 }, (_, i) => (i % 10 === 0 ? block : randomBytes(16, i + 2))),
  );
  expect(contentFacts(repeated).repeatedBlocks).toBeCloseTo(0.09, 5);
  expect(contentFacts(randomBytes(60_000)).repeatedBlocks).toBe(0);
});

function base32(bytes: Buffer): string {
  const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567';
  const bits = [...bytes].map((byte) => byte.toString(2).padStart(8, '0')).join('');
  const groups = bits.match(/.{1,5}/g) ?? [];
  return groups.map((group) => alphabet[Number.parseInt(group.padEnd(5, '0'), 2)]).join('');
}
