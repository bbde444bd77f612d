import { OptionSet } from './option-set.ts';
import type { Tool, ToolArguments, ToolReading } from './tool.ts';

function read({ words }: ToolArguments): ToolReading {
  const options = new OptionSet(words, { short: 'pPwNkriouzZ' }, 1);
  const secrets = options.ranges('p', 'P', 'w');
  const verb = words[0]?.text ?? '';
  if (verb === 'cms' && options.has('E', 'D'))
    return {
      class: options.has('r', 'E') ? 'hybrid' : 'asymmetric',
      direction: options.has('E') ? 'encrypt' : 'decrypt-claimed',
      keySource: 'agent',
      inputs: options.values('i'),
      outputs: options.values('o'),
      reason: 'security cms works for a certificate',
    };
  return { class: 'none', secrets, reason: 'security works on keychains' };
}

/** macOS `security`: keychains and certificates; only its CMS commands encrypt. */
export const keychain: Tool = {
  id: 'keychain',
  names: ['security'],
  gate: ['security cms', 'create-keychain', 'unlock-keychain', 'add-generic-password'],
  read,
  examples: {
    positive: [
      {
        line: 'security cms -E -r bob@example.com -i a -o b',
        platform: 'posix',
        class: 'hybrid',
        direction: 'encrypt',
        inputs: ['a'],
        outputs: ['b'],
      },
      {
        line: 'security create-keychain -p winter a.keychain',
        platform: 'posix',
        class: 'none',
        secrets: ['winter'],
      },
    ],
    negative: [
      { line: 'security unlock-keychain -p winter a.keychain', platform: 'posix' },
      { line: 'security find-generic-password -w -s a', platform: 'posix' },
    ],
  },
};
