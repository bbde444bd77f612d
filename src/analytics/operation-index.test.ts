import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { MINUTE, T0 } from '../../test/host-events.ts';
import { egress, observed, process } from '../../test/host-view.ts';
import { DEFAULT_PARAMETERS } from '../findings/parameters.ts';
import type { Process } from '../hosts/process.ts';
import { Artefacts } from './artefacts.ts';
import type { Egress, ObservedOperation } from './host-view.ts';
import { findLink } from './links.ts';
import { OperationIndex } from './operation-index.ts';

const WINDOWS = DEFAULT_PARAMETERS.correlationWindow;
const IMAGES = [
  '/usr/sbin/sshd',
  '/usr/bin/bash',
  '/usr/bin/curl',
  '/usr/bin/scp',
  '/usr/bin/openssl',
  '/usr/bin/split',
  '/usr/bin/mv',
];
const FILES = [
  '/srv/a.bin',
  '/srv/mya.bin',
  '/srv/x y.7z',
  '/srv/(1).bin',
  '/srv/part.',
  '/srv/part.aa',
  'a.bin',
  '/srv/big.7z',
  '/srv/big.7z.001',
  '.hidden',
  '/srv/-.-',
];
const maybe = <T>(value: fc.Arbitrary<T>): fc.Arbitrary<T | undefined> =>
  fc.option(value, { nil: undefined });
const moment = fc.integer({ min: 0, max: 3_000 }).map((minutes) => T0 + minutes * MINUTE);

const seeds = fc.array(
  fc.record({
    image: fc.constantFrom(...IMAGES),
    parent: maybe(fc.nat({ max: 30 })),
    replaced: maybe(fc.nat({ max: 30 })),
    responsible: maybe(fc.nat({ max: 30 })),
    session: maybe(fc.constantFrom('1', '2', '0x3e7')),
    user: maybe(fc.constantFrom('alice', 'Alice', 'bob', 'SYSTEM')),
    names: fc.array(fc.constantFrom(...FILES), { maxLength: 3 }),
    reads: fc.array(fc.constantFrom(...FILES), { maxLength: 1 }),
    cwd: maybe(fc.constantFrom('/srv', '/home')),
    start: moment,
    connects: maybe(fc.tuple(fc.nat({ max: 90 }), fc.nat({ max: 90 }))),
    encrypts: maybe(fc.tuple(fc.nat({ max: 90 }), fc.array(fc.constantFrom(...FILES), { maxLength: 2 }))),
  }),
  { minLength: 1, maxLength: 30 },
);

describe('the index of encryptions', () => {
  it('finds every tie that looking at each pair finds', () => {
    let ties = 0;
    fc.assert(
      fc.property(seeds, (given) => {
        const processes: Process[] = [];
        const egresses: Egress[] = [];
        const operations: ObservedOperation[] = [];
        for (const {
          image,
          parent,
          replaced,
          responsible,
          names,
          reads,
          connects,
          encrypts,
          start,
          ...more
        } of given) {
          const words = [image.slice(image.lastIndexOf('/') + 1), ...names];
          const one = process({
            ...more,
            platform: 'linux',
            image,
            start,
            firstSeen: start,
            arguments: words,
            commandLine: words.join(' '),
            parent: processes[parent ?? -1],
            replaced: processes[replaced ?? -1],
            responsible: processes[responsible ?? -1],
            reads: new Set(reads),
          });
          processes.push(one);
          if (connects !== undefined) {
            const first = start + connects[0] * MINUTE;
            egresses.push(egress(one, { first, last: first + connects[1] * MINUTE }));
          }
          if (encrypts !== undefined)
            operations.push(observed(one, { outputs: encrypts[1] }, { time: start + encrypts[0] * MINUTE }));
        }
        const artefacts = new Artefacts({ processes, renames: new Map() });
        const index = new OperationIndex(operations, WINDOWS, artefacts);
        for (const sending of egresses) {
          const tied = (one: ObservedOperation): boolean =>
            findLink(sending, one, WINDOWS, artefacts) !== undefined;
          const near = new Set(index.near(sending));
          for (const operation of operations.filter(tied)) {
            ties++;
            expect(near.has(operation)).toBe(true);
          }
        }
      }),
      { numRuns: 400 },
    );
    expect(ties).toBeGreaterThan(500);
  });

  it('leaves out what has nothing in common with the sender', () => {
    const other = process({ platform: 'linux', user: 'bob', session: '2' });
    const sender = process({ platform: 'linux', user: 'alice', session: '1' });
    const operation = observed(other, { outputs: ['/srv/a.bin'] });
    const artefacts = new Artefacts({ processes: [other, sender], renames: new Map() });
    expect(new OperationIndex([operation], WINDOWS, artefacts).near(egress(sender))).toEqual([]);
  });
});
