import type { KeySource } from '../encryption-operation.ts';
import { assigned } from './environment.ts';
import { OptionSet } from './option-set.ts';
import type { Tool, ToolArguments, ToolReading } from './tool.ts';

const NAMES = {
  short: 'rpoeHtT',
  long: 'repo repository-file password-file password-command password option host tag exclude exclude-file iexclude files-from files-from-verbatim files-from-raw parent cache-dir limit-upload limit-download key-hint cacert tls-client-cert pack-size target include path time compression retry-lock from-repo from-password-file',
};
const REMOTE = /^(?:sftp|s3|rest|b2|azure|gs|swift|rclone|opendal)[:]/;

function keySourceOf(given: ToolArguments, options: OptionSet): KeySource {
  if (options.has('p', 'password-file')) return 'file';
  if (options.has('password-command')) return 'agent';
  if (options.has('password')) return 'command-line';
  return assigned(given, /^RESTIC_PASSWORD/) === undefined ? 'unknown' : 'environment';
}

function read(given: ToolArguments): ToolReading {
  const options = new OptionSet(given.words, NAMES);
  const [verb = '', ...operands] = options.operands;
  const repository = options.values('r', 'repo');
  const common = {
    class: 'symmetric',
    algorithm: 'aes-256-ctr',
    keySource: keySourceOf(given, options),
    secrets: options.ranges('password'),
  } as const;
  if (options.has('help', 'h')) return { class: 'none', reason: 'restic asked for help only' };
  if (verb === 'backup')
    return {
      ...common,
      direction: 'encrypt',
      inputs: operands,
      outputs: repository,
      reason: 'restic backs up; its repositories are always encrypted',
    };
  if (verb === 'copy')
    return {
      ...common,
      direction: 'both',
      outputs: repository,
      reason: 'restic copies snapshots and encrypts them anew',
    };
  if (/^(?:restore|dump|mount|cat|find|diff)$/.test(verb))
    return {
      ...common,
      direction: 'decrypt-claimed',
      inputs: repository,
      confidence: 0.85,
      reason: 'restic reads an encrypted repository',
    };
  if (verb === 'init')
    return {
      ...common,
      tier: 1,
      outputs: repository,
      confidence: 0.8,
      reason: 'restic makes an encrypted repository',
    };
  return { class: 'none', reason: 'restic manages a repository' };
}

/** restic and rustic: there are no unencrypted repositories. */
export const restic: Tool = {
  id: 'restic',
  names: ['restic', 'rustic'],
  gate: ['restic', 'rustic', 'rest:http', 'rest:https', 's3:http', 's3:https', '--password-file'],
  read,
  shape: (words) =>
    words.some((word) => word.text === 'backup') &&
    words.some(
      (word, index) => /^(?:-r|--repo)$/.test(words[index - 1]?.text ?? '') && REMOTE.test(word.text),
    ),
  examples: {
    positive: [
      {
        line: 'RESTIC_PASSWORD=winter restic -r sftp:h:/backup backup /srv/data --exclude tmp',
        platform: 'posix',
        class: 'symmetric',
        direction: 'encrypt',
        algorithm: 'aes-256-ctr',
        keySource: 'environment',
        inputs: ['/srv/data'],
        outputs: ['sftp:h:/backup'],
        secrets: ['winter'],
      },
      {
        line: 'restic --password-file p -r /b restore latest --target /t',
        platform: 'posix',
        class: 'symmetric',
        direction: 'decrypt-claimed',
        keySource: 'file',
      },
      {
        line: 'C:\\t\\upd.exe -r rest:http://198.51.100.7:8000/x backup C:\\d',
        platform: 'windows',
        class: 'symmetric',
      },
    ],
    negative: [
      { line: 'restic -r /b snapshots', platform: 'posix' },
      { line: 'restic forget --keep-last 3 --prune', platform: 'posix' },
      { line: 'restic version', platform: 'posix' },
    ],
  },
};
