/** The truth about the recordings, one line a data set. */
import { readFileSync } from 'node:fs';

export interface Label {
  readonly id: string;
  /** Below the folder of the labels. */
  readonly file: string;
  readonly expected: 'positive' | 'crypto-only' | 'negative' | 'network-only';
  readonly internal_networks?: readonly string[] | null;
  readonly positives?: readonly LabelledAct[];
}

/** A process that encrypted and sent. Numbers are text, as the recordings have them. */
export interface LabelledAct {
  readonly host: string;
  readonly pid: string;
  readonly image: string;
  readonly dest: string;
  readonly dport: string;
}

export function readLabels(path: string): readonly Label[] {
  return readFileSync(path, 'utf8')
    .split('\n')
    .filter((line) => line.trim() !== '')
    .map((line) => JSON.parse(line) as Label);
}
