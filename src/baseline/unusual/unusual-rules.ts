/** Where "unusual" begins. Each number with its provenance: attack, peer, or judgement. */

export interface UnusualRules {
  /** Share of other hosts up to which a destination is rare. peer: RITA, 2 % */
  readonly rareShare: number;
  /** Modified z above which a volume is unusual. peer: Iglewicz and Hoaglin, 3.5 */
  readonly volumeZ: number;
  /** Bytes in an hour below which no volume is unusual. attack: AN0988, 1 MB */
  readonly volumeFloor: number;
  /** Active hours without which volumes are not compared. judgement */
  readonly volumeHours: number;
  /** Shift of the producer-consumer ratio. judgement; floor: bytes sent, baseline notes section 4 */
  readonly ratioShift: number;
  readonly ratioFloor: number;
  /** Intervals without which no rhythm is shown, and the score that counts. judgement; peer: RITA's medium, 0.7 */
  readonly rhythmIntervals: number;
  readonly rhythmScore: number;
  /** Chance of such an hour below which it is unusual. judgement: 2 % */
  readonly hourChance: number;
  /** Active hours without which hours of the week are not compared. judgement */
  readonly hourSamples: number;
  /** Bytes in a span that count as a drip. 1 h and 24 h: attack, AN1571 10 MB, AN0367 50 MB; 7 d, 30 d: judgement */
  readonly dripFloors: Readonly<Record<'1h' | '24h' | '7d' | '30d', number>>;
  /** Bytes a day that are let pass, and the sum above which the cumulative sum speaks. judgement */
  readonly dripSlack: number;
  readonly dripSum: number;
}

const MB = 1_000_000;

export const DEFAULT_UNUSUAL_RULES: UnusualRules = {
  rareShare: 0.02,
  volumeZ: 3.5,
  volumeFloor: MB,
  volumeHours: 12,
  ratioShift: 0.5,
  ratioFloor: MB,
  rhythmIntervals: 10,
  rhythmScore: 0.7,
  hourChance: 0.02,
  hourSamples: 50,
  dripFloors: { '1h': 10 * MB, '24h': 50 * MB, '7d': 30 * MB, '30d': 100 * MB },
  dripSlack: MB,
  dripSum: 20 * MB,
};
