/** What runs on every Linux machine of a simulated estate. */
import type { EstateProgram } from '../estate-role.ts';

export const LINUX_SYSTEM: readonly EstateProgram[] = [
  {
    id: 'timesync',
    image: '/usr/lib/systemd/systemd-timesyncd',
    account: 'root',
    talks: [{ name: '0.debian.pool.ntp.org', perDay: 4, port: 123, sent: 48, received: 48 }],
  },
  {
    id: 'datadog',
    image: '/opt/datadog-agent/bin/agent/agent',
    commandLine: '/opt/datadog-agent/bin/agent/agent run -p /opt/datadog-agent/run/agent.pid',
    account: 'root',
    talks: [{ name: 'agent-http-intake.logs.datadoghq.com', perDay: 24, sent: 200_000, received: 2_000 }],
  },
  {
    id: 'osqueryd',
    image: '/opt/osquery/bin/osqueryd',
    commandLine: '/opt/osquery/bin/osqueryd --flagfile /etc/osquery/osquery.flags',
    account: 'root',
    talks: [{ name: 'fleet.example.net', perDay: 12, sent: 60_000 }],
  },
];

export const LINUX_SHAPES = [
  ['auditd', 4],
  ['auditd-zeek', 2],
  ['elastic-linux', 2],
  ['sysmon-linux', 1],
  ['tetragon', 1],
] as const;
