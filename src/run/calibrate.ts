/** How right findings are on labelled recordings: precision and recall by claim and level, with what the numbers allow to say. */
import { prevalenceOf } from '../baseline/prevalence.ts';
import { LEVELS } from '../findings/finding.ts';
import type { Claim, Finding, Level } from '../findings/finding.ts';
import { CLAIMS } from '../findings/weights.ts';

/** An act that a label says took place. */
export interface LabelledAct {
  readonly pid: number;
  /** File name of the image, lower case. */
  readonly image: string;
  readonly address: string;
  readonly port: number;
}

/** One recording, hunted in. */
export interface CalibrationSet {
  readonly id: string;
  readonly acts: readonly LabelledAct[];
  readonly findings: readonly Finding[];
}

/** `right` of `of`, with the Wilson interval at 95 %. */
export interface Rate {
  readonly right: number;
  readonly of: number;
  readonly lower: number;
  readonly upper: number;
}

export interface Calibration {
  readonly sets: number;
  readonly acts: number;
  /** Of findings at the level or above: how many are about a labelled act. */
  readonly byLevel: readonly { readonly level: Level; readonly precision: Rate; readonly recall: Rate }[];
  /** Of findings with the claim. Recall: labelled acts found with this claim or a higher one. */
  readonly byClaim: readonly { readonly claim: Claim; readonly precision: Rate; readonly recall: Rate }[];
  /** Labelled acts without any finding, and findings of medium or above that no label knows. */
  readonly missed: readonly string[];
  readonly unlabelled: readonly string[];
}

const CLAIM_ORDER: readonly Claim[] = ['C0', 'C1', 'C2', 'C3', 'C4', 'C5'];

export function calibrate(sets: readonly CalibrationSet[]): Calibration {
  const judged = sets.flatMap(({ id, acts, findings }) =>
    findings.map((finding) => ({ id, finding, isRight: acts.some((act) => isAbout(finding, act)) })),
  );
  const acts = sets.flatMap(({ id, acts: labelled, findings }) =>
    labelled.map((act) => ({ id, act, found: findings.filter((finding) => isAbout(finding, act)) })),
  );
  const precision = (wanted: (finding: Finding) => boolean): Rate => {
    const some = judged.filter(({ finding }) => wanted(finding));
    return rateOf(some.filter(({ isRight }) => isRight).length, some.length);
  };
  const recall = (wanted: (finding: Finding) => boolean): Rate =>
    rateOf(acts.filter(({ found }) => found.some(wanted)).length, acts.length);
  return {
    sets: sets.length,
    acts: acts.length,
    byLevel: LEVELS.map((level) => {
      const reaches = (finding: Finding): boolean => LEVELS.indexOf(finding.level) >= LEVELS.indexOf(level);
      return { level, precision: precision(reaches), recall: recall(reaches) };
    }).toReversed(),
    byClaim: CLAIM_ORDER.map((claim) => ({
      claim,
      precision: precision((finding) => finding.claim === claim),
      recall: recall((finding) => CLAIM_ORDER.indexOf(finding.claim) >= CLAIM_ORDER.indexOf(claim)),
    })).toReversed(),
    missed: acts
      .filter(({ found }) => found.length === 0)
      .map(({ id, act }) => `${id}: ${act.image} (${act.pid}) to ${act.address}:${act.port}`),
    unlabelled: judged
      .filter(({ finding, isRight }) => !isRight && finding.score >= GRAVE)
      .map(({ id, finding }) => `${id}: ${finding.level} ${finding.score} ${finding.title}`),
  };
}

/** Below this nobody is called. */
const GRAVE = 40;

/** Bases of the claims, for the report: calibration measures them and proposes nothing. */
export function claimWording(claim: Claim): string {
  return CLAIMS[claim].wording;
}

function rateOf(right: number, of: number): Rate {
  const { lower, upper } = prevalenceOf(right, of);
  return { right, of, lower, upper };
}

function isAbout({ process, egress }: Finding, act: LabelledAct): boolean {
  const image = process.image ?? '';
  const name = image.slice(Math.max(image.lastIndexOf('\\'), image.lastIndexOf('/')) + 1).toLowerCase();
  return (
    process.pid === act.pid &&
    name === act.image &&
    egress.address === act.address &&
    egress.port === act.port
  );
}
