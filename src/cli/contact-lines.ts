/** Contacts of a baseline as lines for people and as JSON. */
import { describeKey } from '../baseline/profile/profile-key.ts';
import type { ProfileFacts } from '../baseline/profile/profile-facts.ts';
import { counted } from '../outputs/readable-amount.ts';
import { readableTime } from '../outputs/readable-time.ts';
import type { ClearingHistory } from '../store/clearing.ts';
import type { OpenSuspicion } from '../run/open-suspicions.ts';

export function profileLine(facts: ProfileFacts): string {
  const { firstSeen, lastSeen, activeDays, suspectSince } = facts;
  const seen =
    firstSeen === undefined || lastSeen === undefined
      ? 'never learned'
      : `${day(firstSeen)} to ${day(lastSeen)}, ${counted(activeDays, 'active day')}`;
  return `${describeKey(facts.key)}  ${seen}${suspectSince === undefined ? '' : `, suspect since ${day(suspectSince)}`}`;
}

export function profileOf(facts: ProfileFacts): object {
  const { key, firstSeen, lastSeen, activeDays, suspectSince, hosts, principals, images } = facts;
  const { level, name, shape, identity, destination, port, protocol } = key;
  return {
    level,
    name,
    shape,
    identity,
    destination,
    port,
    protocol,
    firstSeen,
    lastSeen,
    activeDays,
    suspectSince,
    hosts: hosts.all,
    users: principals.all,
    images: images.all,
  };
}

/** Two lines: which contact, and since when. */
export function suspicionLines({ key, since, last, clearedUntil, where }: OpenSuspicion): string[] {
  const before = clearedUntil === undefined ? '' : `, cleared up to ${minute(clearedUntil)}`;
  const only = where === 'host' ? '' : '; only its group or the fleet still holds it';
  return [
    `  ${describeKey(key)}`,
    `    suspect since ${minute(since)}, last ${minute(last)}${before}${only}`,
  ];
}

export function suspicionOf({ key, since, last, clearedUntil, where }: OpenSuspicion): object {
  const { name, identity, destination, port, protocol } = key;
  return {
    host: name,
    identity,
    destination,
    port,
    protocol,
    suspectSince: since,
    suspectLast: last,
    clearedUntil,
    where,
  };
}

/** One line for each time that somebody cleared suspicion. */
export function clearingLines({ clearings, forgotten }: ClearingHistory): string[] {
  const lines = clearings.map(({ at, by, reason, host, program, destination, port, contacts }) => {
    const narrowed = [program, destination, port === undefined ? undefined : `port ${port}`].filter(
      (one) => one !== undefined,
    );
    const of = [`host ${host}`, ...narrowed].join(', ');
    return `cleared by ${by} on ${at.slice(0, 10)}: ${counted(contacts, 'contact')} of ${of} (${reason})`;
  });
  return forgotten === 0 ? lines : [`${counted(forgotten, 'earlier clearing')} no longer told`, ...lines];
}

export function day(time: number): string {
  return new Date(time).toISOString().slice(0, 10);
}

/** Suspicion is kept to the second; the minute tells it apart. */
function minute(time: number): string {
  return readableTime(time).replace(/:\d{2}\.\d{3}Z$/, 'Z');
}
