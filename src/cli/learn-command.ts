import { buildCommand } from '@stricli/core';
import { SECRET_FILE_FLAG } from './baseline-flags.ts';
import type { CliContext } from './context.ts';
import { INPUT_FLAGS, PATHS } from './hunt-flags.ts';
import type { InputFlags } from './hunt-flags.ts';

export interface LearnFlags extends InputFlags {
  readonly baseline: string;
  readonly from?: readonly string[];
  readonly secretFile?: string;
  readonly reviewedBy?: string;
  readonly json?: boolean;
}

export const learnCommand = buildCommand<LearnFlags, string[], CliContext>({
  docs: {
    brief: 'Learn from logs what is normal, into a baseline that later hunts judge with',
    fullDescription:
      'Learns which program of which host talks to which destination, when and how much. What is tied to an encryption or to ' +
      'an open finding is not learned, only remembered as suspect, unless --reviewed-by names a person who looked at these ' +
      'records and answers for them. Learning the same records twice changes nothing.',
  },
  parameters: {
    positional: PATHS,
    flags: {
      ...INPUT_FLAGS,
      baseline: {
        kind: 'parsed',
        parse: String,
        placeholder: 'FILE',
        brief: 'Where the baseline is written',
      },
      from: {
        kind: 'parsed',
        parse: String,
        variadic: true,
        optional: true,
        placeholder: 'FILE',
        brief: 'Baseline to go on from, which may be the same file; repeatable, they are merged',
      },
      secretFile: SECRET_FILE_FLAG,
      reviewedBy: {
        kind: 'parsed',
        parse: String,
        optional: true,
        placeholder: 'NAME',
        brief: 'Who reviewed these records: suspicious sending in them is then learned as normal',
      },
      json: {
        kind: 'boolean',
        optional: true,
        withNegated: false,
        brief: 'What was learned as one JSON object',
      },
    },
  },
  loader: async () => (await import('./run-learn.ts')).runLearn,
});
