import { OptionSet } from './option-set.ts';
import type { Tool, ToolArguments, ToolReading } from './tool.ts';

const NAMES = {
  short: 'oru',
  long: 'output for for-file for-email for-userid recipient-file recipient-cert recipient recipient-email recipient-userid signer signer-file signer-key with-password-file password userid cipher homedir keyfile s2k-iterations',
};

function read({ program, words, command }: ToolArguments): ToolReading {
  const options = new OptionSet(words, NAMES);
  const verb = program === 'rnp' ? '' : (options.operands[0] ?? '');
  const files = program === 'rnp' ? options.operands : options.operands.slice(1);
  const outputs = options.values('o', 'output');
  const secrets = options.ranges('password');
  const common = {
    inputs: files.length > 0 ? files : command.inputs,
    outputs: outputs.length > 0 ? outputs : command.outputs,
    secrets,
  };
  const encrypts = verb === 'encrypt' || options.has('c', 'symmetric', 'e', 'encrypt');
  const byPassword = options.has('c', 'symmetric', 's', 'with-password', 'with-password-file') && encrypts;
  const byKey = options.has(
    'e',
    'encrypt',
    'r',
    'recipient',
    'recipient-file',
    'recipient-cert',
    'recipient-email',
    'for',
    'for-file',
    'for-email',
    'for-userid',
  );
  const algorithm = options
    .value('cipher')
    ?.toLowerCase()
    .replace(/^aes-?(\d+)$/, 'aes-$1');
  if (byPassword && !byKey)
    return {
      ...common,
      class: 'symmetric',
      direction: 'encrypt',
      algorithm,
      keySource: secrets.length > 0 ? 'command-line' : options.has('with-password-file') ? 'file' : 'prompt',
      reason: `${program} encrypts with a password`,
    };
  if (encrypts)
    return {
      ...common,
      class: 'hybrid',
      direction: 'encrypt',
      algorithm,
      keySource: 'file',
      reason: `${program} encrypts for a recipient's key`,
    };
  if (verb === 'decrypt' || options.has('d', 'decrypt'))
    return { ...common, class: 'hybrid', direction: 'decrypt-claimed', reason: `${program} decrypts` };
  if (/^(?:sign|verify|key|cert|pki)$/.test(verb) || options.has('sign', 'verify', 'g', 'generate-key'))
    return { class: 'asymmetric', inputs: [], secrets, reason: `${program} signs, verifies or handles keys` };
  return { class: 'none', secrets, reason: `${program} does not encrypt here` };
}

/** Sequoia's sq and RNP, the other OpenPGP programs. */
export const sequoia: Tool = {
  id: 'openpgp',
  names: ['sq', 'rnp'],
  gate: ['sq encrypt', 'sq decrypt', 'rnp', '--with-password', '--with-password-file'],
  read,
  examples: {
    positive: [
      {
        line: 'sq encrypt --with-password -o a.pgp a',
        platform: 'posix',
        class: 'symmetric',
        direction: 'encrypt',
        keySource: 'prompt',
        inputs: ['a'],
        outputs: ['a.pgp'],
      },
      {
        line: 'rnp -c --cipher AES256 --password winter a',
        platform: 'posix',
        class: 'symmetric',
        algorithm: 'aes-256',
        secrets: ['winter'],
      },
      { line: 'sq encrypt --for-file bob.pgp a', platform: 'posix', class: 'hybrid', direction: 'encrypt' },
    ],
    negative: [
      { line: 'sq key generate --userid a', platform: 'posix' },
      { line: 'rnp --verify a.sig', platform: 'posix' },
    ],
  },
};
