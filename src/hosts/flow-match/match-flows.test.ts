import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Connection, Flow } from '../../event/event.ts';
import { audited, connection, flow, NOON } from '../../../test/network/flow-facts.ts';
import { FlowTable } from './flow-table.ts';
import type { FlowMatch } from './flow-match.ts';
import { HostAddressBook } from './host-address-book.ts';
import type { JoinedFlow } from './joined-flow.ts';
import { matchFlows } from './match-flows.ts';
import type { FlowAttribution } from './match-flows.ts';

function joined(...events: readonly Flow[]): readonly JoinedFlow[] {
  const table = new FlowTable({ limit: 1000 });
  for (const event of events) table.add(event);
  return table.resolve().flows;
}

function match(
  connections: readonly Connection[],
  flows: readonly JoinedFlow[],
  addresses: HostAddressBook = new HostAddressBook(),
): FlowAttribution {
  for (const one of connections) addresses.addConnection(one);
  return matchFlows(connections, flows, { addresses });
}

function only(attribution: FlowAttribution): FlowMatch {
  const [first, ...others] = attribution.connections.flatMap(({ matches }) => matches);
  if (first === undefined || others.length > 0) throw new Error(`${others.length} matches too many, or none`);
  return first;
}

describe('a connection whose host knows both ends', () => {
  const seen = flow({ flowId: 'C1', bytesOut: 5000, end: NOON + 60_000 });

  it('is the flow of its 5-tuple and time', () => {
    const found = match([connection({ time: NOON + 1_200 })], joined(seen));
    expect(only(found)).toMatchObject({ how: '5-tuple', confidence: 0.8, flow: { bytesOut: 5000 } });
    expect(found.unowned).toEqual([]);
  });

  it('is found from the called side too', () => {
    const called = connection({
      direction: 'inbound',
      localAddress: '203.0.113.9',
      localPort: 443,
      remoteAddress: '10.0.0.5',
      remotePort: 50_123,
    });
    expect(only(match([called], joined(seen))).confidence).toBe(0.8);
  });

  it('is that of its own time where a port was used again', () => {
    const again = flow({ flowId: 'C2', time: NOON + 3_600_000, bytesOut: 7 });
    const found = match([connection({ time: NOON + 3_600_500 })], joined(seen, again));
    expect(only(found).flow.bytesOut).toBe(7);
    expect(found.unowned.map(({ reason }) => reason)).toEqual(['no-match-in-time']);
  });

  it('is found though the clock of the sensor is wrong by days, which is measured and told', () => {
    const days = 4 * 86_400_000;
    const ports = [50_001, 50_002, 50_003, 50_004, 50_005];
    const flows = ports.map((sourcePort, n) =>
      flow({ flowId: `C${n}`, sourcePort, time: NOON + n * 10_000 }),
    );
    const connections = ports.map((localPort, n) =>
      connection({ localPort, time: NOON + n * 10_000 - days + (n === 2 ? 2_000 : 900), pid: 100 + n }),
    );
    const found = match(connections, joined(...flows));
    expect(found.clocks).toEqual([
      { host: 'ws1', sensor: 'sysmon', offset: 900 - days, samples: 5, spread: 0 },
    ]);
    expect(found.connections.map(({ matches }) => matches[0]?.confidence)).toEqual([0.8, 0.8, 0.8, 0.8, 0.8]);
    expect(found.connections[0]?.matches[0]?.reason).toContain('96 h');
  });

  it('is found by its 5-tuple alone where the clocks cannot be measured, less surely', () => {
    const found = only(match([connection({ time: NOON - 4 * 3_600_000 })], joined(seen)));
    expect(found.confidence).toBe(0.5);
    expect(found.reason).toContain('4 h behind');
  });

  it('is not, where so many connections went there that chance may give it the same port', () => {
    const flows = Array.from({ length: 60 }, (_, n) =>
      flow({ flowId: `C${n}`, sourcePort: 40_000 + n, time: NOON + n * 9000 }),
    );
    const others = Array.from({ length: 60 }, (_, n) =>
      connection({ localPort: 30_000 + n, time: NOON - 10_000_000 }),
    );
    const late = connection({ localPort: 40_007, time: NOON - 50_000_000 });
    expect(match([...others, late], joined(...flows)).connections.flatMap(({ matches }) => matches)).toEqual(
      [],
    );
  });

  it('is found behind a translation that keeps the port', () => {
    const outside = flow({ flowId: 'C1', sourceAddress: '198.51.100.7' });
    const found = only(match([connection()], joined(outside)));
    expect(found).toMatchObject({ confidence: 0.6 });
  });

  it('never equals a flow by what neither says', () => {
    const bare = flow({
      sensor: 'proxy',
      code: 'squid',
      sourcePort: 0,
      destinationPort: 0,
      destinationAddress: '',
    });
    const nothing = connection({ localPort: 0, localAddress: '', remoteAddress: '', remotePort: 0 });
    const noPorts = connection({ localPort: 0, remotePort: 0 });
    expect(match([nothing, noPorts], joined(bare)).connections.flatMap(({ matches }) => matches)).toEqual([]);
  });
});

