import { OptionSet } from './option-set.ts';
import type { Tool, ToolArguments, ToolReading } from './tool.ts';

const NAMES = {
  long: 'passphrase user quota reserve role size oldPassphrase newPassphrase recoverykeychain',
  singleDash: true,
};

function read({ words }: ToolArguments): ToolReading {
  const options = new OptionSet(words, NAMES);
  const [group = '', verb = '', target] = options.operands;
  const secrets = options.ranges('passphrase', 'oldPassphrase', 'newPassphrase');
  const action = /^(?:apfs|ap|corestorage|cs)$/i.test(group) ? verb.toLowerCase() : '';
  const given = options.has('passphrase', 'stdinpassphrase');
  const encrypts =
    /^(?:encryptvolume|encrypt)$/.test(action) ||
    (given && /^(?:addvolume|convert|createvolume)$/.test(action));
  if (!encrypts && !/^(?:decryptvolume|decrypt|unlockvolume|unlock)$/.test(action))
    return { class: 'none', secrets, reason: 'diskutil without encryption' };
  return {
    class: 'symmetric',
    direction: encrypts ? 'encrypt' : 'decrypt-claimed',
    algorithm: 'aes-xts',
    keySource: options.has('passphrase')
      ? 'command-line'
      : options.has('stdinpassphrase')
        ? 'descriptor'
        : 'prompt',
    confidence: 0.6,
    inputs: target === undefined ? [] : [target],
    secrets,
    reason: `diskutil ${group} ${verb}`,
  };
}

/** macOS volumes. What leaves the disk is plain again. */
export const diskutil: Tool = {
  id: 'diskutil',
  names: ['diskutil'],
  read,
  examples: {
    positive: [
      {
        line: 'diskutil apfs addVolume disk1 APFS Vault -passphrase winter',
        platform: 'posix',
        class: 'symmetric',
        direction: 'encrypt',
        keySource: 'command-line',
        secrets: ['winter'],
      },
      {
        line: 'diskutil apfs unlockVolume disk1s2 -stdinpassphrase',
        platform: 'posix',
        class: 'symmetric',
        direction: 'decrypt-claimed',
      },
    ],
    negative: [
      { line: 'diskutil list', platform: 'posix' },
      { line: 'diskutil apfs addVolume disk1 APFS Data', platform: 'posix' },
    ],
  },
};
