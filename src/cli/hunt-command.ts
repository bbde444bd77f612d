import { buildCommand } from '@stricli/core';
import { LEVELS } from '../findings/finding.ts';
import type { Level } from '../findings/finding.ts';
import type { CliContext } from './context.ts';
import { BASELINE_FLAGS } from './baseline-flags.ts';
import { INPUT_FLAGS, PATHS } from './hunt-flags.ts';
import type { InputFlags } from './hunt-flags.ts';

export interface HuntFlags extends InputFlags {
  readonly baseline?: string;
  readonly secretFile?: string;
  readonly save?: string;
  readonly json?: boolean;
  readonly jsonEntities?: boolean;
  readonly out?: string;
  readonly failOn?: Level;
  readonly observations?: boolean;
  readonly showSecrets?: boolean;
}

export const huntCommand = buildCommand<HuntFlags, string[], CliContext>({
  docs: {
    brief: 'Find processes that sent encrypted data out',
    fullDescription:
      'Reads files, folders and archives of logs and reports who encrypted what and sent it where, how sure that is, and ' +
      'what the telemetry could not show. Exit codes: 0 done, 1 --fail-on reached, 2 wrong usage, 3 some input unreadable.',
  },
  parameters: {
    positional: PATHS,
    flags: {
      ...INPUT_FLAGS,
      ...BASELINE_FLAGS,
      save: {
        kind: 'parsed',
        parse: String,
        optional: true,
        placeholder: 'FILE',
        brief: 'Keep what was judged in FILE, so that `postern judge` can judge it again',
      },
      json: {
        kind: 'boolean',
        optional: true,
        withNegated: false,
        brief: 'One OCSF Detection Finding a line on stdout, nothing else',
      },
      jsonEntities: {
        kind: 'boolean',
        optional: true,
        withNegated: false,
        brief: 'The risk of each host, user and destination, one JSON object a line, instead of findings',
      },
      out: {
        kind: 'parsed',
        parse: String,
        optional: true,
        placeholder: 'DIR',
        brief: 'Write an HTML report, findings, evidence and a manifest into DIR',
      },
      failOn: {
        kind: 'enum',
        values: LEVELS,
        optional: true,
        brief: 'Exit with 1 when a finding reaches this level',
      },
      observations: {
        kind: 'boolean',
        optional: true,
        withNegated: false,
        brief: 'Also show encryption that no connection is tied to',
      },
      showSecrets: {
        kind: 'boolean',
        optional: true,
        withNegated: false,
        brief: 'Do not mask passwords and keys found in command lines',
      },
    },
  },
  loader: async () => (await import('./run-hunt.ts')).runHunt,
});
