import { expect, it } from 'vitest';
import { readAuditStatus } from './probe-audit.ts';

/** As auditctl 3.0.9 prints it. */
const status = (enabled: number, pid: number): string =>
  `enabled ${enabled}\nfailure 1\npid ${pid}\nrate_limit 0\nbacklog_limit 8192\nlost 0\nbacklog 0\n`;

it.each([
  [status(1, 812), undefined],
  [status(2, 812), undefined],
  [status(0, 812), 'auditing is switched off in the kernel: auditctl -e 1'],
  [status(1, 0), 'auditd is not running: systemctl start auditd'],
  ['', undefined],
])('%j', (text, trouble) => expect(readAuditStatus(text)).toBe(trouble));
