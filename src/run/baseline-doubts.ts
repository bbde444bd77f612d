/** What a baseline has to say against itself: popularity that came too fast or from too few, amounts that grow and grow. */
import type { Baseline } from '../baseline/baseline.ts';
import type { LearningFlag } from '../baseline/answer/answer.ts';
import { coordinatedNovelty, oneSender, slowSpread } from '../baseline/learning/novelty.ts';
import { volumeGrowth } from '../baseline/learning/volume-growth.ts';
import { describeKey } from '../baseline/profile/profile-key.ts';
import type { ProfileKey } from '../baseline/profile/profile-key.ts';
import type { ProfileFacts } from '../baseline/profile/profile-facts.ts';

export interface BaselineDoubt {
  readonly profile: ProfileKey;
  readonly flag: LearningFlag;
}

const MOST = 1_000;

/** Doubts as of a moment (milliseconds UTC), in the order of their profiles. Looks at every profile once. */
export function baselineDoubts(baseline: Baseline, at: number): BaselineDoubt[] {
  const { learning } = baseline.settings;
  const fleet = baseline.profile(
    { level: 'fleet', name: '', shape: 'all', identity: '', destination: '', port: 0, protocol: '' },
    at,
  );
  const since = fleet?.firstSeen ?? at;
  const doubts: BaselineDoubt[] = [];
  const add = (profile: ProfileFacts, flag: LearningFlag | undefined): void => {
    if (flag !== undefined && doubts.length < MOST) doubts.push({ profile: profile.key, flag });
  };
  baseline.forEach(at, (facts) => {
    if (facts.key.shape !== 'contact') return;
    if (facts.key.level === 'host') {
      add(facts, volumeGrowth(facts.activity));
    } else if (facts.key.level === 'fleet') {
      const burst = coordinatedNovelty(facts, since, learning);
      add(facts, burst);
      add(facts, oneSender(facts, learning));
      if (burst !== undefined) return;
      const program = baseline.profile(
        { ...facts.key, shape: 'program', destination: '', port: 0, protocol: '' },
        at,
      );
      add(facts, slowSpread(facts, program, since, learning));
    }
  });
  return doubts.sort((a, b) => (describeKey(a.profile) < describeKey(b.profile) ? -1 : 1));
}
