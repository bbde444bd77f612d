/**
 * A small simulated estate, whole: fourteen days are learned and reviewed, fourteen are judged, some hosts are attacked and
 * some lessons were poisoned before. `node bench/estate.mjs` plays two thousand hosts.
 */
import { fileURLToPath } from 'node:url';
import { beforeAll, describe, expect, it } from 'vitest';
import { Baseline, DEFAULT_BASELINE_SETTINGS } from '../../src/baseline/baseline.ts';
import { DEFAULT_CONFIG } from '../../src/config/default-config.ts';
import type { Finding } from '../../src/findings/finding.ts';
import { newTallyOfLearning } from '../../src/run/learn.ts';
import { planTroubles } from '../../src/run/estate/estate-plan.ts';
import { estateSettings } from '../../src/run/estate/estate-settings.ts';
import { judgeEstateHost, learnEstateHost, NO_TROUBLES } from '../../src/run/estate/play-estate.ts';
import type { HostTroubles } from '../../src/run/estate/play-estate.ts';
import { estateHosts } from '../../src/stories/estate/estate-host.ts';
import { loadStories } from '../../src/stories/load-stories.ts';
import type { StoryVerdict } from '../../src/stories/story-verdict.ts';
import { isAtLeast } from './hunt-label.ts';

const SEED = 11;
const LEARNED = { from: 0, until: 14 };
const JUDGED = { from: 14, until: 28 };
/** Rare acts of people that nothing in the records tells from theft. */
const RARE = new Set(['file-for-partner', 'stores-credential']);

interface Outcome {
  readonly host: string;
  readonly troubles: HostTroubles;
  readonly findings: readonly Finding[];
  readonly verdict: StoryVerdict | undefined;
}

describe('a small estate', () => {
  const outcomes: Outcome[] = [];
  let withheld = 0;
  let reviewed = 0;

  beforeAll(async () => {
    // Without new machines and without what looks like theft to anybody.
    const hosts = estateHosts({ hosts: 16, seed: SEED }).map((host) => ({
      ...host,
      joins: 0,
      habits: new Set([...host.habits].filter((habit) => !RARE.has(habit))),
    }));
    const folder = fileURLToPath(new URL('../../content/stories', import.meta.url));
    const { stories } = await loadStories([folder]);
    const settings = estateSettings(hosts, DEFAULT_CONFIG, []);
    const plan = planTroubles({ hosts, stories, days: JUDGED, seed: SEED, attacks: 6, poisoned: 6 });
    const baseline = new Baseline(DEFAULT_BASELINE_SETTINGS);
    const tally = newTallyOfLearning();
    const game = { settings, seed: SEED };
    const troublesOf = (name: string): HostTroubles => plan.get(name) ?? NO_TROUBLES;
    for (const host of hosts)
      await learnEstateHost(
        host,
        troublesOf(host.name),
        { ...game, days: LEARNED, isReviewed: true },
        { baseline, tally },
      );
    ({ withheld, reviewed } = tally);
    for (const host of hosts) {
      const troubles = troublesOf(host.name);
      const learned = { baseline, version: 'estate' };
      const judged = await judgeEstateHost(host, troubles, { ...game, days: JUDGED, learned });
      outcomes.push({ host: host.name, troubles, ...judged });
    }
  }, 300_000);

  it('is silent where nobody attacks, although some of it encrypts and sends', () => {
    const quiet = outcomes.filter(({ troubles }) => troubles.attack === undefined);
    expect(quiet.length).toBeGreaterThan(4);
    const grave = quiet.flatMap(({ host, findings }) =>
      findings
        .filter(({ level }) => isAtLeast(level, 'medium'))
        .map(({ title, score }) => ({ host, title, score })),
    );
    expect(grave).toEqual([]);
    expect(reviewed).toBeGreaterThan(0);
    expect(withheld).toBe(0);
  });

  it('loses no attack, though the baseline was taught the place of some', () => {
    const attacked = outcomes.flatMap(({ host, troubles: { attack }, verdict }) =>
      attack === undefined || verdict === undefined ? [] : [{ host, attack, verdict }],
    );
    expect(attacked.length).toBeGreaterThan(6);
    expect(attacked.filter(({ attack }) => attack.poisoning !== undefined).length).toBeGreaterThan(1);
    const lost = attacked.flatMap(
      ({ host, attack: { story, poisoning }, verdict: { expectations, failure } }) =>
        failure === undefined && expectations.every(({ state }) => state === 'met')
          ? []
          : [{ host, story: story.id, poisoning, expectations, failure }],
    );
    expect(lost).toEqual([]);
  });
});
