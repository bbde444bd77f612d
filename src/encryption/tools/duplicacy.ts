import { OptionSet } from './option-set.ts';
import type { Tool, ToolArguments, ToolReading } from './tool.ts';

const NAMES = {
  short: 'rtc',
  long: 'storage-name chunk-size max-chunk-size min-chunk-size iterations repository pref-dir key threads limit-rate storage hash key-passphrase bit-identical',
  singleDash: true,
};

function read({ words }: ToolArguments): ToolReading {
  const options = new OptionSet(words, NAMES);
  const [verb = '', ...operands] = options.operands;
  const secrets = options.ranges('key-passphrase');
  if ((verb === 'init' || verb === 'add') && options.has('e', 'encrypt')) {
    const byKey = options.has('key');
    return {
      class: byKey ? 'hybrid' : 'symmetric',
      direction: 'encrypt',
      algorithm: 'aes-256-gcm',
      keySource: byKey ? 'file' : 'prompt',
      confidence: 0.8,
      outputs: operands.slice(-1),
      secrets,
      reason: 'duplicacy makes an encrypted storage',
    };
  }
  if (verb === 'backup' || verb === 'restore')
    return {
      class: 'symmetric',
      direction: verb === 'backup' ? 'encrypt' : 'decrypt-claimed',
      tier: 1,
      confidence: 0.5,
      secrets,
      reason: 'duplicacy; whether it encrypts was chosen when the storage was made',
    };
  return { class: 'none', secrets, reason: 'duplicacy manages a storage' };
}

/** Duplicacy: encryption is chosen with `init` or `add`. */
export const duplicacy: Tool = {
  id: 'duplicacy',
  names: ['duplicacy'],
  read,
  examples: {
    positive: [
      {
        line: 'duplicacy init -e -storage-name off docs sftp://u@198.51.100.7/d',
        platform: 'posix',
        class: 'symmetric',
        direction: 'encrypt',
        algorithm: 'aes-256-gcm',
        keySource: 'prompt',
        outputs: ['sftp://u@198.51.100.7/d'],
      },
      { line: 'duplicacy add -encrypt -key pub.pem off docs b2://d', platform: 'posix', class: 'hybrid' },
    ],
    negative: [
      { line: 'duplicacy init docs sftp://u@198.51.100.7/d', platform: 'posix' },
      { line: 'duplicacy check', platform: 'posix' },
    ],
  },
};
