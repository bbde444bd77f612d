import { OptionSet } from './option-set.ts';
import type { Tool, ToolArguments, ToolReading } from './tool.ts';

function read({ words }: ToolArguments): ToolReading {
  const options = new OptionSet(words, {});
  const [verb = '', target = '', ...files] = options.operands;
  const secrets = options.ranges('passphrase', 'auth-password');
  const writes = verb === 'backup';
  if (!writes && verb !== 'restore') return { class: 'none', secrets, reason: 'Duplicati manages a backup' };
  if (options.has('no-encryption') && options.value('no-encryption') !== 'false')
    return { class: 'compression', secrets, reason: 'Duplicati without encryption' };
  return {
    class:
      options.value('encryption-module') === 'gpg' && options.has('gpg-encryption-command')
        ? 'hybrid'
        : 'symmetric',
    direction: writes ? 'encrypt' : 'decrypt-claimed',
    algorithm: options.value('encryption-module') === 'gpg' ? undefined : 'aes-256-cbc',
    keySource: options.has('passphrase') ? 'command-line' : 'unknown',
    confidence: options.has('passphrase') ? 0.95 : 0.7,
    inputs: writes ? files : [target],
    outputs: writes ? [target] : [],
    secrets,
    reason: `Duplicati ${writes ? 'backs up' : 'restores'} with a passphrase`,
  };
}

/** Duplicati: encrypts with AES (the AES Crypt format) unless told not to. */
export const duplicati: Tool = {
  id: 'duplicati',
  names: ['duplicati-cli', 'duplicati.commandline', 'duplicati-commandline'],
  read,
  examples: {
    positive: [
      {
        line: '"C:\\Program Files\\Duplicati 2\\Duplicati.CommandLine.exe" backup ssh://h/d C:\\d --passphrase="my winter"',
        platform: 'windows',
        class: 'symmetric',
        direction: 'encrypt',
        keySource: 'command-line',
        inputs: ['C:\\d'],
        outputs: ['ssh://h/d'],
        secrets: ['my winter'],
      },
      {
        line: 'duplicati-cli restore ssh://h/d --passphrase=x',
        platform: 'posix',
        class: 'symmetric',
        direction: 'decrypt-claimed',
      },
    ],
    negative: [
      { line: 'duplicati-cli backup ssh://h/d /home --no-encryption=true', platform: 'posix' },
      { line: 'duplicati-cli compare ssh://h/d', platform: 'posix' },
    ],
  },
};
