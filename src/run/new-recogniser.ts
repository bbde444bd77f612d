import { createRecogniser } from '../encryption/recognise.ts';
import type { TextRecogniser } from '../engine/text-recogniser.ts';
import { inflate } from './inflate.ts';

export function newRecogniser(): TextRecogniser {
  return createRecogniser({ inflate });
}
