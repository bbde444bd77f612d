/** What a baseline answers: how well known a contact is, who says so, and what else is unusual about it. */
import type { ZoneClocks } from '../calendar/zone-clock.ts';
import { coordinatedNovelty, oneSender, slowSpread } from '../learning/novelty.ts';
import type { CoordinatedNovelty, OneSender, SlowSpread } from '../learning/novelty.ts';
import type { LearningRules } from '../learning/learning-rules.ts';
import { volumeGrowth } from '../learning/volume-growth.ts';
import type { VolumeGrowth } from '../learning/volume-growth.ts';
import type { ProfileFacts } from '../profile/profile-facts.ts';
import type { FirstSeenStatement, Statement } from '../unusual/statement.ts';
import { historyOf } from './history.ts';
import type { AnsweringLevel, History } from './history.ts';
import type { ProfileReader } from './reader.ts';
import { isEarly, standingOf } from './standing.ts';
import type { Standing } from './standing.ts';
import { statements } from './statements.ts';
import type { Rules } from './statements.ts';

/** A reason to doubt what was learned. */
export type LearningFlag = CoordinatedNovelty | OneSender | SlowSpread | VolumeGrowth;

export interface LevelAnswer {
  readonly level: AnsweringLevel;
  readonly history: History;
  /** Of the program's contact with this destination and port, whatever the history. */
  readonly standing: Standing;
  /** Has the program been seen here at all, talking to anything? */
  readonly programKnown: boolean;
  readonly contact: ProfileFacts | undefined;
}

export interface Answer {
  /** The first of host, peer group and fleet with enough history; `undefined` when none has. */
  readonly answeredBy: AnsweringLevel | undefined;
  /**
   * What that level says. `suspect` is said by any level that knows of suspicion. `tenant-unknown` stands for an
   * established contact with a place that many tenants share.
   */
  readonly standing: Standing | 'insufficient-history' | 'tenant-unknown';
  /** Host, peer group (when the host has one), fleet. */
  readonly levels: readonly LevelAnswer[];
  /**
   * Some host's contact with the destination, by whatever program, was suspect while the place was new to the fleet, and
   * nobody cleared it: milliseconds UTC.
   */
  readonly destinationSuspectSince: number | undefined;
  readonly statements: readonly Statement[];
  readonly flags: readonly LearningFlag[];
}

/** Has this host, group and fleet seen it, and is it like what they saw? */
export function answerQuestion(reader: ProfileReader, rules: Rules, clocks: ZoneClocks): Answer {
  const fleetContact = reader.profile('fleet', 'contact');
  const since = reader.profile('fleet', 'all')?.firstSeen ?? reader.question.at;
  const burst =
    fleetContact === undefined ? undefined : coordinatedNovelty(fleetContact, since, rules.learning);
  const levels = (['host', 'peer-group', 'fleet'] as const).flatMap((level): LevelAnswer[] => {
    const name = reader.nameOf(level);
    if (name === undefined) return [];
    const contact = reader.profile(level, 'contact');
    return [
      {
        level,
        history: historyOf(level, name, reader.profile(level, 'all'), rules.learning),
        standing: standingOf(
          contact,
          reader.question.at,
          rules.learning,
          level === 'host' ? undefined : burst,
        ),
        programKnown: reader.profile(level, 'program')?.firstSeen !== undefined,
        contact,
      },
    ];
  });
  const answering = levels.find(({ history }) => history.sufficient);
  return {
    answeredBy: answering?.level,
    standing: standingAmong(levels, answering, reader.question.tenantHidden),
    levels,
    destinationSuspectSince: suspectPlace(reader.profile('fleet', 'destination'), rules.learning),
    statements: [firstSeen(answering, levels), ...statements(reader, rules, clocks)],
    flags: [...flagsOf(reader, burst, since, rules)],
  };
}

function suspectPlace(place: ProfileFacts | undefined, rules: LearningRules): number | undefined {
  return place !== undefined && isEarly(place, rules) ? place.suspectSince : undefined;
}

function standingAmong(
  levels: readonly LevelAnswer[],
  answering: LevelAnswer | undefined,
  tenantHidden: boolean,
): Answer['standing'] {
  if (levels.some(({ standing }) => standing === 'suspect')) return 'suspect';
  if (answering === undefined) return 'insufficient-history';
  return tenantHidden && answering.standing === 'established' ? 'tenant-unknown' : answering.standing;
}

function firstSeen(answering: LevelAnswer | undefined, levels: readonly LevelAnswer[]): FirstSeenStatement {
  const history = (answering ?? levels.at(-1))?.history;
  return {
    kind: 'first-seen',
    outcome:
      answering === undefined
        ? 'insufficient-history'
        : answering.standing === 'new' || answering.contact?.firstSeen === undefined
          ? 'unusual'
          : 'usual',
    level: answering?.level,
    spanDays: history?.spanDays ?? 0,
    activeDays: history?.activeDays ?? 0,
    connections: history?.connections ?? 0,
  };
}

function* flagsOf(
  reader: ProfileReader,
  burst: CoordinatedNovelty | undefined,
  since: number,
  rules: Rules,
): Generator<LearningFlag, void, undefined> {
  if (burst !== undefined) yield burst;
  const contact = reader.profile('fleet', 'contact');
  if (contact !== undefined) {
    const sender = oneSender(contact, rules.learning);
    if (sender !== undefined) yield sender;
    const program = reader.profile('fleet', 'program');
    const spread = burst ?? slowSpread(contact, program, since, rules.learning);
    if (spread?.kind === 'slow-spread') yield spread;
  }
  const growth = reader.profile('host', 'contact');
  const grown = growth === undefined ? undefined : volumeGrowth(growth.activity);
  if (grown !== undefined) yield grown;
}
