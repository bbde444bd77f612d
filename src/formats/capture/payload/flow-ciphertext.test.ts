import { describe, expect, it } from 'vitest';
import { pcapFile } from '../../../../test/capture/capture-files.ts';
import type { ConversationOptions } from '../../../../test/capture/packets.ts';
import { conversation, datagrams, randomBytes } from '../../../../test/capture/packets.ts';
import { readCapture } from '../../../../test/capture/read-capture.ts';
import type { Ciphertext } from './flow-ciphertext.ts';

function sent(bytes: Buffer, options: ConversationOptions = {}): Ciphertext | undefined {
  return readCapture(pcapFile(conversation([{ by: 'client', bytes }], options))).flows[0]?.sent.ciphertext;
}

const server = { address: '198.51.100.7', port: 443 };
const salted = Buffer.concat([Buffer.from('Salted__'), randomBytes(2000)]);
const without = (certainty: string): unknown => ({ form: 'without-handshake', certainty });
const none = { form: 'none', certainty: undefined };
const hidden = { form: 'not-observable', certainty: undefined };

describe('ciphertext without a handshake', () => {
  it.each([
    ['that names itself', salted, without('certain')],
    ['of 64 KiB and more, on port 443', randomBytes(70_000), without('likely')],
    ['of a few kilobytes, on port 443', randomBytes(3000), without('possible')],
    ['with a plain word in front', Buffer.concat([Buffer.from('UPLOAD 3000\n'), randomBytes(3000)]), none],
    ['that is gzip', Buffer.concat([Buffer.from('1f8b0800', 'hex'), randomBytes(3000)]), none],
    ['that is text', Buffer.from('plain words, many of them. '.repeat(200)), none],
    ['that is too short to say', randomBytes(200), hidden],
  ])('%s', (_, bytes, expected) => {
    expect(sent(bytes, { server })).toEqual(expected);
  });

  it('is not claimed where the handshake may have come before the capture', () => {
    expect(sent(randomBytes(70_000), { server, open: false })).toEqual(hidden);
    expect(sent(salted, { server, open: false })).toEqual(without('certain'));
  });

  it('in datagrams is never more than possible', () => {
    const of = (count: number): Ciphertext | undefined => {
      const talks = Array.from({ length: count }, (_, i) => ({
        by: 'client' as const,
        bytes: randomBytes(1000, i + 1),
      }));
      return readCapture(pcapFile(datagrams(talks, { server: { ...server, port: 9999 } }))).flows[0]?.sent
        .ciphertext;
    };
    expect(of(80)).toEqual(without('possible'));
    expect(of(1)).toEqual(hidden);
  });

  it('is none of protocols that frame it', () => {
    const smb = Buffer.concat([Buffer.from('00000fd0fe534d42', 'hex'), randomBytes(4000)]);
    expect(sent(smb, { server: { ...server, port: 445 } })).toEqual(none);
  });
});
