import { buildCommand } from '@stricli/core';
import { BASELINE_FLAGS } from './baseline-flags.ts';
import type { CliContext } from './context.ts';
import { INPUT_FLAGS, PATHS } from './hunt-flags.ts';
import type { InputFlags } from './hunt-flags.ts';
import { parseSpan } from './span.ts';

export interface FollowFlags extends Omit<InputFlags, 'threads' | 'until'> {
  readonly baseline?: string;
  readonly secretFile?: string;
  readonly learn?: string;
  readonly state?: string;
  readonly json?: boolean;
  readonly showSecrets?: boolean;
  readonly exitWhenIdle?: number;
}

const { threads: _threads, until: _until, ...FLAGS } = INPUT_FLAGS;

export const followCommand = buildCommand<FollowFlags, string[], CliContext>({
  docs: {
    brief: 'Follow logs that are being written and tell findings as they arise',
    fullDescription:
      'Reads each file from its beginning (or from where --state left off), then what is added to it, through rotation and ' +
      'truncation, until it is interrupted. A finding is told once, and again when its level rises.',
  },
  parameters: {
    positional: {
      ...PATHS,
      parameter: { ...PATHS.parameter, brief: 'A log file that grows, such as /var/log/audit/audit.log' },
    },
    flags: {
      ...FLAGS,
      ...BASELINE_FLAGS,
      learn: {
        kind: 'parsed',
        parse: String,
        optional: true,
        placeholder: 'FILE',
        brief: 'Learn from every complete hour into this baseline; made when it is not there',
      },
      state: {
        kind: 'parsed',
        parse: String,
        optional: true,
        placeholder: 'FILE',
        brief: 'Where positions are kept, so that a restart loses and repeats nothing',
      },
      json: {
        kind: 'boolean',
        optional: true,
        withNegated: false,
        brief: 'One OCSF Detection Finding a line on stdout',
      },
      showSecrets: {
        kind: 'boolean',
        optional: true,
        withNegated: false,
        brief: 'Do not mask passwords and keys found in command lines',
      },
      exitWhenIdle: {
        kind: 'parsed',
        parse: parseSpan,
        optional: true,
        placeholder: 'SPAN',
        brief: 'End when nothing was added for so long (2s, 5m); for jobs and tests',
      },
    },
  },
  loader: async () => (await import('./run-follow.ts')).runFollow,
});
