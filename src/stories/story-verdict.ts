/** What came of one story in one telemetry shape. */
import type { Finding, Level, LinkKind } from '../findings/finding.ts';

/** Why an expected finding was not met. */
export type ExpectationState =
  | 'met'
  | 'missing'
  | 'wrong-level'
  | 'wrong-link'
  | 'wrong-operation'
  | 'not-required';

export interface ExpectationVerdict {
  /** Index in the story's `expect.findings`. */
  readonly expected: number;
  readonly state: ExpectationState;
  /** Sentence for people; for `not-required` the story's own reason. */
  readonly detail: string;
  /** Id of the finding compared with; `undefined` when there is none. */
  readonly finding: string | undefined;
  readonly level: Level | undefined;
  readonly links: readonly LinkKind[];
}

/** A finding nobody expected, above the level the story allows. */
export interface UnexpectedFinding {
  readonly finding: string;
  readonly analytic: string;
  readonly level: Level;
  readonly score: number;
  readonly host: string;
  readonly process: string;
  readonly destination: string;
  readonly title: string;
}

export interface StoryVerdict {
  readonly story: string;
  readonly shape: string;
  readonly passed: boolean;
  readonly expectations: readonly ExpectationVerdict[];
  readonly unexpected: readonly UnexpectedFinding[];
  /** Set when hunting itself failed; then nothing else was judged. */
  readonly failure: string | undefined;
}

/** One story in every shape it was tried in. */
export interface StoryResult {
  readonly id: string;
  readonly title: string;
  readonly passed: boolean;
  readonly shapes: readonly StoryVerdict[];
}

/** What `postern validate --json` writes. */
export interface ValidationReport {
  readonly stories: readonly StoryResult[];
  readonly passed: number;
  readonly failed: number;
  /** Verdicts in all, one for each story and shape. */
  readonly checks: number;
  readonly checksPassed: number;
}

/** Names a finding's parts for people. */
export function describeFinding(finding: Finding): UnexpectedFinding {
  const { process, egress } = finding;
  const image = process.image ?? 'unknown process';
  return {
    finding: finding.id,
    analytic: finding.analytic,
    level: finding.level,
    score: finding.score,
    host: finding.host,
    process: process.pid === undefined ? image : `${image} (${process.pid})`,
    destination: `${egress.address}:${egress.port}`,
    title: finding.title,
  };
}
