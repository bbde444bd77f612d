/**
 * How much is kept of each kind of profile. A set is exact up to its limit; beyond it the standard error of a count is
 * 1 / sqrt(limit - 2). An epoch of 32 days keeps that many active hours exactly, then a uniform sample of them.
 */
import type { Level, Shape } from './profile-key.ts';

export interface ProfileLimits {
  /** Active hours kept of each epoch. */
  readonly activity: number;
  readonly hosts: number;
  /** Distinct users, and hosts where the user is not known. */
  readonly principals: number;
  readonly images: number;
}

const NOTHING: ProfileLimits = { activity: 0, hosts: 0, principals: 0, images: 0 };

/** Wide enough for 60 % of all hours of an epoch, exactly: sums over weeks are made of them. */
const TRANSFERS = 512;

const LIMITS: Readonly<Record<Level, Readonly<Record<Shape, ProfileLimits>>>> = {
  host: {
    contact: { activity: 16, hosts: 0, principals: 16, images: 0 },
    destination: { ...NOTHING, activity: TRANSFERS },
    program: { ...NOTHING, activity: 128 },
    all: { ...NOTHING, activity: 64 },
  },
  'peer-group': {
    contact: { activity: 32, hosts: 64, principals: 64, images: 16 },
    destination: NOTHING,
    program: { activity: 128, hosts: 256, principals: 0, images: 0 },
    all: { activity: 64, hosts: 1024, principals: 0, images: 0 },
  },
  fleet: {
    contact: { activity: 32, hosts: 64, principals: 64, images: 16 },
    destination: { activity: 32, hosts: 256, principals: 256, images: 64 },
    program: { activity: 128, hosts: 256, principals: 0, images: 0 },
    all: { activity: 64, hosts: 1024, principals: 0, images: 0 },
  },
  user: {
    contact: NOTHING,
    destination: { ...NOTHING, activity: TRANSFERS },
    program: NOTHING,
    all: NOTHING,
  },
};

export function limitsOf(level: Level, shape: Shape): ProfileLimits {
  return LIMITS[level][shape];
}
