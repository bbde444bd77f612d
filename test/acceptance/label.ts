/** The truth about the recordings, one line a data set. */
import { readFileSync } from 'node:fs';
import { z } from 'zod';

/** A process that encrypted and sent. Numbers are text, as the recordings have them. */
const actSchema = z.looseObject({
  host: z.string(),
  pid: z.string(),
  image: z.string(),
  algorithms: z.array(z.string()),
  dest: z.string(),
  dport: z.string(),
});

const labelSchema = z.looseObject({
  id: z.string(),
  /** Below the folder of the labels. */
  file: z.string(),
  expected: z.enum(['positive', 'crypto-only', 'negative', 'network-only']),
  internal_networks: z.array(z.string()).nullish(),
  positives: z.array(actSchema).default([]),
});

export type Label = z.infer<typeof labelSchema>;
export type LabelledAct = z.infer<typeof actSchema>;

export function readLabels(path: string): readonly Label[] {
  return readFileSync(path, 'utf8')
    .split('\n')
    .filter((line) => line.trim() !== '')
    .map((line) => labelSchema.parse(JSON.parse(line)));
}
