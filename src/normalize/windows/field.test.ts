import { describe, expect, it } from 'vitest';
import { account, guid, integer, present, processId } from './field.ts';

describe('a field', () => {
  it.each(['', ' ', '-', '(null)', 'N/A', undefined, null, {}, []])('%j is absent', (value) => {
    expect(present(value)).toBeUndefined();
  });

  it.each(['<unknown process>', '&lt;unknown process&gt;', '&lt unknown process&gt '])(
    '%s names no process',
    (value) => {
      expect(present(value)).toBeUndefined();
    },
  );

  it('is kept as it stands otherwise', () => {
    expect(present('C:\\x\\unknown process.exe')).toBe('C:\\x\\unknown process.exe');
    expect(present(' -')).toBe(' -');
    expect(present(3389)).toBe('3389');
    expect(present(false)).toBe('false');
  });
});

describe('a number', () => {
  it('says itself that it is hexadecimal', () => {
    expect(integer('0x988')).toBe(2440);
    expect(integer('0X988')).toBe(2440);
    expect(integer('988')).toBe(988);
    expect(integer(988)).toBe(988);
    expect(integer('010')).toBe(10);
  });

  it.each([
    '',
    '-',
    '0x',
    '-5',
    '1.5',
    '1e3',
    ' 12',
    '12abc',
    '9'.repeat(40),
    1.5,
    -1,
    Number.NaN,
    null,
    true,
    [],
  ])('%j is none', (value) => {
    expect(integer(value)).toBeUndefined();
  });

  it('is a pid only when it can be one', () => {
    expect(processId('0x90c')).toBe(2316);
    expect(processId('0')).toBeUndefined();
    expect(processId('0x0')).toBeUndefined();
    expect(processId('0x100000000')).toBeUndefined();
    expect(processId(4)).toBe(4);
  });
});

describe('a process guid', () => {
  it('is the same with and without braces and in any case', () => {
    const written = ['{860BA2E3-9F13-5F52-2603-000000000400}', '860ba2e3-9f13-5f52-2603-000000000400'];
    expect(written.map(guid)).toEqual([
      '860ba2e3-9f13-5f52-2603-000000000400',
      '860ba2e3-9f13-5f52-2603-000000000400',
    ]);
  });

  it('of zeros is nobody, one that ends in zeros is somebody', () => {
    expect(guid('{00000000-0000-0000-0000-000000000000}')).toBeUndefined();
    expect(guid('{81056205-d0d7-64d4-eb03-000000000000}')).toBe('81056205-d0d7-64d4-eb03-000000000000');
    expect(guid('-')).toBeUndefined();
    expect(guid('a'.repeat(65))).toBeUndefined();
  });
});

describe('an account', () => {
  it('leaves placeholders out', () => {
    expect(account('THESHIRE', 'pgustavo')).toBe('THESHIRE\\pgustavo');
    expect(account('-', 'pgustavo')).toBe('pgustavo');
    expect(account('THESHIRE', '-')).toBeUndefined();
  });
});
