import { assigned } from './environment.ts';
import { OptionSet } from './option-set.ts';
import type { Tool, ToolArguments, ToolReading } from './tool.ts';

const NAMES = { short: 'co', long: 'config cipher blocksize unmount-idle logfile pass keyfile format log' };

function readSecurefs(words: ToolArguments['words']): ToolReading {
  const options = new OptionSet(words, NAMES);
  const [verb = '', ...operands] = options.operands;
  const creates = verb === 'create' || verb === 'c';
  if (!creates && verb !== 'mount' && verb !== 'm')
    return { class: 'none', secrets: options.ranges('pass'), reason: 'securefs shows or changes settings' };
  return {
    class: 'symmetric',
    form: 'securefs',
    direction: creates ? 'encrypt' : 'both',
    algorithm: 'aes-256-gcm',
    keySource: options.has('pass') ? 'command-line' : options.has('keyfile') ? 'file' : 'prompt',
    confidence: creates ? 0.7 : 0.85,
    inputs: operands.slice(0, 1),
    outputs: operands.slice(1, 2),
    secrets: options.ranges('pass'),
    reason: creates ? 'securefs makes an encrypted folder' : 'securefs mounts an encrypted folder',
  };
}

function read(given: ToolArguments): ToolReading {
  if (given.program === 'securefs') return readSecurefs(given.words);
  const options = new OptionSet(given.words, NAMES);
  const [base, mount] = options.operands;
  if (base === undefined || mount === undefined) return { class: 'none', reason: 'cryfs without folders' };
  return {
    class: 'symmetric',
    direction: 'both',
    algorithm: options.value('cipher')?.toLowerCase() ?? 'xchacha20-poly1305',
    keySource: assigned(given, /^CRYFS_FRONTEND$/) === undefined ? 'prompt' : 'descriptor',
    confidence: 0.85,
    inputs: [base],
    outputs: [mount],
    reason: 'cryfs mounts an encrypted folder',
  };
}

/** CryFS and securefs. */
export const cryfs: Tool = {
  id: 'cryfs',
  names: ['cryfs', 'securefs'],
  read,
  examples: {
    positive: [
      {
        line: 'cryfs --cipher aes-256-gcm /b /m',
        platform: 'posix',
        class: 'symmetric',
        direction: 'both',
        algorithm: 'aes-256-gcm',
        inputs: ['/b'],
        outputs: ['/m'],
      },
      {
        line: 'securefs mount --pass winter /b /m',
        platform: 'posix',
        class: 'symmetric',
        keySource: 'command-line',
        secrets: ['winter'],
      },
    ],
    negative: [
      { line: 'cryfs --show-ciphers', platform: 'posix' },
      { line: 'cryfs-unmount /m', platform: 'posix' },
      { line: 'securefs version', platform: 'posix' },
    ],
  },
};
