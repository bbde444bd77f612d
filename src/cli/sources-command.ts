import { buildCommand } from '@stricli/core';
import type { CliContext } from './context.ts';
import { INPUT_FLAGS, PATHS } from './hunt-flags.ts';
import type { InputFlags } from './hunt-flags.ts';

export interface SourcesFlags extends InputFlags {
  readonly json?: boolean;
}

export const sourcesCommand = buildCommand<SourcesFlags, string[], CliContext>({
  docs: {
    brief: 'Say what was recognised in files, folders and archives',
    fullDescription:
      'Format, records by kind, time span and hosts of every input, and what could not be understood.',
  },
  parameters: {
    positional: PATHS,
    flags: {
      ...INPUT_FLAGS,
      json: {
        kind: 'boolean',
        optional: true,
        withNegated: false,
        brief: 'One JSON object a source on stdout',
      },
    },
  },
  loader: async () => (await import('./run-sources.ts')).runSources,
});
