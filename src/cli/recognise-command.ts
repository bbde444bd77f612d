import { buildCommand } from '@stricli/core';
import { SCRIPT_LANGUAGES } from '../encryption/languages/language.ts';
import type { ScriptLanguage } from '../encryption/languages/language.ts';
import type { CliContext } from './context.ts';
import { PATTERNS_FLAG } from './pattern-flags.ts';

export const PLATFORMS = ['windows', 'macos', 'linux', 'esxi'] as const;

export interface RecogniseFlags {
  readonly platform?: (typeof PLATFORMS)[number];
  readonly language?: ScriptLanguage;
  readonly patterns?: readonly string[];
  readonly json?: boolean;
  readonly batch?: boolean;
  readonly showSecrets?: boolean;
}

export const recogniseCommand = buildCommand<RecogniseFlags, string[], CliContext>({
  docs: {
    brief: 'Read a command line or script and say what it encrypts, with every decoded layer',
    fullDescription:
      'The text is the argument, or standard input when there is none. --batch reads NDJSON {"id","platform","text"} from ' +
      'standard input and answers {"id","class","operation","algorithm",...} a line. Nothing is ever executed.',
  },
  parameters: {
    positional: {
      kind: 'array',
      parameter: { parse: String, brief: 'The text, quoted as one word', placeholder: 'text' },
    },
    flags: {
      platform: {
        kind: 'enum',
        values: PLATFORMS,
        optional: true,
        brief: 'Whose quoting rules and tools [default: told by the text]',
      },
      language: {
        kind: 'enum',
        values: SCRIPT_LANGUAGES,
        optional: true,
        brief: 'The text is a script in this language',
      },
      patterns: PATTERNS_FLAG,
      json: {
        kind: 'boolean',
        optional: true,
        withNegated: false,
        brief: 'The whole answer as one JSON object',
      },
      batch: { kind: 'boolean', optional: true, withNegated: false, brief: 'NDJSON in, NDJSON out' },
      showSecrets: {
        kind: 'boolean',
        optional: true,
        withNegated: false,
        brief: 'Do not mask passwords and keys',
      },
    },
  },
  loader: async () => (await import('./run-recognise.ts')).runRecognise,
});
