/** All that can be said of a question: each statement by the profiles that have enough to say it. */
import type { ZoneClocks } from '../calendar/zone-clock.ts';
import type { LearningRules } from '../learning/learning-rules.ts';
import type { Level } from '../profile/profile-key.ts';
import type { ProfileFacts } from '../profile/profile-facts.ts';
import { bytesCode, logOfCode } from '../sketch/log-code.ts';
import { learnedHours } from '../unusual/learned-hours.ts';
import { producerConsumer } from '../unusual/producer-consumer.ts';
import { rhythm } from '../unusual/rhythm.ts';
import { robustZ } from '../unusual/robust-z.ts';
import { slowDrip } from '../unusual/slow-drip.ts';
import type { Outcome, Statement, VolumeStatement } from '../unusual/statement.ts';
import type { UnusualRules } from '../unusual/unusual-rules.ts';
import { DAY, HOUR } from '../moment.ts';
import { otherHosts } from './others.ts';
import type { ProfileReader } from './reader.ts';

export interface Rules {
  readonly learning: LearningRules;
  readonly unusual: UnusualRules;
}

/** Where hours are compared: the narrowest profile with enough of them answers. */
const COMPARED: readonly (readonly [Level, 'contact' | 'program'])[] = [
  ['host', 'contact'],
  ['host', 'program'],
  ['peer-group', 'contact'],
  ['peer-group', 'program'],
  ['fleet', 'contact'],
  ['fleet', 'program'],
];

export function* statements(
  reader: ProfileReader,
  rules: Rules,
  clocks: ZoneClocks,
): Generator<Statement, void, undefined> {
  const { question } = reader;
  yield rarity(reader, rules);
  yield role(reader, rules);
  if (question.bytesOut !== undefined) {
    yield volume(reader, question.bytesOut, rules.unusual);
    if (question.bytesIn !== undefined)
      yield ratio(reader, question.bytesOut, question.bytesIn, rules.unusual);
  }
  yield* drips(reader, rules.unusual);
  if (question.times.length > 1) yield regular(reader, rules.unusual);
  if (question.zone !== undefined) yield hours(reader, rules, clocks, question.zone);
}

function rarity(reader: ProfileReader, { learning, unusual }: Rules): Statement {
  const prevalence = otherHosts(
    reader,
    reader.profile('fleet', 'destination'),
    reader.profile('fleet', 'all'),
  );
  const enough = prevalence.of >= learning.fleetHosts;
  const outcome = decide(enough, prevalence.jeffreys <= unusual.rareShare);
  // Many may use the place, each with a tenant of their own.
  const hidden = outcome === 'usual' && reader.question.tenantHidden;
  return { kind: 'rarity', outcome: hidden ? 'tenant-unknown' : outcome, prevalence };
}

function role(reader: ProfileReader, { learning }: Rules): Statement {
  const all = reader.profile('peer-group', 'all');
  const program = otherHosts(reader, reader.profile('peer-group', 'program'), all);
  const contact = otherHosts(reader, reader.profile('peer-group', 'contact'), all);
  const enough =
    program.of >= learning.groupHosts - 1 && program.of > 0 && (all?.spanDays ?? 0) >= learning.historyDays;
  const outcome = decide(enough, contact.seen === 0);
  return { kind: 'role', outcome, group: reader.nameOf('peer-group'), program, contact };
}

/** The narrowest profile of which enough is known to compare with. */
function comparable(
  reader: ProfileReader,
  isEnough: (facts: ProfileFacts) => boolean,
): ProfileFacts | undefined {
  for (const [level, shape] of COMPARED) {
    const facts = reader.profile(level, shape);
    if (facts !== undefined && isEnough(facts)) return facts;
  }
  return undefined;
}

