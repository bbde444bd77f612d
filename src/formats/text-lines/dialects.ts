import type { Dialect } from './dialect.ts';
import { applicationFirewallDialect } from './dialects/application-firewall.ts';
import { santaLogDialect } from './dialects/santa-log.ts';
import { unifiedLogDialect } from './dialects/unified-log.ts';

import {
  emptyNfdumpDialect,
  extendedLogDialect,
  networkLinesDialect,
  windowsDnsDialect,
} from './dialects/network.ts';

/** Every dialect of line-based text Postern reads, the more particular first. A new one is one line here. */
export const DIALECTS: readonly Dialect[] = [
  applicationFirewallDialect,
  santaLogDialect,
  unifiedLogDialect,
  extendedLogDialect,
  windowsDnsDialect,
  networkLinesDialect,
  emptyNfdumpDialect,
];
