import { an1389 } from './an1389.ts';
import type { Analytic } from './analytic.ts';

/** Every analytic Postern runs. */
export const ANALYTICS: readonly Analytic[] = [an1389];
