import { OptionSet } from './option-set.ts';
import type { Tool, ToolArguments, ToolReading, WordRange } from './tool.ts';

function readS3cmd({ words }: ToolArguments): ToolReading {
  const options = new OptionSet(words, {
    short: 'cr',
    long: 'config access_key secret_key region host exclude include gpg_passphrase',
  });
  const [verb = '', ...operands] = options.operands;
  const encrypts = options.has('e', 'encrypt') && !options.has('no-encrypt');
  if (!encrypts || !/^(?:put|sync)$/.test(verb)) return { class: 'none', reason: 's3cmd without encryption' };
  return {
    class: 'symmetric',
    form: 's3cmd',
    direction: 'encrypt',
    keySource: 'file',
    inputs: operands.slice(0, -1),
    outputs: operands.slice(-1),
    reason: 's3cmd encrypts with GnuPG and a passphrase before it sends',
  };
}

function readEncryptionCli({ words }: ToolArguments): ToolReading {
  const options = new OptionSet(words, {
    short: 'iowcmS',
    long: 'input output wrapping-keys encryption-context metadata-output master-keys suffix commitment-policy',
  });
  const decrypts = options.has('d', 'decrypt', 'decrypt-unsigned');
  if (!decrypts && !options.has('e', 'encrypt'))
    return { class: 'none', reason: 'aws-encryption-cli shows information' };
  return {
    class: 'hybrid',
    form: 'aws-encryption',
    direction: decrypts ? 'decrypt-claimed' : 'encrypt',
    algorithm: 'aes-256-gcm',
    keySource: 'network',
    inputs: options.values('i', 'input'),
    outputs: options.values('o', 'output'),
    reason: 'aws-encryption-cli works with a data key that KMS wraps',
  };
}

const CUSTOMER_KEY = /^GSUtil:(?:encryption_key|decryption_key\d*)=/i;

function readCustomerKey({ words, program }: ToolArguments): ToolReading {
  const secrets: WordRange[] = [];
  for (const [word, { text }] of words.entries()) {
    const found = CUSTOMER_KEY.exec(text)?.[0] ?? /^--cpk-by-value=/.exec(text)?.[0];
    if (found !== undefined && found.length < text.length)
      secrets.push({ word, start: found.length, end: text.length });
  }
  const byName = words.some((word) => /^--cpk-by-(?:name|value)/.test(word.text));
  if (secrets.length === 0 && !byName)
    return { class: 'none', reason: `${program} without a key of one's own` };
  return {
    class: 'symmetric',
    form: 'customer-key',
    direction: 'encrypt',
    algorithm: 'aes-256',
    keySource: secrets.length > 0 ? 'command-line' : 'environment',
    tier: 1,
    confidence: 0.5,
    secrets,
    reason: `${program} hands over a key for the storage to encrypt with; what is sent is plain inside TLS`,
  };
}

function read(given: ToolArguments): ToolReading {
  if (given.program === 's3cmd') return readS3cmd(given);
  return given.program.startsWith('aws-') ? readEncryptionCli(given) : readCustomerKey(given);
}

/** Clients of object storage: s3cmd and aws-encryption-cli encrypt before they send, gsutil and azcopy hand over a key. */
export const objectStorage: Tool = {
  id: 'object-storage',
  names: ['s3cmd', 'aws-encryption-cli', 'gsutil', 'azcopy'],
  read,
  examples: {
    positive: [
      {
        line: 's3cmd put --encrypt plan.doc s3://b/',
        platform: 'posix',
        class: 'symmetric',
        direction: 'encrypt',
        inputs: ['plan.doc'],
        outputs: ['s3://b/'],
      },
      {
        line: 'aws-encryption-cli --encrypt --input a --output b --wrapping-keys key=arn:aws:kms:x',
        platform: 'posix',
        class: 'hybrid',
        direction: 'encrypt',
        inputs: ['a'],
      },
      {
        line: 'gsutil -o GSUtil:encryption_key=d2ludGVy cp a gs://b',
        platform: 'posix',
        class: 'symmetric',
        keySource: 'command-line',
        secrets: ['d2ludGVy'],
      },
    ],
    negative: [
      { line: 's3cmd put plan.doc s3://b/', platform: 'posix' },
      { line: 'gsutil cp a gs://b', platform: 'posix' },
      { line: 'azcopy copy a https://b.example.com/c', platform: 'posix' },
    ],
  },
};
