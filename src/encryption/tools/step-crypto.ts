import { OptionSet } from './option-set.ts';
import type { Tool, ToolArguments, ToolReading } from './tool.ts';

const NAMES = { long: 'key alg enc jwks kid p2c password-file nonce out' };

function read({ words }: ToolArguments): ToolReading {
  const options = new OptionSet(words, NAMES);
  const [group, family = '', verb = '', ...rest] = options.operands;
  if (group !== 'crypto') return { class: 'none', reason: 'step works with certificates' };
  const sub = family === 'nacl' ? (rest[0] ?? '') : verb;
  const encrypts = sub === 'seal' || sub === 'encrypt';
  if (!encrypts && sub !== 'open' && sub !== 'decrypt')
    return { class: 'asymmetric', inputs: [], reason: 'step handles keys or signs' };
  const direction = encrypts ? 'encrypt' : 'decrypt-claimed';
  const wraps = options.value('alg') ?? '';
  const symmetric =
    (family === 'nacl' && verb === 'secretbox') ||
    (family === 'jwe' && /^(?:dir|PBES2|A\d+(?:GCM)?KW)/i.test(wraps));
  return {
    class: symmetric ? 'symmetric' : 'hybrid',
    direction,
    algorithm: family === 'nacl' ? 'xsalsa20-poly1305' : options.value('enc')?.toLowerCase(),
    keySource: 'file',
    reason: `step crypto ${family} ${sub}`,
  };
}

/** Smallstep's `step crypto`: secretbox is symmetric, box and JWE are not unless the key is shared. */
export const stepCrypto: Tool = {
  id: 'step-crypto',
  names: ['step', 'step-cli'],
  gate: ['step crypto', 'step-cli'],
  read,
  examples: {
    positive: [
      {
        line: 'step crypto nacl secretbox seal nonce key.bin < a > b',
        platform: 'posix',
        class: 'symmetric',
        direction: 'encrypt',
        inputs: ['a'],
        outputs: ['b'],
      },
      { line: 'step crypto jwe encrypt --alg PBES2-HS256+A128KW', platform: 'posix', class: 'symmetric' },
      { line: 'step crypto nacl box seal nonce pub priv', platform: 'posix', class: 'hybrid' },
    ],
    negative: [
      { line: 'step crypto keypair a.pub a.key', platform: 'posix' },
      { line: 'step ca certificate h a.crt a.key', platform: 'posix' },
    ],
  },
};
