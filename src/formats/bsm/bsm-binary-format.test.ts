import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  argument,
  execArguments,
  identity,
  path,
  record,
  returned,
  socket,
  subject,
  text,
  u16,
  u32,
  u8,
} from '../../../test/macos/bsm-bytes.ts';
import { decodeInPieces } from '../../../test/recording-sink.ts';
import { detectFormat } from '../registry.ts';
import { bsmBinaryFormat } from './bsm-binary-format.ts';

const EXEC = record(23, [
  execArguments(['openssl', 'enc', '-in', 'größe']),
  path('/usr/bin/openssl'),
  path('/usr/bin/openssl'),
  subject(501, 501, 1234, 100_005),
  returned(0),
  identity(1, 'com.apple.openssl', ''),
]);
const CONNECT = record(32, [
  argument(1, 3, 'fd'),
  socket([203, 0, 113, 9], 443),
  subject(501, 501, 1234, 9),
  returned(150),
]);
const FILE = Buffer.concat([u8(0x11), u32(1), u32(2), u16(13), Buffer.from('/var/audit/x\0')]);

function decode(bytes: Buffer, cuts: number[] = []): ReturnType<typeof decodeInPieces> {
  return decodeInPieces((source, to) => bsmBinaryFormat.open(source, to), bytes, cuts);
}

describe('binary audit trail', () => {
  it('is known by a header whose trailer repeats its size', () => {
    expect(detectFormat(EXEC)?.id).toBe('bsm');
    expect(detectFormat(Buffer.concat([FILE, CONNECT]))?.id).toBe('bsm');
    expect(bsmBinaryFormat.sniff(Buffer.from([0x14, 0, 0, 0, 40, 11, ...Buffer.alloc(60)]))).toBe(false);
  });

  it('gives what a record tells', () => {
    const sink = decode(Buffer.concat([FILE, EXEC, CONNECT, FILE]));
    expect(sink.reasons).toEqual([]);
    expect(sink.values).toMatchObject([
      {
        event: '23',
        time: 1_707_235_294_431,
        arguments: ['openssl', 'enc', '-in', 'größe'],
        paths: ['/usr/bin/openssl', '/usr/bin/openssl'],
        subject: { auditUser: '501', user: '501', pid: 1234, session: '100005' },
        outcome: 'success',
        signer: { type: 1, identifier: 'com.apple.openssl', team: '' },
      },
      {
        event: '32',
        socket: { address: '203.0.113.9', port: 443 },
        outcome: 'pending',
        values: new Map([[1, 3]]),
      },
    ]);
    expect(sink.records[1]).toMatchObject({ offset: FILE.length + EXEC.length, length: CONNECT.length });
  });

  it('reports bytes that belong to no record and goes on behind them', () => {
    const sink = decode(Buffer.concat([EXEC, Buffer.from('garbage'), CONNECT, EXEC.subarray(0, 40)]));
    expect(sink.values).toHaveLength(2);
    expect(sink.reasons).toEqual([
      `audit-broken@${EXEC.length}+7`,
      `truncated@${EXEC.length + 7 + CONNECT.length}+40`,
    ]);
  });

  it('reports a record with a token it does not know', () => {
    const odd = record(1, [u8(0xfa, 1, 2, 3)]);
    const sink = decode(Buffer.concat([odd, EXEC]));
    expect(sink.reasons).toEqual([`audit-broken@0+${odd.length}`]);
    expect(sink.values).toHaveLength(1);
  });

  it('is the same however the bytes come, and never throws', () => {
    const part = fc.oneof(
      fc.constantFrom(EXEC, CONNECT, FILE, record(1, [text('x')])),
      fc.uint8Array({ maxLength: 40 }).map((bytes) => Buffer.from(bytes)),
    );
    fc.assert(
      fc.property(
        fc.array(part, { maxLength: 6 }),
        fc.array(fc.nat(900), { maxLength: 6 }),
        (parts, cuts) => {
          const bytes = Buffer.concat(parts);
          const whole = decode(bytes);
          const pieces = decode(bytes, cuts);
          expect(pieces.records).toEqual(whole.records);
          expect(pieces.reasons).toEqual(whole.reasons);
        },
      ),
    );
  });

  it('survives any change of a byte', () => {
    fc.assert(
      fc.property(fc.nat(EXEC.length - 1), fc.nat(255), (at, value) => {
        const bytes = Buffer.from(EXEC);
        bytes[at] = value;
        const sink = decode(bytes);
        expect(sink.records.length + sink.rejected.length).toBeGreaterThan(0);
      }),
    );
  });
});
