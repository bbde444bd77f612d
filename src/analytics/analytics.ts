import { an1389 } from './an1389.ts';
import { an1390 } from './an1390.ts';
import { an1391 } from './an1391.ts';
import type { Analytic } from './analytic.ts';

/** Every analytic Postern runs; each on the hosts of its own platform. */
export const ANALYTICS: readonly Analytic[] = [an1389, an1390, an1391];
