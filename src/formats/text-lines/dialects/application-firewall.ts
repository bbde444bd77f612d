import type { Dialect } from '../dialect.ts';

/** macOS application firewall (`/var/log/appfirewall.log`). */
export const applicationFirewallDialect: Dialect = {
  id: 'application-firewall',
  title: 'macOS application firewall',
  sniff: (lines) => {
    const own = lines.filter((line) =>
      /^[A-Z][a-z]{2} [ \d]\d \d\d:\d\d:\d\d \S{1,255} socketfilterfw\[\d+\] <\w+>: /.test(line),
    );
    return own.length > 0 && own.length * 2 >= lines.length;
  },
};
