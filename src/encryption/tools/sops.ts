import { OptionSet } from './option-set.ts';
import type { Tool, ToolArguments, ToolReading } from './tool.ts';

const NAMES = {
  short: 'akp',
  long: 'age pgp kms gcp-kms azure-kv hc-vault-transit input-type output-type filename-override output extract set config unencrypted-suffix encrypted-suffix unencrypted-regex encrypted-regex shamir-secret-sharing-threshold aws-profile encryption-context add-age rm-age add-pgp rm-pgp',
};
const VERBS = /^(?:encrypt|decrypt|edit|rotate|updatekeys|set|unset|exec-env|exec-file|publish|groups)$/;

function read({ words, command }: ToolArguments): ToolReading {
  const options = new OptionSet(words, NAMES);
  const [first = ''] = options.operands;
  const verb = VERBS.test(first) ? first : '';
  const files = verb === '' ? options.operands : options.operands.slice(1);
  if (options.has('help', 'version', 'h', 'v') || files.length === 0)
    return { class: 'none', reason: 'sops asked for information only' };
  const decrypts = options.has('d', 'decrypt') || /^(?:decrypt|exec-env|exec-file)$/.test(verb);
  const encrypts =
    options.has('e', 'encrypt', 'r', 'rotate') || /^(?:encrypt|rotate|set|unset|publish)$/.test(verb);
  const outputs = options.values('output');
  return {
    class: 'hybrid',
    direction: decrypts ? 'decrypt-claimed' : encrypts ? 'encrypt' : 'both',
    algorithm: 'aes-256-gcm',
    keySource: options.has('kms', 'gcp-kms', 'azure-kv', 'hc-vault-transit') ? 'network' : 'file',
    inputs: files.slice(0, 1),
    outputs:
      outputs.length > 0 ? outputs : options.has('i', 'in-place') ? files.slice(0, 1) : command.outputs,
    reason: `sops ${decrypts ? 'decrypts' : encrypts ? 'encrypts' : 'edits'} with a data key wrapped for age, PGP or a key service`,
  };
}

/** SOPS: AES-256-GCM under a data key that others wrap; hybrid by default. */
export const sops: Tool = {
  id: 'sops',
  names: ['sops'],
  read,
  examples: {
    positive: [
      {
        line: 'sops -e s.json > s.enc.json',
        platform: 'posix',
        class: 'hybrid',
        direction: 'encrypt',
        algorithm: 'aes-256-gcm',
        inputs: ['s.json'],
        outputs: ['s.enc.json'],
      },
      {
        line: 'sops --decrypt --extract \'["a"]\' s.yaml',
        platform: 'posix',
        class: 'hybrid',
        direction: 'decrypt-claimed',
      },
      {
        line: 'sops encrypt --age age1xyz -i s.yaml',
        platform: 'posix',
        class: 'hybrid',
        direction: 'encrypt',
        outputs: ['s.yaml'],
      },
      { line: 'sops s.yaml', platform: 'posix', class: 'hybrid', direction: 'both' },
    ],
    negative: [
      { line: 'sops --version', platform: 'posix' },
      { line: 'sops -d s.yaml', platform: 'posix' },
    ],
  },
};
