import { buildCommand } from '@stricli/core';
import type { CliContext } from './context.ts';
import { BASELINE_FLAGS } from './baseline-flags.ts';
import { INPUT_FLAGS } from './hunt-flags.ts';
import type { InputFlags } from './hunt-flags.ts';

export interface ExplainFlags extends InputFlags {
  readonly baseline?: string;
  readonly secretFile?: string;
  readonly json?: boolean;
  readonly showSecrets?: boolean;
}

export const explainCommand = buildCommand<ExplainFlags, [string, ...string[]], CliContext>({
  docs: {
    brief: 'Show every point of a finding, and what would change it',
    fullDescription:
      'Takes the id of a finding (its first characters are enough) and the same paths and settings as the hunt that gave it.',
  },
  parameters: {
    positional: {
      kind: 'array',
      parameter: {
        parse: String,
        brief: 'Finding id, then the paths of the hunt',
        placeholder: 'finding paths',
      },
      minimum: 2,
    },
    flags: {
      ...INPUT_FLAGS,
      ...BASELINE_FLAGS,
      json: {
        kind: 'boolean',
        optional: true,
        withNegated: false,
        brief: 'The finding with all its parts as JSON',
      },
      showSecrets: {
        kind: 'boolean',
        optional: true,
        withNegated: false,
        brief: 'Do not mask passwords and keys',
      },
    },
  },
  loader: async () => (await import('./run-explain.ts')).runExplain,
});
