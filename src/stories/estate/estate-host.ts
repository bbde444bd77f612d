/** The hosts of a simulated estate: who they are, what they do, which sensor tells of them. The same numbers, the same estate. */
import { chosenNumber } from '../stable-choice.ts';
import type { EstateRole } from './estate-role.ts';
import { ESTATE_ROLES } from './roles.ts';

export interface EstateHost {
  /** Short name, lower case, unique. */
  readonly name: string;
  readonly fqdn: string;
  readonly address: string;
  /** Name of the account of whoever works here. */
  readonly user: string;
  readonly role: EstateRole;
  /** Id of the renderer that tells of it. */
  readonly shape: string;
  /** Ids of its role's habits that it has. */
  readonly habits: ReadonlySet<string>;
  /** First day it exists: some machines are new. */
  readonly joins: number;
}

export interface EstateSize {
  readonly hosts: number;
  /** Another number, another estate. */
  readonly seed: number;
}

/** Of 1,000 hosts that many are new every week, replaced or installed, for the first five weeks. */
const NEW_A_WEEK = 5;
const WEEKS = 5;

/** Every role has at least one host; larger estates have them in the shares the roles state. */
export function estateHosts({ hosts, seed }: EstateSize): readonly EstateHost[] {
  const total = ESTATE_ROLES.reduce((sum, { share }) => sum + share, 0);
  const all: EstateHost[] = [];
  let owed = 0;
  for (const role of ESTATE_ROLES) {
    owed += (role.share / total) * hosts;
    const first = all.length;
    while (all.length < Math.max(first + 1, Math.round(owed)))
      all.push(estateHost(role, all.length, all.length - first, seed));
  }
  return all;
}

function estateHost(role: EstateRole, serial: number, place: number, seed: number): EstateHost {
  const name = `${role.id}-${String(serial).padStart(4, '0')}`;
  const words = ['estate', seed, name];
  // Every habit is somebody's: the first hosts of a role have one each, the others by chance.
  const habits = role.habits.filter(
    ({ id, hosts }, index) => index === place || chosenNumber(10_000, ...words, 'habit', id) < hosts * 10_000,
  );
  return {
    name,
    fqdn: `${name}.corp.example.org`,
    address: `10.${50 + Math.floor(serial / 62_500)}.${Math.floor(serial / 250) % 250}.${1 + (serial % 250)}`,
    user: `u${String(serial).padStart(4, '0')}`,
    role,
    shape: chosenShape(role, words),
    habits: new Set(habits.map(({ id }) => id)),
    joins:
      chosenNumber(1_000, ...words, 'new') < NEW_A_WEEK * WEEKS
        ? chosenNumber(7 * WEEKS, ...words, 'joins')
        : 0,
  };
}

function chosenShape({ shapes }: EstateRole, words: readonly (string | number)[]): string {
  const total = shapes.reduce((sum, [, weight]) => sum + weight, 0);
  let left = chosenNumber(total, ...words, 'shape');
  for (const [shape, weight] of shapes) {
    left -= weight;
    if (left < 0) return shape;
  }
  throw new Error('a role without shapes');
}
