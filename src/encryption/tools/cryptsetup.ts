import { OptionSet } from './option-set.ts';
import type { Direction } from '../encryption-operation.ts';
import type { Tool, ToolArguments, ToolReading } from './tool.ts';

const NAMES = {
  short: 'chsdliSopbtTM',
  long: 'cipher hash key-size key-file keyfile-size keyfile-offset new-keyfile-size key-slot offset skip size type volume-key-file master-key-file label subsystem uuid sector-size iter-time pbkdf pbkdf-memory timeout tries header header-backup-file device-size reduce-device-size resilience key-description veracrypt-pim',
};

/** What the actions do to data; all others only look or tidy up. */
const ACTIONS: Readonly<Record<string, readonly [Direction, string, number]>> = {
  luksformat: ['encrypt', 'formats an encrypted volume', 0.8],
  reencrypt: ['encrypt', 'encrypts a volume anew', 0.8],
  encrypt: ['encrypt', 'encrypts a volume', 0.8],
  decrypt: ['decrypt-claimed', 'decrypts a volume', 0.8],
  open: ['both', 'opens an encrypted volume', 0.8],
  create: ['both', 'opens an encrypted volume', 0.8],
  luksopen: ['both', 'opens an encrypted volume', 0.8],
  plainopen: ['both', 'opens an encrypted volume', 0.8],
  loopaesopen: ['both', 'opens an encrypted volume', 0.8],
  tcryptopen: ['both', 'opens an encrypted volume', 0.8],
  bitlkopen: ['both', 'opens an encrypted volume', 0.8],
  luksaddkey: ['unknown', 'changes the keys of a volume', 0.5],
  lukschangekey: ['unknown', 'changes the keys of a volume', 0.5],
  luksresume: ['both', 'opens an encrypted volume', 0.6],
};

function read({ words }: ToolArguments): ToolReading {
  const options = new OptionSet(words, NAMES);
  const [verb = '', device, ...rest] = options.operands;
  const action = options.has('help', 'usage', 'version', 'test-passphrase')
    ? undefined
    : ACTIONS[verb.toLowerCase()];
  if (action === undefined) return { class: 'none', reason: 'cryptsetup shows or tidies up' };
  const [direction, what, confidence] = action;
  const formats = verb.toLowerCase() === 'luksformat';
  return {
    class: 'symmetric',
    direction: options.has('decrypt') ? 'decrypt-claimed' : direction,
    algorithm: options.value('c', 'cipher')?.toLowerCase() ?? 'aes-xts-plain64',
    keySource: options.has('d', 'key-file') || (formats && rest.length > 0) ? 'file' : 'prompt',
    confidence,
    inputs: device === undefined ? [] : [device],
    outputs: direction === 'both' ? rest.slice(0, 1) : device === undefined ? [] : [device],
    reason: `cryptsetup ${what}`,
  };
}

/** cryptsetup (LUKS, dm-crypt): whole volumes, so confidence is lower. */
export const cryptsetup: Tool = {
  id: 'cryptsetup',
  names: ['cryptsetup', 'cryptsetup-reencrypt'],
  gate: ['cryptsetup', 'cryptsetup-reencrypt', 'luksformat'],
  read,
  shape: (words) => words.some((word) => /^luksFormat$/i.test(word.text)),
  examples: {
    positive: [
      {
        line: 'cryptsetup luksFormat -c aes-cbc-essiv:sha256 /dev/sdb1 key.bin',
        platform: 'posix',
        class: 'symmetric',
        direction: 'encrypt',
        algorithm: 'aes-cbc-essiv:sha256',
        keySource: 'file',
        outputs: ['/dev/sdb1'],
      },
      {
        line: 'cryptsetup open --key-file k /dev/sdb1 vault',
        platform: 'posix',
        class: 'symmetric',
        direction: 'both',
        inputs: ['/dev/sdb1'],
        outputs: ['vault'],
      },
      { line: 'cs -q luksFormat c.img', platform: 'posix', class: 'symmetric', direction: 'encrypt' },
    ],
    negative: [
      { line: 'cryptsetup status vault', platform: 'posix' },
      { line: 'cryptsetup luksDump /dev/sdb1', platform: 'posix' },
      { line: 'cryptsetup close vault', platform: 'posix' },
      { line: 'cryptsetup benchmark', platform: 'posix' },
    ],
  },
};
