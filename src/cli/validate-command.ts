import { buildCommand } from '@stricli/core';
import type { CliContext } from './context.ts';
import { PATTERNS_FLAG } from './pattern-flags.ts';

export interface ValidateFlags {
  readonly json?: boolean;
  readonly config?: string;
  readonly patterns?: readonly string[];
  readonly shape?: readonly string[];
}

export const validateCommand = buildCommand<ValidateFlags, string[], CliContext>({
  docs: {
    brief: 'Play stories through every telemetry shape and compare what is found with what must be',
    fullDescription:
      'A story (YAML, docs/stories.md) says what happened, what must be found and what must not. The examples of ' +
      'patterns (--patterns, docs/patterns.md) are run as tests too, with or without stories. Exit code 1 when any fails.',
  },
  parameters: {
    positional: {
      kind: 'array',
      parameter: { parse: String, brief: 'Story files or folders of them', placeholder: 'stories' },
    },
    flags: {
      json: {
        kind: 'boolean',
        optional: true,
        withNegated: false,
        brief: 'The whole report as JSON on stdout',
      },
      config: {
        kind: 'parsed',
        parse: String,
        optional: true,
        placeholder: 'FILE',
        brief: 'Judge with this configuration',
      },
      patterns: PATTERNS_FLAG,
      shape: {
        kind: 'parsed',
        parse: String,
        variadic: true,
        optional: true,
        placeholder: 'ID',
        brief: 'Only this telemetry shape; repeatable',
      },
    },
  },
  loader: async () => (await import('./run-validate.ts')).runValidate,
});
