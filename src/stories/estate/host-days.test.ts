import { describe, expect, it } from 'vitest';
import { renderersFor } from '../render/renderers.ts';
import { resolveStory } from '../resolve-story.ts';
import { checkStory } from '../story-check.ts';
import { estateHosts } from './estate-host.ts';
import { hostDays } from './host-days.ts';
import { ESTATE_ROLES } from './roles.ts';

const SIZE = { hosts: 40, seed: 7 };

describe('a simulated estate', () => {
  it('has every role in its share, and hosts that are all different', () => {
    const hosts = estateHosts({ hosts: 2_000, seed: 1 });
    expect(hosts.length).toBe(2_000);
    expect(new Set(hosts.map(({ name }) => name)).size).toBe(hosts.length);
    expect(new Set(hosts.map(({ address }) => address)).size).toBe(hosts.length);
    const total = ESTATE_ROLES.reduce((sum, { share }) => sum + share, 0);
    for (const role of ESTATE_ROLES) {
      const count = hosts.filter((host) => host.role === role).length;
      expect(Math.abs(count - (role.share / total) * hosts.length)).toBeLessThanOrEqual(1);
    }
  });

  it('gives every habit of a role to somebody', () => {
    const hosts = estateHosts({ hosts: 2_000, seed: 3 });
    for (const role of ESTATE_ROLES)
      for (const habit of role.habits)
        expect(
          hosts.some((host) => host.role === role && host.habits.has(habit.id)),
          `${role.id}: ${habit.id}`,
        ).toBe(true);
  });

  it('knows the shapes it names', () => {
    for (const host of estateHosts({ hosts: 400, seed: 2 })) {
      const story = hostDays(host, { from: 0, until: 1 }, 2);
      expect(renderersFor(story).map(({ id }) => id)).toContain(host.shape);
    }
  });

  it('is the same for the same numbers, and another for others', () => {
    const days = (seed: number): string[] =>
      estateHosts({ ...SIZE, seed }).map((host) =>
        JSON.stringify(hostDays(host, { from: 3, until: 4 }, seed).steps),
      );
    expect(days(7)).toEqual(days(7));
    expect(days(7)).not.toEqual(days(8));
  });

  it.each(
    estateHosts(SIZE).filter(({ role }, index, all) => all.findIndex((one) => one.role === role) === index),
  )('tells a story without a fault of $name', (host) => {
    const story = hostDays(host, { from: 0, until: 7 }, 7);
    expect(checkStory(story)).toEqual([]);
    const { acts } = resolveStory(story);
    expect(acts.length).toBeGreaterThan(50);
    const outbound = acts.filter((act) => act.kind === 'connection');
    expect(outbound.length).toBeGreaterThan(20);
  });

  it('tells of the same day alike, whichever days are asked for', () => {
    const [host] = estateHosts(SIZE);
    if (host === undefined) throw new Error('no host');
    const day = (from: number, until: number): string[] =>
      resolveStory(hostDays(host, { from, until }, 7))
        .acts.filter((act) => act.kind === 'connection')
        .map((act) => `${act.time} ${act.kind === 'connection' ? act.remoteAddress : ''}`)
        .filter((text) => Number(text.split(' ')[0]) < Date.parse('2026-03-04T00:00:00Z'))
        .filter((text) => Number(text.split(' ')[0]) >= Date.parse('2026-03-03T00:00:00Z'));
    expect(day(0, 3)).toEqual(day(1, 2));
  });

  it('rests at weekends where people work', () => {
    const host = estateHosts(SIZE).find(({ role }) => role.id === 'win-desk');
    if (host === undefined) throw new Error('no desk');
    const connections = (from: number): number =>
      hostDays(host, { from, until: from + 1 }, 7).steps.filter(({ connect }) => connect !== undefined)
        .length;
    expect(connections(5)).toBeLessThan(connections(4) / 2);
  });
});
