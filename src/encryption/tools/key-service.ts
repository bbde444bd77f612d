import { OptionSet } from './option-set.ts';
import type { Tool, ToolArguments, ToolReading } from './tool.ts';

const NAMES = {
  short: 'wg',
  long: 'key-id plaintext ciphertext-blob plaintext-file ciphertext-file key keyring location encryption-algorithm algorithm name vault-name value file output query region profile namespace address additional-authenticated-data-file project data-type id',
};

/** Words of the command line that say which service operation is asked for. */
function operationOf(program: string, operands: readonly string[]): 'encrypt' | 'decrypt' | undefined {
  const text = operands.slice(0, 5).join(' ');
  if (program === 'vault' || program === 'bao') {
    const path = operands.find((operand) => /(?:^|\/)(?:en|de)crypt\/[^/]+$/.test(operand)) ?? '';
    return operands[0] !== 'write' || path === ''
      ? undefined
      : /(?:^|\/)encrypt\//.test(path)
        ? 'encrypt'
        : 'decrypt';
  }
  const found =
    /^(?:kms (?:encrypt|decrypt|re-encrypt)|(?:(?:alpha|beta) )?kms (?:encrypt|decrypt)|keyvault key (?:encrypt|decrypt))\b/.exec(
      text,
    )?.[0];
  return found === undefined ? undefined : found.endsWith('decrypt') ? 'decrypt' : 'encrypt';
}

function read({ program, words }: ToolArguments): ToolReading | undefined {
  const options = new OptionSet(words, NAMES);
  const operation = operationOf(program, options.operands);
  if (operation === undefined) return undefined;
  const asymmetric = /rsa|sm2/i.test(options.value('encryption-algorithm', 'algorithm', 'a') ?? '');
  const files = [
    ...options.values('plaintext-file'),
    ...options.values('plaintext').filter((value) => value.startsWith('file')),
  ];
  return {
    class: asymmetric ? 'asymmetric' : 'symmetric',
    direction: operation === 'encrypt' ? 'encrypt' : 'decrypt-claimed',
    keySource: 'network',
    confidence: 0.7,
    inputs: files,
    outputs: options.values('ciphertext-file'),
    reason: `${program} has a key service ${operation} a small text`,
  };
}

/** Key services that encrypt a few kilobytes on request: AWS KMS, Google KMS, Azure Key Vault, Vault transit. */
export const keyService: Tool = {
  id: 'key-service',
  names: ['vault', 'bao', 'gcloud', 'aws', 'az'],
  gate: [
    'kms encrypt',
    'kms decrypt',
    'kms re-encrypt',
    'transit/encrypt',
    'transit/decrypt',
    'key encrypt',
    'key decrypt',
    '--sse-c',
    '--sse-c-key',
    '--sse-customer-key',
    '--encryption-key',
    '--decryption-keys',
  ],
  read: (given) => read(given) ?? readCustomerKey(given),
  examples: {
    positive: [
      {
        line: 'aws kms encrypt --key-id alias/a --plaintext fileb://dek.bin --query CiphertextBlob',
        platform: 'posix',
        class: 'symmetric',
        direction: 'encrypt',
        keySource: 'network',
        inputs: ['fileb://dek.bin'],
      },
      {
        line: 'vault write transit/encrypt/orders plaintext=Zm9v',
        platform: 'posix',
        class: 'symmetric',
        direction: 'encrypt',
      },
      {
        line: 'gcloud kms decrypt --key k --keyring r --location global --ciphertext-file c --plaintext-file p',
        platform: 'posix',
        class: 'symmetric',
        direction: 'decrypt-claimed',
      },
      {
        line: 'aws s3 cp a.tar s3://b/a --sse-c AES256 --sse-c-key winterwinterwinter',
        platform: 'posix',
        class: 'symmetric',
        keySource: 'command-line',
        secrets: ['winterwinterwinter'],
      },
    ],
    negative: [
      { line: 'vault write secret/hello value=world', platform: 'posix' },
      { line: 'aws kms list-keys', platform: 'posix' },
      { line: 'aws s3 cp a s3://b/a --sse aws:kms', platform: 'posix' },
      { line: 'az keyvault key list --vault-name v', platform: 'posix' },
    ],
  },
};

/** A key that is sent along, for the storage to encrypt with: nothing is encrypted on this side. */
function readCustomerKey({ words, program }: ToolArguments): ToolReading {
  const options = new OptionSet(words, {
    long: 'sse-c sse-c-key sse-c-copy-source-key sse-customer-key sse-customer-algorithm encryption-key decryption-keys',
  });
  const key = options.value('sse-c-key', 'sse-customer-key', 'encryption-key');
  const secrets = options.ranges(
    'sse-c-key',
    'sse-customer-key',
    'encryption-key',
    'sse-c-copy-source-key',
    'decryption-keys',
  );
  if (key === undefined || program === 'vault' || program === 'bao')
    return { class: 'none', secrets, reason: `${program} without a key of one's own` };
  return {
    class: 'symmetric',
    form: 'customer-key',
    direction: 'encrypt',
    algorithm: 'aes-256',
    keySource: /^fileb?:/.test(key) ? 'file' : 'command-line',
    tier: 1,
    confidence: 0.5,
    inputs: options.operands.slice(2, 3),
    outputs: options.operands.slice(3, 4),
    secrets: /^fileb?:/.test(key) ? [] : secrets,
    reason: `${program} hands over a key for the storage to encrypt with; what is sent is plain inside TLS`,
  };
}
