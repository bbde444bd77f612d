import { describe, expect, it } from 'vitest';
import { auditLine, STAMP } from '../../../../test/linux/audit-lines.ts';
import { readAuditLog } from '../../../../test/linux/read-sample.ts';
import type { TelemetryEvent } from '../../../event/event.ts';

const eventsOf = (lines: readonly string[]): TelemetryEvent[] => readAuditLog(lines).events;

describe('what the audit system says of itself', () => {
  it.each([
    [
      'DAEMON_START',
      'op=start ver=3.0.9 format=enriched kernel=6.1 auid=4294967295 pid=1 res=success',
      'started',
    ],
    ['DAEMON_END', 'op=terminate auid=0 pid=1 res=success', 'stopped'],
    ['DAEMON_ABORT', 'op=init_audit_fd res=failed', 'stopped'],
    ['CONFIG_CHANGE', 'op=set audit_enabled=0 old=1 auid=1001 ses=9 res=1', 'stopped'],
    ['CONFIG_CHANGE', 'op=set audit_enabled=1 old=0 auid=1001 ses=9 res=1', 'started'],
    ['CONFIG_CHANGE', 'auid=1001 ses=9 op=remove_rule key="net" list=4 res=1', 'configuration-changed'],
    ['CONFIG_CHANGE', 'auid=1001 ses=9 op=remove_rule key="net" list=4 res=0', undefined],
    ['KERNEL', 'state=initialized audit_enabled=0 res=1', 'started'],
    ['KERNEL', 'audit_lost=12 audit_rate_limit=0 audit_backlog_limit=64', 'gap'],
    ['USER_LOGIN', 'pid=1 uid=0', undefined],
  ])('%s %s', (type, text, state) => {
    expect(
      eventsOf([auditLine(STAMP, type, text)]).map((event) => (event.kind === 'health' ? event.state : '')),
    ).toEqual(state === undefined ? [] : [state]);
  });
});
