import { expect, it } from 'vitest';
import { fallbackHost } from './fallback-host.ts';

it.each([
  ['case.zip!web01/var/log/audit/audit.log', 'web01'],
  ['collected/DB-2/var/log/audit/audit.log.1.gz', 'db-2'],
  ['lab/03-openssl/audit.log', '03-openssl'],
  ['/var/log/audit/audit.log', 'unnamed-host'],
  ['C:\\case\\mac7\\logs\\events.json', 'mac7'],
  ['audit.log', 'unnamed-host'],
])('%s is of %s', (source, host) => expect(fallbackHost(source)).toBe(host));
