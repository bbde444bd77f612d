import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { communityId } from '../../event/community-id.ts';
import type { Flow, TlsFacts } from '../../event/event.ts';
import { flow, NOON } from '../../../test/network/flow-facts.ts';
import { FlowTable } from './flow-table.ts';
import type { JoinedFlow } from './joined-flow.ts';

const TLS: TlsFacts = {
  serverName: 'drop.example',
  version: 'TLSv1.2',
  cipher: undefined,
  alpn: undefined,
  ja3: undefined,
  ja3s: undefined,
  ja4: undefined,
  subject: undefined,
  issuer: undefined,
};

function join(...events: readonly Flow[]): readonly JoinedFlow[] {
  const table = new FlowTable({ limit: 1000 });
  for (const event of events) table.add(event);
  return table.resolve().flows;
}

describe('flows of one sensor', () => {
  it('meet by their id: conn, ssl and http of Zeek are one flow', () => {
    const flows = join(
      flow({ flowId: 'C1', bytesOut: 5000, bytesIn: 300, end: NOON + 60_000, established: true }),
      flow({
        flowId: 'C1',
        code: 'ssl',
        time: NOON + 40,
        service: 'tls',
        tls: TLS,
        destinationName: 'drop.example',
      }),
    );
    expect(flows).toHaveLength(1);
    expect(flows[0]).toMatchObject({
      start: NOON,
      end: NOON + 60_000,
      bytesOut: 5000,
      service: 'tls',
      destinationName: 'drop.example',
      established: true,
      tls: { serverName: 'drop.example' },
      sensors: ['zeek'],
    });
  });

  it('keep apart what one id was given twice', () => {
    expect(join(flow({ flowId: '7' }), flow({ flowId: '7', sourcePort: 50_999 }))).toHaveLength(2);
  });

  it('take a record that lacks ports into the flow of its id', () => {
    const payloadOut = { length: 4096, entropy: 7.95, chiSquare: undefined, verdict: 'unknown' };
    const flows = join(
      flow({ flowId: 'C1', code: 'files', protocol: '', sourcePort: 0, destinationPort: 0, payloadOut }),
      flow({ flowId: 'C1', bytesOut: 4200 }),
    );
    expect(flows).toHaveLength(1);
    expect(flows[0]).toMatchObject({ protocol: 'tcp', destinationPort: 443, bytesOut: 4200, payloadOut });
  });

  it('without an id meet by tuple and time; a tuple used again later is another flow', () => {
    const packet = { sensor: 'firewall', code: 'netfilter' } as const;
    const flows = join(
      flow({ ...packet }),
      flow({ ...packet, time: NOON + 90_000 }),
      flow({ ...packet, time: NOON + 600_000 }),
    );
    expect(flows.map(({ start }) => start - NOON)).toEqual([0, 600_000]);
  });

  it('pair the halves of NetFlow and add up their pieces, repeated ones once', () => {
    const half = { sensor: 'netflow', code: 'flow', wireBytes: true, host: 'router' } as const;
    const out = flow({ ...half, bytesOut: 1000, end: NOON + 60_000 });
    const back = flow({ ...half, bytesIn: 300, time: NOON + 10, end: NOON + 60_000 });
    const more = flow({ ...half, bytesOut: 500, time: NOON + 60_000, end: NOON + 90_000 });
    const flows = join(out, back, more, out, more);
    expect(flows).toHaveLength(1);
    expect(flows[0]).toMatchObject({
      bytesOut: 1500,
      bytesIn: 300,
      wireBytes: true,
      sourceAddress: '10.0.0.5',
    });
  });

  it('believe whoever followed the connection over whoever guessed who opened it', () => {
    const guessed = flow({
      sensor: 'suricata',
      code: 'fileinfo',
      flowId: '9',
      sourceAddress: '203.0.113.9',
      sourcePort: 4444,
      destinationAddress: '10.0.0.5',
      destinationPort: 4445,
    });
    const followed = flow({
      sensor: 'suricata',
      code: 'flow',
      flowId: '9',
      sourcePort: 4445,
      destinationPort: 4444,
    });
    expect(join(guessed, followed)[0]).toMatchObject({ sourceAddress: '10.0.0.5', sourcePort: 4445 });
  });

  it('without the client port each request stays one, and a repeated record is the same', () => {
    const request = flow({
      sensor: 'proxy',
      code: 'squid',
      sourcePort: 0,
      destinationAddress: '',
      destinationName: 'a.example',
    });
    expect(join(request, { ...request, place: { source: 'copy', offset: 9, length: 1 } })).toHaveLength(1);
    expect(join(request, { ...request, time: NOON + 1 })).toHaveLength(2);
  });
});

