import type { Dialect } from '../dialect.ts';

/** Santa's text log (santad.log), with or without the prefix of its file logger. */
export const santaLogDialect: Dialect = {
  id: 'santa-log',
  title: 'Santa log',
  sniff: (lines) => {
    const own = lines.filter((line) =>
      /^\[\d{4}-[^\]]{10,32}\] (?:[A-Z] santad: )?(?:action=[A-Z]|\*\*\* LOG M)/.test(line),
    );
    return own.length > 0 && own.length * 2 >= lines.length;
  },
};
