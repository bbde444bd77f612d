/** VBScript and VBA, as far as they encrypt by .NET classes, by hand, or by starting programs. */
import type { CodeLanguage } from '../reading/code-language.ts';
import type { Construct } from '../reading/construct.ts';
import { foldCharacters, foldOrdinal, foldReverse } from '../reading/decode-call.ts';
import type { Syntax } from '../syntax/syntax.ts';
import { VBSCRIPT_EXAMPLES } from './examples.ts';

const SYNTAX: Syntax = {
  lineComments: ["'", 'rem ', 'Rem ', 'REM '],
  blockComments: [],
  quotes: [{ open: '"', close: '"', escapes: 'doubled' }],
  names: /[A-Za-z_]\w*/y,
  lineEnds: true,
  continuation: '_',
  caseless: true,
};

const NET: readonly (readonly [string, string])[] = [
  ['rijndaelmanaged', 'rijndael'],
  ['aesmanaged', 'aes'],
  ['aescryptoserviceprovider', 'aes'],
  ['tripledescryptoserviceprovider', '3des'],
  ['descryptoserviceprovider', 'des'],
  ['rc2cryptoserviceprovider', 'rc2'],
];

const CONSTRUCTS: readonly Construct[] = [
  ...NET.map(([name, algorithm]): Construct => ({
    names: `cryptography.${name} ${name}`,
    does: 'cipher',
    as: 'object',
    tool: '.net',
    algorithm,
  })),
  { names: 'capicom.encrypteddata', does: 'cipher', as: 'object', tool: 'capicom' },
  { names: 'createobject getobject wscript.createobject server.createobject', does: 'load', makes: true },
  { names: 'execute executeglobal eval', does: 'code', code: '0' },
  {
    // `create` is that of `Win32_Process`.
    names: 'run exec shell shellexecute wshshell.run wshshell.exec create',
    does: 'command',
    command: '0',
    rest: '1',
    shell: 'windows',
  },
  { names: 'chr chrw chrb', does: 'fold', fold: foldCharacters, hides: true },
  { names: 'asc ascw', does: 'fold', fold: foldOrdinal },
  { names: 'strreverse', does: 'fold', fold: foldReverse, hides: true },
  { names: 'inputbox', does: 'source', origin: 'prompt' },
];

export const VBSCRIPT: CodeLanguage = {
  id: 'vbscript',
  syntax: SYNTAX,
  constructs: CONSTRUCTS,
  members: ['.'],
  joins: ['&', '+'],
  words:
    'dim set call if then else elseif end for each next to step while wend do loop until select case with sub public private const redim preserve on error resume goto exit new option explicit randomize let'.split(
      ' ',
    ),
  operators: ['and', 'or', 'not', 'xor', 'mod', 'is', 'in', 'to', 'step', 'as'],
  functions: ['function'],
  bareCalls: 'any',
  keyword: [],
  roundIndex: true,
  examples: VBSCRIPT_EXAMPLES,
};