describe('flows of several sensors', () => {
  const zeek = flow({ flowId: 'C1', bytesOut: 5000, bytesIn: 300, established: true, end: NOON + 60_000 });

  it('meet by their tuple, either direction, and each adds what it knows', () => {
    const netflow = flow({
      sensor: 'netflow',
      code: 'flow',
      host: 'router',
      bytesOut: 6000,
      wireBytes: true,
      time: NOON + 400,
    });
    const suricata = flow({
      sensor: 'suricata',
      code: 'tls',
      host: 'ids',
      flowId: '1',
      tls: { ...TLS, ja4: 't13d...' },
    });
    const flows = join(zeek, netflow, suricata);
    expect(flows).toHaveLength(1);
    expect(flows[0]).toMatchObject({
      bytesOut: 5000,
      wireBytes: false,
      tls: { ja4: 't13d...' },
      sensors: ['netflow', 'suricata', 'zeek'],
    });
  });

  it('measure how far their clocks are apart', () => {
    const late = 3 * 3_600_000 + 120;
    const pairs = [1, 2, 3, 4].flatMap((n) => [
      flow({ flowId: `C${n}`, sourcePort: 50_000 + n, time: NOON + n * 1000 }),
      flow({
        sensor: 'firewall',
        code: 'TRAFFIC',
        host: 'fw',
        flowId: `${n}`,
        sourcePort: 50_000 + n,
        time: NOON + n * 1000 + late,
        bytesOut: n,
        wireBytes: true,
      }),
    ]);
    const table = new FlowTable({ limit: 100 });
    for (const event of pairs) table.add(event);
    const { flows, clocks } = table.resolve();
    expect(flows).toHaveLength(4);
    expect(flows.map(({ bytesOut }) => bytesOut)).toEqual([1, 2, 3, 4]);
    expect(clocks).toEqual([
      { sensor: 'firewall', host: 'fw', against: 'zeek of sensor1', offset: late, samples: 4 },
    ]);
  });

  it('are not joined over hours where nothing measures the clocks', () => {
    const other = flow({
      sensor: 'suricata',
      code: 'flow',
      host: 'ids',
      flowId: '1',
      time: NOON + 2.1 * 3_600_000,
    });
    expect(join(zeek, other)).toHaveLength(2);
  });

  it('meet on both sides of a translation', () => {
    const firewall = flow({
      sensor: 'firewall',
      code: 'TRAFFIC',
      host: 'fw',
      flowId: 's1',
      bytesOut: 5600,
      wireBytes: true,
      translatedSource: '198.51.100.7',
      translatedSourcePort: 22_814,
    });
    const outside = flow({
      ...zeek,
      sourceAddress: '198.51.100.7',
      sourcePort: 22_814,
      service: 'tls',
      tls: TLS,
    });
    const flows = join(firewall, outside);
    expect(flows).toHaveLength(1);
    expect(flows[0]).toMatchObject({
      sourceAddress: '10.0.0.5',
      sourcePort: 50_123,
      bytesOut: 5000,
      wireBytes: false,
      service: 'tls',
      translatedSource: '198.51.100.7',
      sensors: ['firewall', 'zeek'],
    });
  });

  it('give a record that has nothing but a Community ID to the flow of that id', () => {
    const id = communityId({
      protocol: 6,
      sourceAddress: '10.0.0.5',
      sourcePort: 50_123,
      destinationAddress: '203.0.113.9',
      destinationPort: 443,
    });
    const bare = flow({
      sensor: 'suricata',
      code: 'tls',
      sourceAddress: '',
      destinationAddress: '',
      sourcePort: 0,
      destinationPort: 0,
      communityId: id,
      tls: TLS,
    });
    const flows = join(bare, zeek);
    expect(flows).toHaveLength(1);
    expect(flows[0]?.tls?.serverName).toBe('drop.example');
  });
});

describe('the table', () => {
  it('keeps no more than its limit and counts the rest', () => {
    const table = new FlowTable({ limit: 10 });
    for (let port = 1; port <= 25; port++) table.add(flow({ sourcePort: port }));
    expect(table.resolve().flows).toHaveLength(10);
    expect(table.dropped).toBe(15);
  });

  const anyFlow = fc
    .record({
      time: fc.integer({ min: 0, max: 400 }).map((n) => NOON + n * 1000),
      length: fc.option(fc.integer({ min: 0, max: 200_000 })),
      sensor: fc.constantFrom('zeek', 'suricata', 'netflow', 'firewall', 'proxy'),
      flowId: fc.option(fc.constantFrom('a', 'b', 'c')),
      sourcePort: fc.constantFrom(0, 50_001, 50_002, 443),
      destinationPort: fc.constantFrom(443, 80, 50_001),
      turned: fc.boolean(),
      bytes: fc.option(fc.integer({ min: 0, max: 9 })),
      service: fc.option(fc.constantFrom('tls', 'http', 'none', 'x')),
      name: fc.option(fc.constantFrom('a.example', 'b.example')),
      nat: fc.option(fc.constantFrom(50_001, 50_002)),
      offset: fc.integer({ min: 0, max: 5 }),
    })
    .map((one): Flow => {
      const facts = flow({
        time: one.time,
        end: one.length === null ? undefined : one.time + one.length,
        sensor: one.sensor,
        code: one.sensor === 'netflow' ? 'flow' : 'conn',
        flowId: one.flowId ?? undefined,
        sourcePort: one.sourcePort,
        destinationPort: one.destinationPort,
        bytesOut: one.bytes ?? undefined,
        service: one.service ?? undefined,
        destinationName: one.name ?? undefined,
        translatedSource: one.nat === null ? undefined : '10.0.0.5',
        translatedSourcePort: one.nat ?? undefined,
        place: { source: one.sensor, offset: one.offset, length: 1 },
      });
      if (!one.turned) return facts;
      const { sourceAddress, destinationAddress } = facts;
      return { ...facts, sourceAddress: destinationAddress, destinationAddress: sourceAddress };
    });

  it('gives the same flows for the same records in any order, repeated or not', () => {
    fc.assert(
      fc.property(fc.array(anyFlow, { maxLength: 24 }), fc.infiniteStream(fc.nat()), (events, numbers) => {
        const shuffled = [...events, ...events.slice(0, 5)]
          .map((event) => ({ event, rank: numbers.next().value ?? 0 }))
          .sort((a, b) => a.rank - b.rank)
          .map(({ event }) => event);
        expect(join(...shuffled)).toEqual(join(...events));
      }),
      { numRuns: 300 },
    );
  });
});
