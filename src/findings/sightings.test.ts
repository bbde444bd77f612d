import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { HOUR, MINUTE, T0 } from '../../test/host-events.ts';
import { egress, hostView, observed, process } from '../../test/host-view.ts';
import { finding, named } from '../../test/judge-view.ts';
import { an1389 } from '../analytics/an1389.ts';
import type { Egress } from '../analytics/host-view.ts';
import type { HostView } from '../analytics/host-view.ts';
import type { Sighting } from '../baseline/learning/sighting.ts';
import { NO_NORMALITY, NO_SITE } from '../../test/no-normality.ts';
import { judge } from './judge.ts';
import { DEFAULT_PARAMETERS } from './parameters.ts';
import { egressHours } from './egress-hours.ts';
import { sightingsOf } from './sightings.ts';

const { correlationWindow } = DEFAULT_PARAMETERS;

function learned(view: Partial<HostView>): Sighting[] {
  const whole = hostView(view);
  const judged = an1389.candidates(whole, correlationWindow).map((candidate) => ({
    candidate,
    finding: judge(candidate, an1389, {
      parameters: DEFAULT_PARAMETERS,
      site: NO_SITE,
      normality: NO_NORMALITY,
      redact: { commandLine: (text) => text, layers: ({ layers }) => layers },
    }),
  }));
  return sightingsOf({ view: whole, judged }, { correlationWindow, groupOf: () => 'office' });
}

const agent = process({ image: 'C:\\Program Files\\Vendor\\agent.exe', user: 'CORP\\anna' });
const place = named('updates.vendor.example');

describe('what is learned of a host', () => {
  it('is every external egress, not only those with a finding', () => {
    const [one, ...rest] = learned({ egresses: [egress(agent, place)] });
    expect(rest).toEqual([]);
    expect(one).toMatchObject({
      host: 'ws1',
      group: 'office',
      user: 'corp\\anna',
      destination: 'name:vendor.example',
      port: 443,
      suspicion: undefined,
    });
  });

  it('adds up what several processes of one program sent in one hour', () => {
    const other = process({ image: agent.image, user: agent.user });
    const egresses = [
      egress(agent, { ...place, bytesOut: 1_000 }),
      egress(other, { ...place, bytesOut: 500, connections: 3 }),
    ];
    expect(learned({ egresses })).toMatchObject([{ connections: 4, bytesOut: 1_500 }]);
    expect(learned({ egresses: egresses.toReversed() })).toMatchObject([{ connections: 4, bytesOut: 1_500 }]);
  });

  it('is suspicious where the process encrypted, and where a finding is open', () => {
    const sending = egress(agent, place);
    expect(learned({ egresses: [sending], operations: [observed(agent)] })).toMatchObject([
      { suspicion: 'encryption' },
    ]);
    expect(finding(sending, [observed(agent)]).level).not.toBe('info');
  });

  it.each(['NT AUTHORITY\\SYSTEM', 'AUTORITE NT\\Système', 'root', 'CORP\\WS1$'])(
    'names no person for %s',
    (user) => {
      const service = process({ image: agent.image, user });
      expect(learned({ egresses: [egress(service, place)] })).toMatchObject([{ user: undefined }]);
    },
  );
});

describe('hours of an egress', () => {
  const arbitraryEgress = fc
    .record({
      offsets: fc.uniqueArray(fc.integer({ min: 0, max: 40 * HOUR }), { minLength: 1, maxLength: 60 }),
      unkept: fc.nat(100),
      bytes: fc.option(fc.nat(10_000_000), { nil: undefined }),
    })
    .map(({ offsets, unkept, bytes }): Egress => {
      const times = offsets.toSorted((a, b) => a - b).map((offset) => T0 + offset);
      const connections = times.length + unkept;
      const [first = T0] = times;
      return egress(agent, { times, first, last: T0 + 40 * HOUR + MINUTE, connections, bytesOut: bytes });
    });

  it('hold all its connections and bytes, each inside its hour, in order', () => {
    fc.assert(
      fc.property(arbitraryEgress, (one) => {
        const hours = egressHours(one);
        expect(hours.reduce((sum, { connections }) => sum + connections, 0)).toBe(one.connections);
        const bytes = hours.reduce((sum, { bytesOut }) => sum + (bytesOut ?? 0), 0);
        expect(Math.abs(bytes - (one.bytesOut ?? 0))).toBeLessThanOrEqual(hours.length);
        for (const { hour, first, last } of hours) {
          expect(Math.floor(first / HOUR)).toBe(hour);
          expect(Math.floor(last / HOUR)).toBe(hour);
        }
        expect(hours.map(({ hour }) => hour)).toEqual(
          hours.map(({ hour }) => hour).toSorted((a, b) => a - b),
        );
      }),
    );
  });
});
