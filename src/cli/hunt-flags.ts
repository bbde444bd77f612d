/** Flags shared by every command that reads telemetry. */
import { huntSettings } from '../config/hunt-settings.ts';
import type { HuntSettings } from '../config/hunt-settings.ts';
import { APPROVALS_FLAG, approvalsOf } from './approval-flags.ts';
import { configOf } from './config-of.ts';
import { PATTERNS_FLAG, patternsOf } from './pattern-flags.ts';

export interface InputFlags {
  readonly internal?: readonly string[];
  readonly external?: readonly string[];
  readonly config?: string;
  readonly patterns?: readonly string[];
  readonly approvals?: readonly string[];
  readonly host?: string;
  readonly since?: string;
  readonly until?: string;
  readonly threads?: number;
}

const text = (value: string): string => value;

export const INPUT_FLAGS = {
  internal: {
    kind: 'parsed',
    parse: text,
    variadic: true,
    optional: true,
    placeholder: 'CIDR',
    brief: "The site's own network; repeatable. Everything else is then external",
  },
  external: {
    kind: 'parsed',
    parse: text,
    variadic: true,
    optional: true,
    placeholder: 'CIDR',
    brief: 'A range that is outside although it looks internal; repeatable',
  },
  config: {
    kind: 'parsed',
    parse: text,
    optional: true,
    placeholder: 'FILE',
    brief: 'Configuration (YAML), see docs/configuration.md',
  },
  patterns: PATTERNS_FLAG,
  approvals: APPROVALS_FLAG,
  host: {
    kind: 'parsed',
    parse: text,
    optional: true,
    placeholder: 'NAME',
    brief: 'Host of records that name none (auditd) [default: told by their folder]',
  },
  since: {
    kind: 'parsed',
    parse: text,
    optional: true,
    placeholder: 'TIME',
    brief: 'Only events at or after this time (UTC unless it says otherwise)',
  },
  until: {
    kind: 'parsed',
    parse: text,
    optional: true,
    placeholder: 'TIME',
    brief: 'Only events before this time',
  },
  threads: {
    kind: 'parsed',
    parse: threadCount,
    optional: true,
    placeholder: 'N',
    brief: 'Worker threads [default: one per processor]',
  },
} as const;

export async function settingsOf(flags: InputFlags): Promise<HuntSettings> {
  const config = await configOf(flags.config);
  return huntSettings(config, {
    internal: flags.internal ?? [],
    external: flags.external ?? [],
    since: flags.since,
    until: flags.until,
    host: flags.host,
    patterns: await patternsOf(flags.patterns, config, flags.config),
    approvals: await approvalsOf(flags.approvals, config, flags.config),
  });
}

function threadCount(value: string): number {
  if (!/^[1-9]\d{0,2}$/.test(value))
    throw new SyntaxError(`${value} is not a number of threads from 1 to 999`);
  return Number(value);
}

export const PATHS = {
  kind: 'array',
  parameter: {
    parse: text,
    brief: 'File, folder or archive (.gz, .zip, .tar.gz) of logs',
    placeholder: 'path',
  },
  minimum: 1,
} as const;
