import type { EncryptionPattern } from '../encryption/patterns/pattern.ts';
import { createRecogniser } from '../encryption/recognise.ts';
import type { TextRecogniser } from '../engine/text-recogniser.ts';
import { inflate } from './inflate.ts';

/** The recogniser with users' patterns, which are plain data, so that every thread makes its own. */
export function newRecogniser(patterns: readonly EncryptionPattern[] = []): TextRecogniser {
  return createRecogniser({ inflate, patterns });
}
