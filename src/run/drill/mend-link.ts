/** What to configure so that a broken link of the chain holds, by platform. */
import type { Platform } from '../../event/event.ts';
import type { DrillLink } from './drill-chain.ts';

type Mending = Readonly<Record<DrillLink, string>>;

const LINUX: Mending = {
  records:
    'nothing was added to the log: is auditd running (systemctl status auditd), is auditing enabled (auditctl -s shows enabled 1), and is this the file it writes (log_file in /etc/audit/auditd.conf)?',
  'process-start':
    'no execve record: auditctl -a always,exit -F arch=b64 -S execve,execveat -k exec (and the same for arch=b32), for good in /etc/audit/rules.d/',
  'command-line':
    'process starts come without arguments: keep the EXECVE records (no exclude rule on msgtype=EXECVE) and do not filter them in a shipper',
  encryption:
    'the command line was seen but no encryption was read in it: try postern recognise with that command line',
  connection:
    'no connect record: auditctl -a always,exit -F arch=b64 -S connect -k net (and the same for arch=b32), for good in /etc/audit/rules.d/',
  attribution: 'the connection names no process: keep the SYSCALL record of connect, which holds pid and exe',
  finding:
    'both halves were seen but not joined: compare their pids and times in the log, and the clocks of the sensors; postern hunt --observations <log> shows what was read',
};

const WINDOWS: Mending = {
  ...LINUX,
  records: 'nothing of the drill is in these records: were they collected after it, from this host?',
  'process-start': 'no process start: install Sysmon (event 1) or switch on Audit Process Creation (4688)',
  'command-line':
    'process starts come without command lines: Sysmon 1, or the policy "Include command line in process creation events"',
  connection: 'no connection: Sysmon 3 (NetworkConnect rules), or Audit Filtering Platform Connection (5156)',
  attribution: 'the connection names no process: Sysmon 3 and Security 5156 do',
};

const MACOS: Mending = {
  ...WINDOWS,
  'process-start':
    'no process start: eslogger exec fork exit, Jamf Protect telemetry, Elastic Endpoint or osquery es_process_events',
  'command-line':
    'process starts come without arguments: eslogger exec, Jamf Protect and Elastic Endpoint have them',
  connection:
    'no connection: Endpoint Security has no network event; Jamf Protect network_connect, Elastic Endpoint, or Zeek beside the host',
  attribution:
    'the connection names no process: only Jamf Protect and Elastic Endpoint do on macOS 14 and later',
};

export function mendingOf(platform: Platform, link: DrillLink): string {
  return { linux: LINUX, windows: WINDOWS, macos: MACOS, esxi: LINUX }[platform][link];
}
