import { it } from 'vitest';
import { pcapFile, pcapngFile } from './capture-files.ts';
import { conversation, EPOCH, randomBytes } from './packets.ts';
import { readCapture } from './read-capture.ts';
const frames = Array.from({ length: 24 }, (_, i) =>
  conversation(
    [
      { by: 'client', bytes: `GET /${i} HTTP/1.1\r\nHost: h${i}.example\r\n\r\n` },
      { by: 'server', bytes: Buffer.concat([Buffer.from('HTTP/1.1 200 OK\r\n\r\n'), randomBytes(300 + i, i)]) },
    ],
    { client: { address: '10.20.30.5', port: 30_000 + i }, time: EPOCH + i * 1_000_000 },
  ),
).flat();
it('x', () => {
  for (const [n, file] of [['le', pcapFile(frames)], ['be', pcapFile(frames, { littleEndian: false })], ['ng', pcapngFile(frames)]] as const) {
    for (const [at, len, bit] of [[242,0,2],[16622,0,1],[11157,8,0],[9309,1638,0]] as const) {
    const c = Buffer.from(file); if (len) randomBytes(len, at).copy(c, at); else c[at]! ^= 1 << bit;
    const told = readCapture(c);
    let o = n === 'ng' ? 48 : 24, i = 0; while (o < at) { const l: number = n === 'ng' ? file.readUInt32LE(o + 4) : 16 + (n === 'le' ? file.readUInt32LE(o + 8) : file.readUInt32BE(o + 8)); if (o + l > at) break; o += l; i++; }
    console.log(n, at, len, bit, 'flows', told.flows.length, JSON.stringify(told.rejected.map((r) => [r.reason, r.place.offset, r.place.length])), told.counts.frames, frames.length, 'frame', i, 'in', at - o, told.flows.slice(0, 3).map((f) => [f.initiatorPort, f.start, f.ended]));
    }
  }
});
