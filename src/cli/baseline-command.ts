import { buildCommand, buildRouteMap } from '@stricli/core';
import { SECRET_FILE_FLAG } from './baseline-flags.ts';
import type { CliContext } from './context.ts';
import { portNumber } from './port-number.ts';

export interface LookFlags {
  readonly config?: string;
  readonly secretFile?: string;
  readonly host?: string;
  readonly json?: boolean;
}

export interface ShowFlags extends LookFlags {
  readonly suspect?: boolean;
}

export interface ClearFlags extends LookFlags {
  readonly program?: string;
  readonly destination?: string;
  readonly port?: number;
  readonly by?: string;
  readonly reason?: string;
  readonly dryRun?: boolean;
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

const FILE = {
  kind: 'tuple',
  parameters: [{ parse: String, brief: 'Baseline', placeholder: 'file' }],
} as const;

const showCommand = buildCommand<ShowFlags, [string], CliContext>({
  docs: { brief: 'What a baseline knows, its version, and what it doubts itself' },
  parameters: {
    positional: FILE,
    flags: {
      ...FLAGS,
      suspect: {
        kind: 'boolean',
        optional: true,
        withNegated: false,
        brief: 'Only the contacts that are suspect',
      },
    },
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

const text = <T extends string>(brief: string, placeholder: T) =>
  ({ kind: 'parsed', parse: String, optional: true, placeholder, brief }) as const;

const clearCommand = buildCommand<ClearFlags, [string], CliContext>({
  docs: {
    brief: 'Tell that a suspicion was unfounded: who found it so, and why',
    fullDescription:
      'Without a choice of contacts it lists those that are suspect, and changes nothing. A suspicion later than what is ' +
      'listed counts again.',
  },
  parameters: {
    positional: FILE,
    flags: {
      config: FLAGS.config,
      secretFile: FLAGS.secretFile,
      host: text('Host whose contacts are cleared', 'NAME'),
      program: text(
        'Only of this program: its name, its path or all that is shown of it; * for anything',
        'PATTERN',
      ),
      destination: text('Only to this name or address', 'NAME'),
      port: {
        kind: 'parsed',
        parse: portNumber,
        optional: true,
        placeholder: 'N',
        brief: 'Only to this port',
      },
      by: text('Who found the suspicion unfounded', 'NAME'),
      reason: text('Why', 'TEXT'),
      dryRun: {
        kind: 'boolean',
        optional: true,
        withNegated: false,
        brief: 'Say what would be cleared, and write nothing',
      },
      json: { kind: 'boolean', optional: true, withNegated: false, brief: 'The outcome as one JSON object' },
    },
  },
  loader: async () => (await import('./run-baseline-clear.ts')).runBaselineClear,
});

export const baselineCommand = buildRouteMap<'show' | 'diff' | 'clear', CliContext>({
  routes: { show: showCommand, diff: diffCommand, clear: clearCommand },
  docs: { brief: 'Look at baselines, compare them, and clear what they hold for suspect' },
});
