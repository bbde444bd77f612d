import { buildCommand, buildRouteMap } from '@stricli/core';
import { ATTACK_ELEMENTS } from '../baseline/approvals/attack-views.ts';
import type { AttackElement } from '../baseline/approvals/attack-views.ts';
import { PROGRAM_CLASSES } from '../baseline/approvals/approval.ts';
import type { ProgramClass } from '../baseline/approvals/approval.ts';
import type { CliContext } from './context.ts';
import { INPUT_FLAGS } from './hunt-flags.ts';
import type { InputFlags } from './hunt-flags.ts';
import { portNumber } from './port-number.ts';

export interface LookAtApprovalsFlags extends InputFlags {
  readonly json?: boolean;
}

export interface ListApprovalsFlags extends LookAtApprovalsFlags {
  readonly as?: AttackElement;
}

export interface TestApprovalsFlags {
  readonly json?: boolean;
  readonly config?: string;
  readonly approvals?: readonly string[];
}

export interface AddApprovalFlags extends InputFlags {
  readonly file: string;
  readonly fromFinding?: string;
  readonly owner: string;
  readonly reason: string;
  readonly days?: number;
  readonly ticket?: string;
  readonly id?: string;
  readonly class?: ProgramClass;
  readonly platform?: 'windows' | 'macos' | 'linux' | 'esxi';
  readonly path?: string;
  readonly signer?: string;
  readonly teamId?: string;
  readonly script?: string;
  readonly user?: string;
  readonly onHost?: readonly string[];
  readonly domain?: readonly string[];
  readonly tenant?: readonly string[];
  readonly address?: readonly string[];
  readonly port?: number;
}

const CASES = {
  kind: 'array',
  parameter: {
    parse: String,
    brief: 'Cases of `postern hunt --save`, or logs to hunt in: what the approvals suppressed there',
    placeholder: 'paths',
  },
} as const;

const JSON_FLAG = {
  kind: 'boolean',
  optional: true,
  withNegated: false,
  brief: 'One approval a line as JSON',
} as const;

const listCommand = buildCommand<ListApprovalsFlags, string[], CliContext>({
  docs: {
    brief: 'Every approval that holds here, and how often it was used in the cases or logs given',
    fullDescription:
      'With --as the same decisions under the name that ATT&CK gives its tunable: ExecutableAllowlist and TimeWindow of ' +
      'AN1389, ApplicationProfileBaseline of AN1391.',
  },
  parameters: {
    positional: CASES,
    flags: {
      ...INPUT_FLAGS,
      json: JSON_FLAG,
      as: {
        kind: 'enum',
        values: ATTACK_ELEMENTS,
        optional: true,
        brief: 'Under the name of a mutable element of ATT&CK',
      },
    },
  },
  loader: async () => (await import('./run-approvals.ts')).runApprovalsList,
});

const showCommand = buildCommand<LookAtApprovalsFlags, [string, ...string[]], CliContext>({
  docs: { brief: 'One approval, and each finding it suppressed in the cases or logs given' },
  parameters: {
    positional: {
      kind: 'array',
      parameter: { parse: String, brief: 'Id of the approval, then cases or logs', placeholder: 'id paths' },
      minimum: 1,
    },
    flags: { ...INPUT_FLAGS, json: JSON_FLAG },
  },
  loader: async () => (await import('./run-approvals.ts')).runApprovalsShow,
});

const reviewCommand = buildCommand<LookAtApprovalsFlags, string[], CliContext>({
  docs: {
    brief: 'Approvals that are unused, expiring, expired, over-broad or overlapping',
    fullDescription:
      'Unused can only be said with cases or logs. Exit code 1 when there is something to look at.',
  },
  parameters: { positional: CASES, flags: { ...INPUT_FLAGS, json: JSON_FLAG } },
  loader: async () => (await import('./run-approvals.ts')).runApprovalsReview,
});

