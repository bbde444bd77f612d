import { describe, expect, it } from 'vitest';

import { toolPattern } from '../../../test/pattern-of.ts';
import { createRecogniser } from '../recognise.ts';
import { checkPattern } from './check-pattern.ts';
import type { PatternResult } from './check-pattern.ts';
import type { EncryptionPattern } from './pattern.ts';

const LOCKIT = toolPattern('lockit', {
  names: ['lockit'],
  encrypts: ['-e'],
  key: { password: ['-p'] },
  inputs: ['all'],
});

function check(change: Partial<EncryptionPattern>): PatternResult {
  const pattern = { ...LOCKIT, ...change };
  return checkPattern(createRecogniser({ patterns: [pattern] }), pattern);
}

describe('the examples of a pattern', () => {
  it('pass when everything they say is so', () => {
    const { passed, examples } = check({
      examples: [
        {
          text: 'lockit -e -p hunter2 a',
          platform: 'linux',
          class: 'symmetric',
          operation: 'encrypt',
          keySource: 'command-line',
          tier: 3,
          inputs: ['a'],
          outputs: [],
          secrets: ['hunter2'],
        },
      ],
      not: [{ text: 'lockit --version', platform: 'windows' }],
    });
    expect(passed).toBe(true);
    expect(examples.map(({ kind, number }) => `${kind} ${number}`)).toEqual(['example 1', 'not 1']);
  });

  it('say what is different', () => {
    const { passed, examples } = check({
      examples: [
        {
          text: 'lockit -e a',
          platform: 'macos',
          class: 'hybrid',
          operation: 'decrypt-claimed',
          algorithm: 'aes',
          inputs: ['b'],
          secrets: ['x'],
        },
        {
          text: 'openssl enc -aes-128-cbc -k x -in a',
          platform: 'linux',
          class: 'symmetric',
          operation: 'encrypt',
        },
      ],
      not: [{ text: 'lockit -e a', language: 'shell' }],
    });
    expect(passed).toBe(false);
    expect(examples.map(({ faults }) => faults)).toEqual([
      [
        'class is symmetric, not hybrid',
        'operation is encrypt, not decrypt-claimed',
        'algorithm is not told, not aes',
        'inputs are [a], not [b]',
        '"x" is not masked',
      ],
      ['nothing was read by this pattern, but by tool/openssl-enc'],
      ['was read as symmetric, encrypt: lockit encrypts (pattern lockit)'],
    ]);
  });
});
