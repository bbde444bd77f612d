/** JavaScript and TypeScript: Node, Deno, Bun, browsers, Windows Script Host and JXA. */
import type { CodeLanguage } from '../reading/code-language.ts';
import { JAVASCRIPT_EXAMPLES } from './examples.ts';
import { JAVASCRIPT_SYNTAX } from './syntax.ts';
import { JAVASCRIPT_VOCABULARY } from './vocabulary.ts';

export const JAVASCRIPT: CodeLanguage = {
  id: 'javascript',
  syntax: JAVASCRIPT_SYNTAX,
  constructs: JAVASCRIPT_VOCABULARY,
  members: ['.', '?.'],
  joins: ['+'],
  words:
    'await yield throw const let var new typeof delete void async static public private protected readonly export default if else for while do switch case try catch finally class extends of declare'.split(
      ' ',
    ),
  operators: ['in', 'instanceof', 'of', 'as', 'satisfies'],
  functions: ['function'],
  imports: 'javascript',
  bareCalls: [],
  keyword: [],
  arrows: true,
  globals: ['globalThis', 'window', 'self', 'global'],
  examples: JAVASCRIPT_EXAMPLES,
};