const testCommand = buildCommand<TestApprovalsFlags, string[], CliContext>({
  docs: {
    brief: 'Try every approval with impostors: programs and places that are nearly the approved ones',
    fullDescription:
      'For each approval, packs included, its own program and its impostors encrypt and send in made-up logs: renamed, ' +
      'unsigned, signed by another, an interpreter under its name, another tenant, a look-alike of the name. Exit code 1 ' +
      'when an approval covers one of them or does not hold for its own program.',
  },
  parameters: {
    positional: {
      kind: 'array',
      parameter: { parse: String, brief: 'Only the approvals of these ids', placeholder: 'ids' },
    },
    flags: { json: JSON_FLAG, config: INPUT_FLAGS.config, approvals: INPUT_FLAGS.approvals },
  },
  loader: async () => (await import('./run-approvals-test.ts')).runApprovalsTest,
});

const text = (brief: string, placeholder: string) =>
  ({ kind: 'parsed', parse: String, optional: true, placeholder, brief }) as const;
const texts = (brief: string, placeholder: string) =>
  ({ kind: 'parsed', parse: String, variadic: true, optional: true, placeholder, brief }) as const;

const addCommand = buildCommand<AddApprovalFlags, string[], CliContext>({
  docs: {
    brief: 'Write an approval into a file: of a finding, or of flags',
    fullDescription:
      'With --from-finding and the cases or logs it stands in, the approval covers that program, place and host and no more; ' +
      'flags replace parts of it. What would cover more than it says is refused, with the reason.',
  },
  parameters: {
    positional: CASES,
    flags: {
      ...INPUT_FLAGS,
      file: {
        kind: 'parsed',
        parse: String,
        placeholder: 'FILE',
        brief: 'Approval file to write into; made when it is not there',
      },
      owner: { kind: 'parsed', parse: String, placeholder: 'NAME', brief: 'Who answers for it' },
      reason: {
        kind: 'parsed',
        parse: String,
        placeholder: 'TEXT',
        brief: 'Why it is allowed, for its reviewer',
      },
      fromFinding: text('Finding to approve; its first or last characters are enough', 'ID'),
      days: {
        kind: 'parsed',
        parse: dayCount,
        optional: true,
        placeholder: 'N',
        brief: 'Days until it ends [default: 90]',
      },
      ticket: text('Ticket of the decision', 'TEXT'),
      id: text('Name of the approval [default: made of program and place]', 'ID'),
      class: {
        kind: 'enum',
        values: PROGRAM_CLASSES,
        optional: true,
        brief: 'Kind of program [default: script, where one is run, else business-application]',
      },
      platform: {
        kind: 'enum',
        values: ['windows', 'macos', 'linux', 'esxi'],
        optional: true,
        brief: 'Operating system',
      },
      path: text('Full path of the image', 'PATH'),
      signer: text('Subject of its valid signature', 'TEXT'),
      teamId: text('Apple team id of its valid signature', 'ID'),
      script: text('Full path of the script an interpreter runs', 'PATH'),
      user: text('User it runs as', 'NAME'),
      onHost: texts('Host on which it holds; repeatable', 'NAME'),
      domain: texts('Domain it may send to, with all below it; repeatable', 'NAME'),
      tenant: texts('Tenant of a shared service; repeatable', 'NAME'),
      address: texts('Address or range it may send to; repeatable', 'CIDR'),
      port: {
        kind: 'parsed',
        parse: portNumber,
        optional: true,
        placeholder: 'N',
        brief: 'Port it may send to',
      },
    },
  },
  loader: async () => (await import('./run-add-approval.ts')).runAddApproval,
});

export const approvalsCommand = buildRouteMap<'add' | 'list' | 'show' | 'review' | 'test', CliContext>({
  routes: {
    add: addCommand,
    list: listCommand,
    show: showCommand,
    review: reviewCommand,
    test: testCommand,
  },
  docs: { brief: 'What people approved: add, list, show what was suppressed, review, try with impostors' },
});

function dayCount(value: string): number {
  if (!/^[1-9]\d{0,2}$/.test(value)) throw new SyntaxError(`${value} is not a number of days from 1 to 999`);
  return Number(value);
}
