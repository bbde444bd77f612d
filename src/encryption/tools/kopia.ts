import type { KeySource } from '../encryption-operation.ts';
import { assigned } from './environment.ts';
import { OptionSet } from './option-set.ts';
import type { Tool, ToolArguments, ToolReading } from './tool.ts';

const NAMES = {
  short: 'p',
  long: 'password config-file log-level encryption block-hash object-splitter bucket access-key secret-access-key endpoint path host username keyfile container storage-account storage-key description parallel tags',
};

function read(given: ToolArguments): ToolReading {
  const options = new OptionSet(given.words, NAMES);
  const [group = '', verb = '', ...operands] = options.operands;
  const secrets = options.ranges('p', 'password', 'secret-access-key', 'storage-key');
  const keySource: KeySource = options.has('p', 'password')
    ? 'command-line'
    : assigned(given, /^KOPIA_PASSWORD$/) === undefined
      ? 'agent'
      : 'environment';
  const stated = options
    .value('encryption')
    ?.toLowerCase()
    .replace(/-hmac.*$/, '')
    .replace(/^aes(\d+)-/, 'aes-$1-');
  const common = { class: 'symmetric', algorithm: stated ?? 'aes-256-gcm', keySource, secrets } as const;
  if (/^snap(?:shot)?$/.test(group) && verb === 'create')
    return {
      ...common,
      direction: 'encrypt',
      inputs: operands,
      reason: 'kopia backs up; its repositories are always encrypted',
    };
  if (/^repo(?:sitory)?$/.test(group) && verb === 'create')
    return {
      ...common,
      direction: 'encrypt',
      confidence: 0.8,
      outputs: options.values('path', 'bucket'),
      reason: 'kopia makes an encrypted repository',
    };
  if (/^(?:restore|mount|show)$/.test(group) || (group.startsWith('snap') && verb === 'restore'))
    return {
      ...common,
      direction: 'decrypt-claimed',
      confidence: 0.85,
      reason: 'kopia reads an encrypted repository',
    };
  return { class: 'none', secrets, reason: 'kopia manages a repository' };
}

/** Kopia: repositories are always encrypted, AES-256-GCM unless stated. */
export const kopia: Tool = {
  id: 'kopia',
  names: ['kopia'],
  read,
  examples: {
    positive: [
      {
        line: 'kopia snapshot create /srv/data',
        platform: 'posix',
        class: 'symmetric',
        direction: 'encrypt',
        algorithm: 'aes-256-gcm',
        inputs: ['/srv/data'],
      },
      {
        line: 'kopia repository create s3 --bucket b --password winter --encryption CHACHA20-POLY1305-HMAC-SHA256',
        platform: 'posix',
        class: 'symmetric',
        algorithm: 'chacha20-poly1305',
        keySource: 'command-line',
        outputs: ['b'],
        secrets: ['winter'],
      },
      { line: 'kopia restore k1234 /t', platform: 'posix', class: 'symmetric', direction: 'decrypt-claimed' },
    ],
    negative: [
      { line: 'kopia snapshot list', platform: 'posix' },
      { line: 'kopia policy show --global', platform: 'posix' },
    ],
  },
};
