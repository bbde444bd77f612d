import type { KeySource } from '../encryption-operation.ts';
import { OptionSet } from './option-set.ts';
import type { Tool, ToolArguments, ToolReading } from './tool.ts';

const NAMES = {
  short: 'n',
  long: 'vault-password-file vault-pass-file vault-id new-vault-password-file new-vault-id encrypt-vault-id output name stdin-name',
};
const ENCRYPTS = /^(?:create|edit|encrypt|encrypt_string|rekey)$/;

function keySourceOf(options: OptionSet): KeySource {
  if (options.has('vault-password-file', 'vault-pass-file')) return 'file';
  const id = options.value('vault-id');
  return id === undefined || id.endsWith('@prompt') ? 'prompt' : 'file';
}

function read({ words, command }: ToolArguments): ToolReading {
  const options = new OptionSet(words, NAMES);
  const [verb = '', ...files] = options.operands;
  const encrypts = ENCRYPTS.test(verb);
  if ((!encrypts && verb !== 'decrypt' && verb !== 'view') || options.has('help'))
    return { class: 'none', reason: 'ansible-vault neither encrypts nor decrypts' };
  const isText = verb === 'encrypt_string';
  const plain = words.findIndex((word) => word.text === files[0] && word.text !== verb);
  const output = options.values('output');
  return {
    class: 'symmetric',
    direction: encrypts ? 'encrypt' : 'decrypt-claimed',
    algorithm: 'aes-256-ctr',
    keySource: keySourceOf(options),
    inputs: isText ? [] : files,
    outputs: output.length > 0 ? output : encrypts && !isText ? files : command.outputs,
    // What is to be encrypted is a secret by itself.
    secrets: isText && plain >= 0 ? [{ word: plain, start: 0, end: words[plain]?.text.length ?? 0 }] : [],
    reason: `ansible-vault ${verb}`,
  };
}

/** ansible-vault: AES-256-CTR under a password. */
export const ansibleVault: Tool = {
  id: 'ansible-vault',
  names: ['ansible-vault'],
  gate: ['ansible-vault', '--vault-password-file', '--vault-id'],
  read,
  shape: (words) =>
    /^(?:create|encrypt|encrypt_string|rekey|decrypt|view)$/.test(words[0]?.text ?? '') &&
    words.some((word) => /^--(?:new-)?vault-(?:password-file|pass-file|id)(?:=|$)/.test(word.text)),
  examples: {
    positive: [
      {
        line: 'ansible-vault encrypt --vault-password-file pw.txt group_vars/all.yml',
        platform: 'posix',
        class: 'symmetric',
        direction: 'encrypt',
        algorithm: 'aes-256-ctr',
        keySource: 'file',
        inputs: ['group_vars/all.yml'],
        outputs: ['group_vars/all.yml'],
      },
      {
        line: "ansible-vault encrypt_string 'db winter' --name db",
        platform: 'posix',
        class: 'symmetric',
        keySource: 'prompt',
        secrets: ['db winter'],
      },
      {
        line: 'ansible-vault view s.yml',
        platform: 'posix',
        class: 'symmetric',
        direction: 'decrypt-claimed',
      },
      {
        line: 'av encrypt --vault-id prod@p.txt s.yml',
        platform: 'posix',
        class: 'symmetric',
        keySource: 'file',
      },
    ],
    negative: [
      { line: 'ansible-vault --version', platform: 'posix' },
      { line: 'ansible-playbook --ask-vault-pass site.yml', platform: 'posix' },
    ],
  },
};
