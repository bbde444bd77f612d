import type { Syntax } from '../syntax/syntax.ts';

export const JAVASCRIPT_SYNTAX: Syntax = {
  lineComments: ['//', '#!'],
  blockComments: [['/*', '*/']],
  quotes: [
    { open: '"', close: '"', escapes: 'backslash' },
    { open: "'", close: "'", escapes: 'backslash' },
    { open: '`', close: '`', escapes: 'backslash', holes: '${', lines: true },
  ],
  names: /[A-Za-z_$#\u00C0-\uFFFF][\w$\u00C0-\uFFFF]*/y,
  lineEnds: true,
  patterns: true,
};