function volume(reader: ProfileReader, bytes: number, rules: UnusualRules): VolumeStatement {
  const like = comparable(reader, ({ activity }) => activity.sent.length >= rules.volumeHours);
  // As coarse as the sample, so that equal amounts are equal.
  const value = logOfCode(bytesCode(bytes)) ?? 0;
  const robust = robustZ(value, like?.activity.sent ?? []);
  const above =
    robust !== undefined &&
    bytes >= rules.volumeFloor &&
    (robust.z === undefined ? value > robust.median : robust.z > rules.volumeZ);
  return {
    kind: 'volume',
    outcome: decide(robust !== undefined, above),
    bytes,
    floor: rules.volumeFloor,
    level: like?.key.level,
    of: like === undefined ? undefined : like.key.shape === 'contact' ? 'contact' : 'program',
    robust,
    rankError: like?.activity.rankError ?? 0,
  };
}

function ratio(reader: ProfileReader, bytesOut: number, bytesIn: number, rules: UnusualRules): Statement {
  const like = comparable(reader, ({ activity }) => activity.ratios.length >= rules.volumeHours);
  const numbers = producerConsumer(bytesOut, bytesIn, like?.activity.ratios ?? []);
  const shifted = (numbers.shift ?? 0) >= rules.ratioShift && bytesOut >= rules.ratioFloor;
  const outcome = decide(numbers.shift !== undefined, shifted);
  return { kind: 'producer-consumer', outcome, level: like?.key.level, ...numbers };
}

function* drips(reader: ProfileReader, rules: UnusualRules): Generator<Statement, void, undefined> {
  const { at, bytesOut } = reader.question;
  for (const level of ['host', 'user'] as const) {
    if (reader.nameOf(level) === undefined) continue;
    const earlier = reader.profile(level, 'destination')?.activity.hours ?? [];
    const transfers = earlier.flatMap(({ hour, logOut }) =>
      logOut === undefined ? [] : [{ hour, bytes: Math.expm1(logOut) }],
    );
    if (bytesOut !== undefined) transfers.push({ hour: Math.floor(at / HOUR), bytes: bytesOut });
    if (transfers.length === 0) continue;
    const since = reader.profile(level === 'host' ? 'host' : 'fleet', 'all')?.firstSeen ?? at;
    const numbers = slowDrip(transfers, at, since, rules);
    const long = numbers.spans.some(({ span, exceeds }) => exceeds && (span === '7d' || span === '30d'));
    const outcome = decide(
      numbers.usualPerDay !== undefined,
      long || numbers.cumulativeSum > numbers.threshold,
    );
    yield { kind: 'slow-drip', outcome, level, ...numbers };
  }
}

function regular(reader: ProfileReader, rules: UnusualRules): Statement {
  const { times } = reader.question;
  const from = times.reduce((least, time) => Math.min(least, time), Number.POSITIVE_INFINITY);
  const to = times.reduce((most, time) => Math.max(most, time), Number.NEGATIVE_INFINITY);
  // A day at least: of an hour's connections nobody knows whether they are regular.
  const numbers = rhythm({ times, sizes: [], from, to: Math.max(to, from + DAY) }, rules.rhythmIntervals);
  const outcome = decide(numbers.score !== undefined, (numbers.score ?? 0) >= rules.rhythmScore);
  return { kind: 'rhythm', outcome, ...numbers };
}

function hours(
  reader: ProfileReader,
  { learning, unusual }: Rules,
  clocks: ZoneClocks,
  zone: string,
): Statement {
  const facts = reader.profile('host', 'program');
  const numbers = learnedHours(reader.question.at, facts?.activity.hourNumbers ?? [], clocks.of(zone));
  const enough = numbers.samples >= unusual.hourSamples && (facts?.spanDays ?? 0) >= learning.historyDays;
  const outcome = decide(enough, numbers.chance < unusual.hourChance);
  return { kind: 'learned-hours', outcome, ...numbers };
}

function decide(enough: boolean, unusual: boolean): Outcome {
  if (!enough) return 'insufficient-history';
  return unusual ? 'unusual' : 'usual';
}
