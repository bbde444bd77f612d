/** Which sensor or setting would close a gap, by platform and evidence type. */
import type { EvidenceNeed } from '../analytics/analytic.ts';
import type { Platform } from '../event/event.ts';

type Closing = Readonly<Record<EvidenceNeed, string>>;

const PAYLOAD = 'a sensor that sees payload (packet capture, Suricata, Zeek)';
const VOLUMES = 'Zeek conn, Suricata flow, NetFlow or a packet capture of the same traffic';

const WINDOWS: Closing = {
  'process-start': 'Sysmon 1, or Security 4688 with "Audit Process Creation"',
  'command-line': 'Sysmon 1, or the policy "Include command line in process creation events" for 4688',
  'script-text': 'PowerShell script block logging (4104) and module logging (4103)',
  'network-process': 'Sysmon 3, or Security 5156 with "Audit Filtering Platform Connection"',
  names: 'Sysmon 22',
  volumes: VOLUMES,
  'payload-entropy': `${PAYLOAD}; Sysmon and Windows logs carry none`,
};

const LINUX: Closing = {
  'process-start':
    'an auditd rule on execve and execveat, Sysmon for Linux 1, Tetragon or osquery bpf_process_events',
  'command-line': 'an auditd rule on execve (its EXECVE records), Sysmon for Linux 1 or Tetragon',
  'script-text': 'the script files themselves (auditd names them, not what they hold)',
  'network-process':
    'an auditd rule on connect, and on sendto and sendmsg for datagrams without connect; Sysmon for Linux 3 or Tetragon',
  names: 'Zeek dns, resolver query logs or a DNS proxy on the host (auditd sees no names)',
  volumes: VOLUMES,
  'payload-entropy': `${PAYLOAD}; audit records carry none`,
};

const MACOS: Closing = {
  'process-start': 'eslogger exec, Jamf Protect, Santa, Elastic Endpoint or osquery es_process_events',
  'command-line': 'eslogger exec, Jamf Protect, Elastic Endpoint or osquery es_process_events',
  'script-text': 'the script files themselves (Endpoint Security names them, not what they hold)',
  'network-process':
    'Jamf Protect network_connect or Elastic Endpoint (osquery socket_events is empty on macOS 14 and later, eslogger has no network event)',
  names: 'Zeek dns, Elastic Endpoint dns events or resolver query logs',
  volumes: VOLUMES,
  'payload-entropy': `${PAYLOAD}; Endpoint Security carries none`,
};

const BY_PLATFORM: Readonly<Record<Platform, Closing>> = {
  windows: WINDOWS,
  linux: LINUX,
  macos: MACOS,
  esxi: LINUX,
};

export function closingSensor(platform: Platform, need: EvidenceNeed): string {
  return BY_PLATFORM[platform][need];
}
