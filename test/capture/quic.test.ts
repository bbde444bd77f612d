import { createCipheriv } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import type { CaptureFlow } from '../../src/formats/capture/capture-flow.ts';
import { initialKeys } from '../../src/formats/capture/protocol/quic-keys.ts';
import { pcapFile } from './capture-files.ts';
import type { Talk } from './packets.ts';
import { datagrams, randomBytes } from './packets.ts';
import { readCapture } from './read-capture.ts';
import { alpn, clientHello, serverHello, serverName, supportedVersions, u16 } from './tls-messages.ts';

const ID = Buffer.from('8394c8f03e515708', 'hex');
const V1 = 1;
const V2 = 0x6b3343cf;

const hello = clientHello({
  extensions: [serverName('quic.example'), alpn('h3'), supportedVersions(0x0304), [57, randomBytes(1300)]],
});

/** A first packet as RFC 9001, 5 protects it, made by the platform's own cryptography. */
function initialPacket(
  side: 'client' | 'server',
  number: number,
  frames: Buffer,
  version = V1,
  size = 1200,
): Buffer {
  const keys = initialKeys(version, ID, side)!;
  const [destination, source] =
    side === 'client' ? [ID, Buffer.alloc(0)] : [Buffer.alloc(0), Buffer.alloc(8, 5)];
  const padded = Buffer.concat([frames, Buffer.alloc(Math.max(0, size - frames.length - 60))]);
  const head = Buffer.concat([
    Buffer.from([0xc1 | (version === V2 ? 0x10 : 0)]),
    Buffer.from([version >>> 24, (version >>> 16) & 255, (version >>> 8) & 255, version & 255]),
    Buffer.from([destination.length]),
    destination,
    Buffer.from([source.length]),
    source,
    Buffer.from([0]),
    u16(0x4000 | (padded.length + 2 + 16)),
    u16(number),
  ]);
  const nonce = Buffer.from(keys.iv);
  nonce.writeUInt16BE(nonce.readUInt16BE(10) ^ number, 10);
  const cipher = createCipheriv('aes-128-gcm', keys.key, nonce).setAAD(head);
  const packet = Buffer.concat([head, cipher.update(padded), cipher.final(), cipher.getAuthTag()]);
  const numberAt = head.length - 2;
  const mask = createCipheriv('aes-128-ecb', keys.headerProtection, null).update(
    packet.subarray(numberAt + 4, numberAt + 20),
  );
  packet[0]! ^= mask[0]! & 0x0f;
  packet[numberAt]! ^= mask[1]!;
  packet[numberAt + 1]! ^= mask[2]!;
  return packet;
}

function crypto(bytes: Buffer, from: number, to: number): Buffer {
  return Buffer.concat([
    Buffer.from([6]),
    u16(0x4000 | from),
    u16(0x4000 | (to - from)),
    bytes.subarray(from, to),
  ]);
}

function flowOf(talks: readonly Talk[]): CaptureFlow {
  const server = { address: '192.0.2.44', port: 443 };
  const { flows } = readCapture(pcapFile(datagrams(talks, { server })));
  expect(flows).toHaveLength(1);
  return flows[0]!;
}

describe('QUIC', () => {
  it.each([
    ['1', V1],
    ['2', V2],
  ])('of version %s shows its hello, which is spread over packets in any order', (_, version) => {
    const parts = [crypto(hello, 700, hello.length), Buffer.from([1]), crypto(hello, 0, 300)];
    const second = crypto(hello, 300, 700);
    const answered = serverHello(0x1302, [[43, u16(0x0304)]]);
    const flow = flowOf([
      { by: 'client', bytes: initialPacket('client', 0, Buffer.concat(parts), version) },
      { by: 'client', bytes: initialPacket('client', 1, second, version) },
      { by: 'server', bytes: initialPacket('server', 0, crypto(answered, 0, answered.length), version) },
    ]);
    expect(flow).toMatchObject({
      application: 'quic',
      quic: { version },
      tls: { serverName: 'quic.example', offeredAlpn: ['h3'], version: 0x0304, cipher: 0x1302 },
      sent: { verdict: { kind: 'protocol', name: 'quic' } },
    });
    expect(flow.tls?.ja4).toMatch(/^q13d0204h3_/);
  });

  it('whose first packets cannot be read is still known by their form', () => {
    const packet = initialPacket('client', 0, crypto(hello, 0, hello.length));
    packet.writeUInt32BE(0xff0000ab, 1);
    expect(flowOf([{ by: 'client', bytes: packet }])).toMatchObject({ application: 'quic', tls: undefined });
  });

  it('whose beginning was not captured is known by many short headers on its port', () => {
    const short = (seed: number): Talk => {
      const bytes = randomBytes(800, seed);
      bytes[0] = 0x40 | (bytes[0]! & 0x3f);
      return { by: seed % 2 === 0 ? 'client' : 'server', bytes };
    };
    expect(flowOf([1, 2, 3, 4, 5, 6, 7].map(short)).application).toBe('quic');
    expect(flowOf([1, 2, 3].map(short)).application).toBe('unknown');
    expect(
      flowOf([1, 2, 3, 4, 5, 6, 7].map((seed) => ({ by: 'client', bytes: randomBytes(800, seed) })))
        .application,
    ).toBe('unknown');
  });
});
