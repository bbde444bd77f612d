/** Users' encryption patterns, from flags and from the configuration. */
import { dirname, resolve } from 'node:path';
import type { Config } from '../config/config-schema.ts';
import type { FileProblem } from '../config/patterns/located-document.ts';
import { UsageError } from '../config/usage-error.ts';
import type { EncryptionPattern } from '../encryption/patterns/pattern.ts';
import { escapeTerminal } from '../outputs/escape-terminal.ts';

export const PATTERNS_FLAG = {
  kind: 'parsed',
  parse: (path: string): string => path,
  variadic: true,
  optional: true,
  placeholder: 'PATH',
  brief: 'Encryption patterns of your own: a .yaml file or a folder of them; repeatable',
} as const;

/** The files and folders of patterns; those of a configuration are named from its own folder. */
export function patternPaths(
  flag: readonly string[] | undefined,
  config: Pick<Config, 'encryption'>,
  configFile: string | undefined,
): readonly string[] {
  const folder = dirname(configFile ?? '.');
  return [...config.encryption.patterns.map((path) => resolve(folder, path)), ...(flag ?? [])];
}

/**
 * The patterns to read with. What reads them is loaded only for who has any.
 *
 * @throws UsageError that names everything wrong with them, one a line: half of the patterns would be a hunt that
 * silently finds less.
 */
export async function patternsOf(
  flag: readonly string[] | undefined,
  config: Pick<Config, 'encryption'>,
  configFile: string | undefined,
): Promise<readonly EncryptionPattern[]> {
  const paths = patternPaths(flag, config, configFile);
  if (paths.length === 0) return [];
  const { loadPatterns } = await import('../config/patterns/load-patterns.ts');
  const { patterns, problems } = await loadPatterns(paths);
  if (problems.length > 0)
    throw new UsageError(problems.map((problem) => escapeTerminal(problemText(problem))).join('\n'));
  return patterns;
}

/** `patterns/acme.yaml:12: tool.names[0] is too short` */
export function problemText({ source, line, path, message }: FileProblem): string {
  return `${source}${line === undefined ? '' : `:${line}`}: ${path === '' ? '' : `${path} `}${message}`;
}
