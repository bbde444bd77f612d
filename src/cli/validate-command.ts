import { buildCommand } from '@stricli/core';
import type { CliContext } from './context.ts';

export interface ValidateFlags {
  readonly json?: boolean;
  readonly config?: string;
  readonly shape?: readonly string[];
}

export const validateCommand = buildCommand<ValidateFlags, string[], CliContext>({
  docs: {
    brief: 'Play stories through every telemetry shape and compare what is found with what must be',
    fullDescription:
      'A story (YAML, docs/stories.md) says what happened, what must be found and what must not. Exit code 1 when any fails.',
  },
  parameters: {
    positional: {
      kind: 'array',
      parameter: { parse: String, brief: 'Story files or folders of them', placeholder: 'stories' },
      minimum: 1,
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
