import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { decodeInPieces } from '../../../test/recording-sink.ts';
import { detectFormat } from '../registry.ts';
import { aslFormat } from './asl-format.ts';

/** A log of two records laid out like plaso's 2019.09.26.asl: shared strings first, short ones in their reference. */
function log(): Buffer {
  const header = Buffer.alloc(80);
  header.write('ASL DB');
  header.writeUInt32BE(2, 12);
  const host = string('Anns-MacBook-Pro');
  const message = string('a message that is long');
  const first = 80 + host.length + message.length;
  const second = first + 120;
  header.writeUInt32BE(first, 20);
  const records = [record(second, 80, 80 + host.length), record(0, 80, 80 + host.length)];
  return Buffer.concat([header, host, message, ...records]);
}

function string(text: string): Buffer {
  const bytes = Buffer.alloc(6 + text.length + 1);
  bytes.writeUInt16BE(1, 0);
  bytes.writeUInt32BE(text.length + 1, 2);
  bytes.write(text, 6);
  return bytes;
}

function record(next: number, host: number, message: number): Buffer {
  const bytes = Buffer.alloc(120);
  bytes.writeUInt32BE(114, 2);
  bytes.writeUInt32BE(next, 10);
  bytes.writeUInt32BE(1_569_451_816, 26);
  bytes.writeUInt32BE(6_304_000, 30);
  bytes.writeUInt32BE(55, 38);
  bytes.writeUInt32BE(host, 72);
  bytes.writeUInt8(0x86, 76);
  bytes.write('powerd', 77);
  bytes.writeUInt32BE(message, 96);
  return bytes;
}

function decode(bytes: Buffer, cuts: number[] = []): ReturnType<typeof decodeInPieces> {
  return decodeInPieces((source, to) => aslFormat.open(source, to), bytes, cuts);
}

describe('Apple System Log', () => {
  it('is known by its magic', () => expect(detectFormat(log())?.id).toBe('asl'));

  it('gives its records along their chain, however the bytes come', () => {
    const message = {
      pid: 55,
      host: 'Anns-MacBook-Pro',
      sender: 'powerd',
      message: 'a message that is long',
    };
    fc.assert(
      fc.property(fc.array(fc.nat(400), { maxLength: 4 }), (cuts) => {
        const sink = decode(log(), cuts);
        expect(sink.values).toMatchObject([message, message]);
        expect(sink.reasons).toEqual([]);
      }),
    );
    expect(decode(log()).values[0]).toMatchObject({ time: 1_569_451_816_006.304 });
  });

  it('reports a chain that leads out of the log or round in circles', () => {
    const circle = log();
    circle.writeUInt32BE(circle.readUInt32BE(20), circle.readUInt32BE(20) + 10);
    expect(decode(circle).records).toHaveLength(1);
    expect(decode(circle).rejected).toHaveLength(1);
    expect(decode(log().subarray(0, 200)).rejected).toMatchObject([{ reason: 'truncated' }]);
    expect(decode(log().subarray(0, 40)).rejected).toMatchObject([{ reason: 'truncated' }]);
  });

  it('survives any change of its bytes', () => {
    const whole = log();
    fc.assert(
      fc.property(fc.array(fc.tuple(fc.nat(whole.length - 1), fc.nat(255)), { maxLength: 8 }), (changes) => {
        const bytes = Buffer.from(whole);
        for (const [at, value] of changes) bytes[at] = value;
        expect(decode(bytes).records.length).toBeLessThanOrEqual(8);
      }),
    );
  });
});
