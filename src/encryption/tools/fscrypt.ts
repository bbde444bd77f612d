import { OptionSet } from './option-set.ts';
import type { Tool, ToolArguments, ToolReading } from './tool.ts';

function read({ words }: ToolArguments): ToolReading {
  const options = new OptionSet(words, { long: 'key source name protector policy user' });
  const [verb = '', ...folders] = options.operands;
  if (verb !== 'encrypt' && verb !== 'unlock')
    return { class: 'none', reason: 'fscrypt shows or changes settings' };
  return {
    class: 'symmetric',
    direction: verb === 'encrypt' ? 'encrypt' : 'both',
    algorithm: 'aes-256-xts',
    keySource: options.has('key') ? 'file' : 'prompt',
    confidence: 0.7,
    inputs: folders,
    outputs: folders,
    reason: `fscrypt ${verb}s a folder of this disk`,
  };
}

/** fscrypt: encryption by the file system. What leaves the disk is plain again. */
export const fscrypt: Tool = {
  id: 'fscrypt',
  names: ['fscrypt'],
  read,
  examples: {
    positive: [
      {
        line: 'sudo fscrypt encrypt /srv/d --source=custom_passphrase',
        platform: 'posix',
        class: 'symmetric',
        direction: 'encrypt',
        inputs: ['/srv/d'],
      },
      { line: 'fscrypt unlock /srv/d', platform: 'posix', class: 'symmetric', direction: 'both' },
    ],
    negative: [
      { line: 'fscrypt status /srv/d', platform: 'posix' },
      { line: 'fscrypt setup', platform: 'posix' },
    ],
  },
};
