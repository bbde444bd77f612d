import { buildCommand } from '@stricli/core';
import { BASELINE_FLAGS } from './baseline-flags.ts';
import type { CliContext } from './context.ts';

export interface JudgeFlags {
  readonly with?: readonly string[];
  readonly config?: string;
  readonly baseline?: string;
  readonly secretFile?: string;
  readonly save?: string;
  readonly confirm?: readonly string[];
  readonly stories?: readonly string[];
  readonly force?: string;
  readonly json?: boolean;
}

export const judgeCommand = buildCommand<JudgeFlags, [string], CliContext>({
  docs: {
    brief:
      'Judge stored cases again: what would appear, vanish or change with other approvals or another baseline',
    fullDescription:
      'Takes what `postern hunt --save` kept and judges it with the approvals and the baseline named here. Nothing is written ' +
      'without --save. A change that silences a story, in whatever telemetry shape, or lowers a confirmed finding is refused ' +
      'unless --force gives a reason. Exit codes: 0 done, 1 such a change, 2 wrong usage, 3 some lines damaged or missing.',
  },
  parameters: {
    positional: {
      kind: 'tuple',
      parameters: [{ parse: String, brief: 'File of cases', placeholder: 'cases' }],
    },
    flags: {
      with: {
        kind: 'parsed',
        parse: String,
        variadic: true,
        optional: true,
        placeholder: 'PATH',
        brief: 'File or folder of approvals to judge with, beside those of the configuration; repeatable',
      },
      config: {
        kind: 'parsed',
        parse: String,
        optional: true,
        placeholder: 'FILE',
        brief: 'Configuration (YAML), see docs/configuration.md',
      },
      ...BASELINE_FLAGS,
      save: {
        kind: 'parsed',
        parse: String,
        optional: true,
        placeholder: 'FILE',
        brief: 'Write the cases with their new judgement into FILE, which may be the same',
      },
      confirm: {
        kind: 'parsed',
        parse: String,
        variadic: true,
        optional: true,
        placeholder: 'ID',
        brief: 'A finding that a person confirmed: no approval may lower it; repeatable, kept by --save',
      },
      stories: {
        kind: 'parsed',
        parse: String,
        variadic: true,
        optional: true,
        placeholder: 'PATH',
        brief: 'Stories that must still be found; repeatable [default: those that come with Postern]',
      },
      force: {
        kind: 'parsed',
        parse: String,
        optional: true,
        placeholder: 'REASON',
        brief: 'Save although something is silenced; the reason is kept in the file',
      },
      json: { kind: 'boolean', optional: true, withNegated: false, brief: 'The outcome as one JSON object' },
    },
  },
  loader: async () => (await import('./run-judge.ts')).runJudge,
});
