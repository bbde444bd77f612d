/** Judgement of a candidate at once: made ready, then decided by what is normal. */
import type { Analytic } from '../analytics/analytic.ts';
import type { Candidate } from '../analytics/candidate.ts';
import { decide } from './decide.ts';
import type { Finding } from './finding.ts';
import type { NormalitySources } from './normality.ts';
import { prepare } from './prepare.ts';
import type { Preparing } from './prepare.ts';

/** What judgement goes by. */
export interface Judging extends Preparing {
  readonly normality: NormalitySources;
}

export function judge(candidate: Candidate, analytic: Analytic, judging: Judging): Finding {
  return decide(prepare(candidate, analytic, judging), judging.normality);
}
