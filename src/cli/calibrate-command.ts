import { buildCommand } from '@stricli/core';
import { BASELINE_FLAGS } from './baseline-flags.ts';
import type { CliContext } from './context.ts';
import { INPUT_FLAGS } from './hunt-flags.ts';
import type { InputFlags } from './hunt-flags.ts';

export interface CalibrateFlags extends InputFlags {
  readonly baseline?: string;
  readonly secretFile?: string;
  readonly json?: boolean;
}

export const calibrateCommand = buildCommand<CalibrateFlags, string[], CliContext>({
  docs: {
    brief: 'Precision and recall per level and claim on labelled recordings, with confidence bounds',
    fullDescription:
      'Takes a file of labels (one JSON object a line: id, file, positives) or folders of recordings with a truth.json. It ' +
      'measures and proposes nothing: the weights change where somebody changes them and measures again.',
  },
  parameters: {
    positional: {
      kind: 'array',
      parameter: { parse: String, brief: 'File of labels, or folder of recordings', placeholder: 'labels' },
      minimum: 1,
    },
    flags: {
      ...INPUT_FLAGS,
      ...BASELINE_FLAGS,
      json: { kind: 'boolean', optional: true, withNegated: false, brief: 'The figures as one JSON object' },
    },
  },
  loader: async () => (await import('./run-calibrate.ts')).runCalibrate,
});
