/** Python 2 and 3. */
import type { CodeLanguage } from '../reading/code-language.ts';
import { PYTHON_EXAMPLES } from './examples.ts';
import { PYTHON_SYNTAX } from './syntax.ts';
import { PYTHON_VOCABULARY } from './vocabulary.ts';

export const PYTHON: CodeLanguage = {
  id: 'python',
  syntax: PYTHON_SYNTAX,
  constructs: PYTHON_VOCABULARY,
  members: ['.'],
  joins: ['+'],
  words:
    'await yield return raise assert del global nonlocal if elif else while for try except finally with async class not pass print'.split(
      ' ',
    ),
  operators: 'and or in is if else not'.split(' '),
  functions: ['def', 'lambda'],
  imports: 'python',
  bareCalls: ['exec'],
  keyword: ['='],
  comprehensions: true,
  canonical: (path) => path.replace(/^Cryptodome\./, 'Crypto.'),
  examples: PYTHON_EXAMPLES,
};