describe('a connection whose host knows the called end alone', () => {
  const seen = flow({ flowId: 'C1', bytesOut: 5000 });

  it('is the only flow there at that time', () => {
    const addresses = new HostAddressBook();
    addresses.declare('10.0.0.5', 'ws1');
    const found = match([audited({ time: NOON - 3 })], joined(seen), addresses);
    expect(only(found)).toMatchObject({ how: 'destination', confidence: 0.6, flow: { bytesOut: 5000 } });
  });

  it('is less sure where nobody knows whose the source address was', () => {
    expect(only(match([audited()], joined(seen))).confidence).toBe(0.5);
  });

  it('is not a flow of another host', () => {
    const addresses = new HostAddressBook();
    addresses.declare('10.0.0.5', 'ws2');
    const found = match([audited()], joined(seen), addresses);
    expect(found.connections[0]?.matches).toEqual([]);
    expect(found.unowned.map(({ reason }) => reason)).toEqual(['other-host']);
  });

  it('is one of several, none picked in silence, where two processes called it at once', () => {
    const other = flow({ flowId: 'C2', sourcePort: 50_124, time: NOON + 400 });
    const found = match([audited(), audited({ pid: 4712, time: NOON + 500 })], joined(seen, other));
    expect(found.connections.map(({ matches }) => matches.map(({ confidence }) => confidence))).toEqual([
      [0.25, 0.25],
      [0.25, 0.25],
    ]);
    expect(found.unowned.map(({ reason }) => reason)).toEqual(['several-candidates', 'several-candidates']);
  });

  it('keeps its certainty where both connections are of one process', () => {
    const other = flow({ flowId: 'C2', sourcePort: 50_124, time: NOON + 400 });
    const found = match([audited(), audited({ time: NOON + 500 })], joined(seen, other));
    expect(found.connections.flatMap(({ matches }) => matches.map(({ confidence }) => confidence))).toEqual([
      0.5, 0.5, 0.5, 0.5,
    ]);
  });

  it('is not a flow that another process surely has', () => {
    const native = connection({ host: 'ws1', pid: 9, sensor: 'tetragon', platform: 'linux' });
    const found = match([native, audited({ pid: 4712 })], joined(seen));
    expect(found.connections.map(({ connection, matches }) => [connection.pid, matches.length])).toEqual([
      [9, 1],
      [4712, 0],
    ]);
  });

  it('that failed is not one that was answered', () => {
    const answered = joined(flow({ flowId: 'C1', established: true }));
    expect(match([audited({ failed: true })], answered).connections[0]?.matches).toEqual([]);
  });
});

