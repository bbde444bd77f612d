/** Line-based logs of proxies, firewalls and name servers. */
import type { Dialect } from '../dialect.ts';
import { networkLineKind } from './network-line.ts';

/** Lines of one or several network sensors, with or without a syslog header. */
export const networkLinesDialect: Dialect = {
  id: 'network-lines',
  title: 'network log lines',
  sniff(lines) {
    const told = lines.filter((line) => !line.startsWith('#'));
    const known = told.filter((line) => networkLineKind(line) !== undefined).length;
    return known > 0 && known * 2 >= told.length;
  },
};

/** W3C extended log format: `#Fields:` names the columns. Windows Firewall and many proxies write it. */
export const extendedLogDialect: Dialect = {
  id: 'extended-log',
  title: 'W3C extended log',
  sniff: (lines) => lines.some((line) => /^#Fields:[ \t]*\S/.test(line)),
};

/** The Windows name server's debug log: a legend of thirty lines, then a line a packet. */
export const windowsDnsDialect: Dialect = {
  id: 'windows-dns-log',
  title: 'Windows DNS debug log',
  sniff: (lines) =>
    lines.some(
      (line) =>
        line.startsWith('Message logging key (for packets') ||
        / PACKET +[0-9A-Fa-f]{8,16} (?:UDP|TCP) (?:Rcv|Snd) \S{2,45} /.test(line),
    ),
};

/** What nfdump prints as JSON where it found no flow: a closing bracket alone, or a sentence. What opens one is JSON. */
export const emptyNfdumpDialect: Dialect = {
  id: 'nfdump-empty',
  title: 'nfdump JSON without a flow',
  sniff: (lines) =>
    lines.length > 0 &&
    lines.length <= 4 &&
    lines[0]?.trim() !== '[' &&
    lines.every((line) => /^(?:[[\]]|No match(?:ing|ed) flows?\.?)$/i.test(line.trim())),
};
