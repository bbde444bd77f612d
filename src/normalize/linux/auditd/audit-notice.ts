import type { SensorHealth } from '../../../event/event.ts';
import { decimalField, rawField, unquoted } from '../../../formats/audit/raw-field.ts';

type State = SensorHealth['state'];

const LONGEST_DETAIL = 300;
const DAEMON: Readonly<Record<string, readonly [State, string]>> = {
  DAEMON_START: ['started', 'auditd started'],
  DAEMON_RESUME: ['started', 'auditd resumed logging'],
  DAEMON_END: ['stopped', 'auditd stopped'],
  DAEMON_ABORT: ['stopped', 'auditd stopped because of an error'],
  DAEMON_CONFIG: ['configuration-changed', 'the configuration of auditd changed'],
  DAEMON_RECONFIG: ['configuration-changed', 'the configuration of auditd changed'],
};

/** Words of the kernel when records were lost. */
const LOST =
  /audit_lost=|backlog limit exceeded|rate limit exceeded|queue overflow|callbacks suppressed|audit_backlog=\d+ > /;

/** What a record tells of the audit system itself; `undefined` where that is of no use. */
export function readNotice(type: string, text: string): { state: State; detail: string } | undefined {
  const daemon = DAEMON[type];
  if (daemon !== undefined) return { state: daemon[0], detail: daemon[1] };
  if (LOST.test(text)) return notice('gap', `the kernel lost audit records: ${text}`);
  switch (type) {
    case 'CONFIG_CHANGE':
      return configurationChange(text);
    case 'FEATURE_CHANGE':
    case 'REPLACE':
      return notice('configuration-changed', `the audit configuration changed: ${text}`);
    case 'DAEMON_ERR': {
      const state = /suspend|halt|stop/.test(text) ? 'stopped' : 'error';
      return notice(state, `auditd reports an error: ${text}`);
    }
    case 'KERNEL':
      return text.includes('initialized') ? notice('started', 'the kernel started auditing') : undefined;
    default:
      return undefined;
  }
}

function configurationChange(text: string): { state: State; detail: string } | undefined {
  // Refused changes changed nothing.
  if (decimalField(text, ' res=') === 0) return undefined;
  const enabled = decimalField(text, ' audit_enabled=');
  if (enabled === 0) return notice('stopped', 'auditing was switched off (audit_enabled=0)');
  if (enabled !== undefined) return notice('started', `auditing was switched on (audit_enabled=${enabled})`);
  const operation = unquoted(rawField(text, ' op='))?.replaceAll('_', ' ');
  const key = unquoted(rawField(text, ' key='));
  const named = key === undefined ? '' : ` (key ${key})`;
  if (operation === 'remove rule' || operation === 'add rule') {
    return notice('configuration-changed', `audit rules changed: ${operation}${named}`);
  }
  return notice('configuration-changed', `the audit configuration changed: ${text}`);
}

function notice(state: State, detail: string): { state: State; detail: string } {
  return { state, detail: detail.replace(/\p{Cc}+/gu, ' ').slice(0, LONGEST_DETAIL) };
}
