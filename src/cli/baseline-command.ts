import { buildCommand, buildRouteMap } from '@stricli/core';
import { SECRET_FILE_FLAG } from './baseline-flags.ts';
import type { CliContext } from './context.ts';

export interface LookFlags {
  readonly config?: string;
  readonly secretFile?: string;
  readonly host?: string;
  readonly json?: boolean;
}

const FLAGS = {
  config: {
    kind: 'parsed',
    parse: String,
    optional: true,
    placeholder: 'FILE',
    brief: 'Configuration (YAML), see docs/configuration.md',
  },
  secretFile: SECRET_FILE_FLAG,
  host: {
    kind: 'parsed',
    parse: String,
    optional: true,
    placeholder: 'NAME',
    brief: 'Only what is known of this host',
  },
  json: { kind: 'boolean', optional: true, withNegated: false, brief: 'One profile a line as JSON' },
} as const;

const showCommand = buildCommand<LookFlags, [string], CliContext>({
  docs: { brief: 'What a baseline knows, its version, and what it doubts itself' },
  parameters: {
    positional: { kind: 'tuple', parameters: [{ parse: String, brief: 'Baseline', placeholder: 'file' }] },
    flags: FLAGS,
  },
  loader: async () => (await import('./run-baseline.ts')).runBaselineShow,
});

const diffCommand = buildCommand<LookFlags, [string, string], CliContext>({
  docs: {
    brief: 'What one baseline knows that another does not',
    fullDescription: 'Exit code 1 when they differ.',
  },
  parameters: {
    positional: {
      kind: 'tuple',
      parameters: [
        { parse: String, brief: 'Earlier baseline', placeholder: 'before' },
        { parse: String, brief: 'Later baseline', placeholder: 'after' },
      ],
    },
    flags: FLAGS,
  },
  loader: async () => (await import('./run-baseline.ts')).runBaselineDiff,
});

export const baselineCommand = buildRouteMap<'show' | 'diff', CliContext>({
  routes: { show: showCommand, diff: diffCommand },
  docs: { brief: 'Look at baselines and compare them' },
});
