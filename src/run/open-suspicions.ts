/** Which contacts a baseline holds for suspect, and what has to be cleared so that they no longer are. */
import type { Baseline } from '../baseline/baseline.ts';
import { SECOND } from '../baseline/moment.ts';
import { describeKey } from '../baseline/profile/profile-key.ts';
import type { ProfileKey } from '../baseline/profile/profile-key.ts';
import { CLEARED, SUSPECT_FIRST, SUSPECT_LAST } from '../baseline/profile/record-layout.ts';

/** A host's contact that judgement calls suspect because of what this host itself did. */
export interface OpenSuspicion {
  /** Of the level `host`, shape `contact`. */
  readonly key: ProfileKey;
  /** First and last suspicious moment of all, milliseconds UTC. */
  readonly since: number;
  readonly last: number;
  /** Up to here it was cleared before. */
  readonly clearedUntil: number | undefined;
  /**
   * `host`: its own suspicion is open. `shared`: that one was cleared or reviewed, but the group or the fleet still holds
   * it, and no host is left that answers for it.
   */
  readonly where: 'host' | 'shared';
}

/** A profile to clear, up to its last suspicion and no further: what nobody has seen yet stays open. */
export interface Clearance {
  readonly key: ProfileKey;
  readonly until: number;
}

export interface ClearancePlan {
  readonly clear: readonly Clearance[];
  /** What stays suspect for the whole fleet, because the same contact of other hosts is open. */
  readonly kept: readonly { readonly key: ProfileKey; readonly hosts: readonly string[] }[];
}

interface Suspected extends Omit<OpenSuspicion, 'where'> {
  readonly isOpen: boolean;
}

/** Everything of a baseline that was ever suspect; read once, in time linear in the profiles. */
export class Suspicions {
  /** Of hosts, in the order of their descriptions. */
  readonly #hosts: Suspected[] = [];
  /** Of groups and the fleet, open ones. */
  readonly #shared: Suspected[] = [];

  constructor({ table }: Baseline) {
    table.index.forEach((record) => {
      const last = table.word(record, SUSPECT_LAST);
      if (last === 0) return;
      const cleared = table.word(record, CLEARED);
      const suspected = {
        key: table.keyOf(record),
        since: table.word(record, SUSPECT_FIRST) * SECOND,
        last: last * SECOND,
        clearedUntil: cleared === 0 ? undefined : cleared * SECOND,
        isOpen: last > cleared,
      };
      if (suspected.key.level === 'host') this.#hosts.push(suspected);
      else if (suspected.isOpen) this.#shared.push(suspected);
    });
    this.#hosts.sort(byKey);
    this.#shared.sort(byKey);
  }

  /** In the order of their descriptions. */
  open(): OpenSuspicion[] {
    const held = new Set(this.#hosts.filter(({ isOpen }) => isOpen).flatMap(({ key }) => sharedBy(key)));
    const left = new Set(this.#shared.map(({ key }) => shareOf(key)).filter((share) => !held.has(share)));
    return this.#hosts.flatMap(({ isOpen, ...suspected }): OpenSuspicion[] => {
      if (isOpen) return [{ ...suspected, where: 'host' }];
      const isLeft = sharedBy(suspected.key).some((share) => left.has(share));
      return isLeft ? [{ ...suspected, where: 'shared' }] : [];
    });
  }

  /** What of the hosts, the groups and the fleet to clear, when the suspicion of some contacts is unfounded. */
  plan(unfounded: readonly Pick<OpenSuspicion, 'key'>[]): ClearancePlan {
    const chosen = new Set(unfounded.map(({ key }) => describeKey(key)));
    const others = new Map<string, Set<string>>();
    for (const { key, isOpen } of this.#hosts) {
      if (!isOpen || chosen.has(describeKey(key))) continue;
      for (const share of sharedBy(key)) {
        const known = others.get(share);
        if (known === undefined) others.set(share, new Set([key.name]));
        else known.add(key.name);
      }
    }
    const touched = new Set(unfounded.flatMap(({ key }) => sharedBy(key)));
    const shared = this.#shared.filter(({ key }) => touched.has(shareOf(key)));
    const own = this.#hosts.filter(({ key, isOpen }) => isOpen && chosen.has(describeKey(key)));
    return {
      clear: [...own, ...shared.filter(({ key }) => !others.has(shareOf(key)))].map(({ key, last }) => ({
        key,
        until: last,
      })),
      kept: shared.flatMap(({ key }) => {
        const hosts = others.get(shareOf(key));
        return hosts === undefined || key.level !== 'fleet' ? [] : [{ key, hosts: [...hosts] }];
      }),
    };
  }
}

/** A suspicion later than the plan counts again. */
export function clearSuspicions(baseline: Baseline, { clear }: Pick<ClearancePlan, 'clear'>): void {
  for (const { key, until } of clear) baseline.clearSuspicion(key, until);
}

/** What a contact of a host makes suspect beyond it: the contact in its group and the fleet, and the place. */
function sharedBy({ identity, destination, port, protocol }: ProfileKey): string[] {
  return [['contact', identity, destination, port, protocol].join('\n'), `destination\n${destination}`];
}

function shareOf(key: ProfileKey): string {
  const [contact = '', place = ''] = sharedBy(key);
  return key.shape === 'contact' ? contact : place;
}

function byKey(a: Suspected, b: Suspected): number {
  return describeKey(a.key) < describeKey(b.key) ? -1 : 1;
}