describe('a connection to a proxy', () => {
  const asked = flow({
    sensor: 'proxy',
    code: 'squid',
    host: 'proxy1',
    sourcePort: 0,
    destinationAddress: '',
    destinationName: 'drop.example',
    user: 'jdoe',
    time: NOON + 300,
    bytesIn: 900,
  });
  const toProxy = { remoteAddress: '10.0.0.1', remotePort: 3128 };

  it('led where the proxy says', () => {
    const found = only(match([connection(toProxy)], joined(asked)));
    expect(found).toMatchObject({
      how: 'proxy',
      confidence: 0.5,
      flow: { destinationName: 'drop.example', user: 'jdoe' },
    });
  });

  it('is one of several where other processes of the client used the proxy then', () => {
    const found = match(
      [connection(toProxy), connection({ ...toProxy, localPort: 50_200, pid: 5 })],
      joined(asked),
    );
    expect(found.connections.map(({ matches }) => matches[0]?.confidence)).toEqual([0.25, 0.25]);
  });

  it('a flow of a proxy without the connection of its client is counted as such', () => {
    expect(match([], joined(asked)).unowned.map(({ reason }) => reason)).toEqual(['proxy']);
  });
});

describe('flows without a process', () => {
  it('say why', () => {
    const own = connection({ localPort: 50_999, remoteAddress: '198.51.100.1' });
    const flows = joined(flow({ flowId: 'C1' }), flow({ flowId: 'C2', sourceAddress: '10.0.0.77' }));
    expect(
      match([own], flows)
        .unowned.map(({ reason }) => reason)
        .sort(),
    ).toEqual(['no-endpoint-telemetry', 'no-match']);
  });
});

describe('matching', () => {
  const anyConnection = fc
    .record({
      time: fc.integer({ min: -20, max: 20 }),
      port: fc.constantFrom(0, 50_001, 50_002),
      remotePort: fc.constantFrom(443, 3128),
      pid: fc.option(fc.constantFrom(1, 2)),
      host: fc.constantFrom('a', 'b'),
      offset: fc.nat({ max: 50 }),
    })
    .map(({ time, port, remotePort, pid, host, offset }) =>
      connection({
        host,
        time: NOON + time * 1000,
        localPort: port,
        localAddress: port === 0 ? '' : '10.0.0.5',
        remotePort,
        pid: pid ?? undefined,
        place: { source: host, offset, length: 1 },
      }),
    );
  const anyFlow = fc
    .record({
      time: fc.integer({ min: -20, max: 20 }),
      port: fc.constantFrom(0, 50_001, 50_002, 50_003),
      remotePort: fc.constantFrom(443, 3128),
      id: fc.nat({ max: 9 }),
    })
    .map(({ time, port, remotePort, id }) =>
      flow({
        time: NOON + time * 1000,
        sourcePort: port,
        destinationPort: remotePort,
        flowId: `C${id}`,
        sensor: port === 0 ? 'proxy' : 'zeek',
      }),
    );

  it('does not depend on order or repetition, and accounts for every flow', () => {
    fc.assert(
      fc.property(
        fc.array(anyConnection, { maxLength: 8 }),
        fc.array(anyFlow, { maxLength: 8 }),
        (connections, events) => {
          const flows = joined(...events);
          const found = match(connections, flows);
          const again = match(connections.toReversed(), flows.toReversed());
          const summary = ({ connections, unowned }: FlowAttribution): string[] => [
            ...connections
              .map(({ connection, matches }) =>
                JSON.stringify([connection, matches.map((one) => [one.flow.id, one.confidence])]),
              )
              .sort(),
            ...unowned.map(({ flow, reason }) => `${flow.id} ${reason}`).sort(),
          ];
          expect(summary(again)).toEqual(summary(found));
          const owned = new Set(
            found.connections.flatMap(({ matches }) =>
              matches.filter((one) => one.confidence >= 0.4).map((one) => one.flow),
            ),
          );
          expect(owned.size + found.unowned.length).toBe(flows.length);
        },
      ),
      { numRuns: 300 },
    );
  });
});
