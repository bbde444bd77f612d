/** Tables and constants that only an implementation of a cipher contains. */
import type { Token } from '../syntax/token.ts';
import type { Stretch } from './value.ts';

interface CipherTable {
  readonly algorithm: string;
  readonly what: string;
  readonly numbers: readonly number[];
}

const TABLES: readonly CipherTable[] = [
  { algorithm: 'aes', what: 'the S-box of AES (FIPS 197)', numbers: [0x63, 0x7c, 0x77, 0x7b, 0xf2, 0x6b] },
  {
    algorithm: 'aes',
    what: 'the inverse S-box of AES (FIPS 197)',
    numbers: [0x52, 0x09, 0x6a, 0xd5, 0x30, 0x36],
  },
  { algorithm: 'aes', what: 'the rounds of AES by key size (FIPS 197)', numbers: [16, 10, 24, 12, 32, 14] },
  { algorithm: 'des', what: 'the initial permutation of DES (FIPS 46-3)', numbers: [58, 50, 42, 34, 26, 18] },
  { algorithm: 'blowfish', what: 'the P-array of Blowfish', numbers: [0x243f6a88, 0x85a308d3] },
  { algorithm: 'chacha20', what: 'the constant of ChaCha20 and Salsa20', numbers: [0x61707865, 0x3320646e] },
];
const SALSA_TEXT = 'expand 32-byte k';

export interface FoundTable extends Stretch {
  readonly algorithm: string;
  readonly what: string;
}

/** The first table of each cipher in a script. Linear: every table is compared at places where its first number stands. */
export function findCipherTables(tokens: readonly Token[]): FoundTable[] {
  const numbers: { value: number; token: Token }[] = [];
  const found = new Map<string, FoundTable>();
  for (const token of tokens) {
    if (token.kind === 'number') numbers.push({ value: Number(token.text.replace(/[_nlL]/g, '')), token });
    else if (token.kind === 'text' && token.text === SALSA_TEXT)
      found.set('chacha20', {
        algorithm: 'chacha20',
        what: 'the constant of ChaCha20 and Salsa20',
        start: token.start,
        end: token.end,
      });
  }
  for (const [index, { value, token }] of numbers.entries()) {
    for (const { algorithm, what, numbers: wanted } of TABLES) {
      if (value !== wanted[0] || found.has(algorithm)) continue;
      const last = numbers[index + wanted.length - 1];
      if (last === undefined || !wanted.every((number, at) => numbers[index + at]?.value === number))
        continue;
      if (last.token.end - token.start > 40 * wanted.length) continue;
      found.set(algorithm, { algorithm, what, start: token.start, end: last.token.end });
    }
  }
  return [...found.values()];
}
