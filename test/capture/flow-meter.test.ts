import { describe, expect, it } from 'vitest';
import { pcapFile } from './capture-files.ts';
import type { TimedFrame } from './packets.ts';
import {
  ACK,
  CLIENT,
  conversation,
  datagrams,
  EPOCH,
  ethernet,
  ip,
  randomBytes,
  RST,
  SERVER,
  tcpSegment,
} from './packets.ts';
import { readCapture } from './read-capture.ts';

const SECOND = 1_000_000;

function frame(
  from: typeof CLIENT,
  to: typeof CLIENT,
  flags: number,
  sequence: number,
  time: number,
  payload = '',
): TimedFrame {
  return { bytes: ethernet(ip(from, to, 6, tcpSegment(from, to, flags, sequence, payload))), time };
}

describe('a flow ends', () => {
  const talk = [{ by: 'client', bytes: 'hello' }] as const;

  it('when both sides closed it, a little later', () => {
    const later = datagrams([{ by: 'client', bytes: 'x' }], { time: EPOCH + 60 * SECOND });
    const { flows } = readCapture(pcapFile([...conversation(talk), ...later]));
    expect(flows.map(({ ended }) => ended)).toEqual(['closed', 'capture-end']);
  });

  it('when it was reset', () => {
    const frames = [...conversation(talk, { close: false }), frame(SERVER, CLIENT, RST, 1, EPOCH + SECOND)];
    const later = datagrams([{ by: 'client', bytes: 'x' }], { time: EPOCH + 60 * SECOND });
    const [flow] = readCapture(pcapFile([...frames, ...later])).flows;
    expect(flow).toMatchObject({ ended: 'reset', history: 'ShADr' });
  });

  it('when it fell silent, so that a late packet begins another', () => {
    const late = frame(CLIENT, SERVER, ACK, 1006, EPOCH + 400 * SECOND, 'more');
    const { flows } = readCapture(pcapFile([...conversation(talk, { close: false }), late]));
    expect(flows).toMatchObject([
      { ended: 'idle', fromStart: true, sent: { payloadBytes: 5 } },
      { ended: 'capture-end', fromStart: false, initiatorBy: 'first-packet', sent: { payloadBytes: 4 } },
    ]);
  });

  it('when its ports are used again', () => {
    const again = conversation(talk, { time: EPOCH + SECOND });
    const moved = again.map(({ bytes, time }) => {
      const copy = Buffer.from(bytes);
      copy.writeUInt32BE(copy.readUInt32BE(38) + 900_000, 38);
      return { bytes: copy, time };
    });
    const { flows } = readCapture(pcapFile([...conversation(talk, { close: false }), ...moved]));
    expect(flows).toMatchObject([
      { ended: 'reused', sent: { payloadBytes: 5 } },
      { sent: { payloadBytes: 5 } },
    ]);
  });

  it('not when a SYN is sent again', () => {
    const [syn, ...rest] = conversation(talk);
    const { flows } = readCapture(pcapFile([syn!, syn!, ...rest]));
    expect(flows).toMatchObject([{ sent: { packets: 6, payloadBytes: 5 } }]);
  });

  it('in parts when it lasts, each with its own counts', () => {
    const seconds = Array.from({ length: 240 }, (_, i) =>
      frame(CLIENT, SERVER, ACK, 1001 + i, EPOCH + i * 30 * SECOND, 'x'),
    );
    const open = conversation([], { close: false });
    const { flows } = readCapture(pcapFile([...open, ...seconds]));
    expect(flows.map(({ part, ended }) => [part, ended])).toEqual([
      [0, 'part'],
      [1, 'capture-end'],
    ]);
    expect(flows.reduce((sum, { sent }) => sum + sent.payloadBytes, 0)).toBe(240);
    expect(flows[1]?.start).toBeGreaterThan(flows[0]!.end);
  });

  it('early when too many are open, and that is counted', () => {
    const many = Array.from({ length: 50 }, (_, i) =>
      datagrams([{ by: 'client', bytes: 'x' }], {
        client: { ...CLIENT, port: 2000 + i },
        time: EPOCH + i * 1000,
      }),
    );
    const { flows, counts } = readCapture(pcapFile(many.flat()), [], { maxFlows: 10 });
    expect(counts).toMatchObject({ flows: 50, evicted: 40 });
    expect(flows.map(({ initiatorPort }) => initiatorPort)).toEqual(
      Array.from({ length: 50 }, (_, i) => 2000 + i),
    );
    expect(flows.slice(0, 40).every(({ ended }) => ended === 'evicted')).toBe(true);
  });

  it('does not end when a clock goes back a little', () => {
    const frames = conversation([{ by: 'client', bytes: randomBytes(9000) }]);
    const jumbled = frames.map((one, i) => (i % 3 === 2 ? { ...one, time: one.time - 1500 } : one));
    const { flows } = readCapture(pcapFile(jumbled));
    expect(flows).toMatchObject([{ sent: { payloadBytes: 9000 } }]);
  });
});

