import { describe, expect, it } from 'vitest';

import { scriptPattern, toolPattern } from '../../../test/pattern-of.ts';
import { createRecogniser } from '../recognise.ts';
import { patternConflicts } from './pattern-conflicts.ts';
import type { EncryptionPattern } from './pattern.ts';

function messages(...patterns: readonly EncryptionPattern[]): string[] {
  return patternConflicts(patterns).map(({ id, path, message }) => `${id} ${path.join('.')}: ${message}`);
}

describe('conflicts of patterns', () => {
  it('are none between patterns that speak of different things', () => {
    const windows = toolPattern('a', { names: ['lockit'], platforms: ['windows'], encrypts: ['/e'] });
    const linux = toolPattern('b', { names: ['lockit'], platforms: ['linux'], encrypts: ['-e'] });
    expect(messages(windows, linux)).toEqual([]);
  });

  it.each(['openssl', 'OpenSSL.exe', '7z', 'gpg2'])('tell that Postern reads %s by itself', (name) => {
    expect(messages(toolPattern('mine', { names: ['other', name], encrypts: ['-e'] }))).toEqual([
      expect.stringMatching(/^mine tool\.names\.1: Postern reads ".+" by itself \(rule tool\//),
    ]);
  });

  it.each(['bash', 'powershell.exe', 'cmd', 'python3', 'sudo', 'node'])(
    'tell that %s runs others',
    (name) => {
      expect(messages(toolPattern('mine', { names: [name], encrypts: ['-e'] }))[0]).toContain(
        'name what it runs',
      );
    },
  );

  it('tell of calls that are built in, whole or by their end', () => {
    const python = (encrypts: readonly string[]): string[] =>
      messages(scriptPattern('mine', { languages: ['python'], encrypts }));
    expect(python(['AES.new'])[0]).toContain('by itself as a cipher of pycryptodome');
    expect(python(['acme.AES.new'])[0]).toContain('by itself as a cipher');
    expect(python(['subprocess.run'])[0]).toContain('a pattern cannot replace that');
    expect(python(['acme.seal'])).toEqual([]);
    expect(
      messages(scriptPattern('m', { languages: ['javascript'], creates: ['createCipheriv'] })),
    ).toHaveLength(1);
    const ps = scriptPattern('m', { languages: ['powershell'], encrypts: ['Invoke-Expression', 'Aes.Seal'] });
    expect(messages(ps)).toHaveLength(2);
  });

  it('tell of two patterns for one thing, and name the other', () => {
    const a = toolPattern('a', { names: ['lockit'], encrypts: ['-e'] });
    expect(messages(a, toolPattern('b', { names: ['x12', 'lockit'], encrypts: ['-e'] }))).toEqual([
      'b tool.names.1: the program "lockit" is described by the pattern "a" already',
    ]);
    expect(messages(a, toolPattern('a', { names: ['other'], encrypts: ['-e'] }))).toEqual([
      'a id: the id "a" is taken by another pattern',
    ]);
    const seal = { languages: ['python'], encrypts: ['acme.seal'] } as const;
    expect(messages(scriptPattern('c', seal), scriptPattern('d', seal))).toEqual([
      'd script.encrypts.0: "acme.seal" in python is described by the pattern "c" already',
    ]);
  });

  it('tell of a pattern that contradicts itself', () => {
    expect(
      messages(toolPattern('a', { names: ['lockit'], encrypts: ['-e'], decrypts: ['-d', '-e'] })),
    ).toEqual(['a tool.decrypts.1: "-e" stands under "encrypts" too']);
    const both = { languages: ['python'], encrypts: ['acme.go'], decrypts: ['acme.go'] } as const;
    expect(messages(scriptPattern('b', both))[0]).toContain('stands under "encrypts" too');
  });

  it('tell of a module where names come from nowhere', () => {
    expect(
      messages(scriptPattern('a', { languages: ['ruby'], module: 'acme', encrypts: ['seal'] }))[0],
    ).toContain('write full names');
  });

  it('stop a recogniser from being made', () => {
    const openssl = toolPattern('mine', { names: ['openssl'], otherwise: 'nothing', neither: ['enc'] });
    expect(() => createRecogniser({ patterns: [openssl] })).toThrow(/pattern mine: Postern reads "openssl"/);
  });
});
