/** How many other hosts share something: the host asked about proves nothing about itself. */
import { prevalenceOf } from '../prevalence.ts';
import type { Prevalence } from '../prevalence.ts';
import type { ProfileFacts } from '../profile/profile-facts.ts';
import type { ProfileReader } from './reader.ts';

/** Hosts in `some` of those in `all`, without the host of the question. */
export function otherHosts(
  reader: ProfileReader,
  some: ProfileFacts | undefined,
  all: ProfileFacts | undefined,
): Prevalence {
  const seen = without(reader, some);
  const of = without(reader, all);
  const exact = (some?.hosts.all.exact ?? true) && (all?.hosts.all.exact ?? true);
  return prevalenceOf(seen, of, exact);
}

function without(reader: ProfileReader, facts: ProfileFacts | undefined): number {
  if (facts === undefined) return 0;
  const { host } = reader.question;
  // Fallen out of a sample it is one of many, which changes nothing.
  const self = facts.hosts.has(reader.hashOf(host)) === true ? 1 : 0;
  return facts.hosts.all.count - self;
}