describe('who began a flow', () => {
  const request = { by: 'client', bytes: 'GET / HTTP/1.1\r\nHost: a.example\r\n\r\n' } as const;
  const answer = { by: 'server', bytes: 'HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok' } as const;

  it('is known by the SYN, even when the answer to it comes first', () => {
    const [syn, synAck, ...rest] = conversation([request]);
    const { flows } = readCapture(pcapFile([synAck!, syn!, ...rest]));
    expect(flows).toMatchObject([{ initiatorPort: 40_000, initiatorBy: 'syn', sent: { payloadBytes: 35 } }]);
  });

  it('is told by the request, where the beginning was not captured', () => {
    const { flows } = readCapture(pcapFile(conversation([answer, request], { open: false, close: false })));
    expect(flows).toMatchObject([{ initiatorPort: 40_000, initiatorBy: 'handshake', application: 'http' }]);
  });

  it('is told by the lower port where nothing else tells', () => {
    const server = { ...SERVER, port: 443 };
    const talks = [{ by: 'server', bytes: randomBytes(100) }] as const;
    const { flows } = readCapture(pcapFile(conversation(talks, { server, open: false, close: false })));
    expect(flows).toMatchObject([{ initiatorPort: 40_000, initiatorBy: 'port', fromStart: false }]);
  });
});

describe('memory', () => {
  it('is shared: the oldest long beginnings are shortened, and nothing else changes', () => {
    const streams = Array.from({ length: 150 }, (_, i) =>
      conversation([{ by: 'client', bytes: randomBytes(40_000, i) }], {
        client: { ...CLIENT, port: 10_000 + i },
        time: EPOCH + i,
        close: false,
      }),
    );
    const frames = streams.flat().sort((a, b) => a.time - b.time);
    const rich = readCapture(pcapFile(frames));
    const poor = readCapture(pcapFile(frames), [], { memoryBytes: 4 * 1024 * 1024 });
    expect([rich.counts.shortened, rich.flows.every(({ shortened }) => !shortened)]).toEqual([0, true]);
    expect(poor.counts.shortened).toBeGreaterThan(10);
    expect(poor.flows.filter(({ shortened }) => shortened).length).toBe(poor.counts.shortened);
    for (const [i, flow] of poor.flows.entries()) {
      const same = rich.flows[i]!;
      expect(flow.sent).toMatchObject({ payloadBytes: same.sent.payloadBytes, packets: same.sent.packets });
      if (!flow.shortened) expect(flow).toEqual(same);
    }
  });
});

it('every tuple is a flow of its own', () => {
  const frames = Array.from({ length: 5000 }, (_, i) => ({
    ...datagrams([{ by: 'client', bytes: 'x' }], {
      client: { address: `10.1.${i >> 8}.${i & 255}`, port: 7 },
    })[0]!,
    time: EPOCH + i,
  }));
  const { counts, flows } = readCapture(pcapFile([...frames, ...frames]));
  expect([counts.flows, flows.length, counts.evicted]).toEqual([5000, 5000, 0]);
  expect(flows.every(({ sent, received }) => sent.packets + received.packets === 2)).toBe(true);
});
