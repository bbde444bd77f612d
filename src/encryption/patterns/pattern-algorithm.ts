import { algorithmName } from '../languages/reading/algorithm-name.ts';
import type { PlacedAlgorithm } from './pattern.ts';

/**
 * The algorithm a pattern states, or the one that is written where it says: canonical where the name is known, else as
 * it stands there.
 */
export function algorithmText<Place>(
  algorithm: string | PlacedAlgorithm<Place> | undefined,
  written: (places: readonly Place[]) => string | undefined,
): string | undefined {
  if (algorithm === undefined || typeof algorithm === 'string') return algorithm;
  const text = written(algorithm.from);
  if (text === undefined) return algorithm.default;
  const known = algorithmName(text);
  if (known === undefined) return /^[\w.-]{2,40}$/.test(text) ? text.toLowerCase() : algorithm.default;
  const { algorithm: name, mode } = known;
  return mode === undefined || name.endsWith(`-${mode}`) ? name : `${name}-${mode}`;
}
