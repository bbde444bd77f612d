/** The sensors whose records Postern reads, and what a join must know of each. */

export interface SensorFacts {
  /** What people call it. */
  readonly title: string;
  /**
   * Are its times those of the acts themselves, in order? Then a pid belongs to whoever started last before. Otherwise
   * records may be cut to the second, late, or polled, and a pid may be looked for a little around its life.
   */
  readonly exactClock: boolean;
  /** Does it watch the host from within (processes) or the wire (flows without a process)? */
  readonly sees: 'host' | 'network';
}

/** Every sensor. A new one is one line here. */
export const SENSORS = {
  sysmon: { title: 'Sysmon', exactClock: false, sees: 'host' },
  'windows-security': { title: 'Security', exactClock: false, sees: 'host' },
  powershell: { title: 'PowerShell', exactClock: false, sees: 'host' },
  auditd: { title: 'auditd', exactClock: true, sees: 'host' },
  auditbeat: { title: 'Auditbeat', exactClock: false, sees: 'host' },
  'sysmon-linux': { title: 'Sysmon for Linux', exactClock: false, sees: 'host' },
  tetragon: { title: 'Tetragon', exactClock: true, sees: 'host' },
  falco: { title: 'Falco', exactClock: true, sees: 'host' },
  'osquery-events': { title: 'osquery events', exactClock: false, sees: 'host' },
  osquery: { title: 'osquery', exactClock: false, sees: 'host' },
  'elastic-endpoint': { title: 'Elastic Endpoint', exactClock: true, sees: 'host' },
  eslogger: { title: 'eslogger', exactClock: true, sees: 'host' },
  jamf: { title: 'Jamf Protect', exactClock: true, sees: 'host' },
  santa: { title: 'Santa', exactClock: true, sees: 'host' },
  openbsm: { title: 'OpenBSM', exactClock: true, sees: 'host' },
  'unified-log': { title: 'unified log', exactClock: false, sees: 'host' },
  'vm-connection': { title: 'VMConnection', exactClock: false, sees: 'host' },
  zeek: { title: 'Zeek', exactClock: true, sees: 'network' },
  suricata: { title: 'Suricata', exactClock: true, sees: 'network' },
  netflow: { title: 'NetFlow', exactClock: false, sees: 'network' },
  proxy: { title: 'proxy', exactClock: false, sees: 'network' },
  firewall: { title: 'firewall', exactClock: false, sees: 'network' },
  'dns-log': { title: 'DNS log', exactClock: false, sees: 'network' },
  capture: { title: 'packet capture', exactClock: true, sees: 'network' },
} as const satisfies Readonly<Record<string, SensorFacts>>;

/** Which sensor wrote the record; decides what coverage may claim. */
export type Sensor = keyof typeof SENSORS;

/** `Sysmon 3`, `auditd connect`, `Zeek conn`: what people call a kind of record. */
export function recordTitle(sensor: Sensor, code: string | number): string {
  return `${SENSORS[sensor].title} ${code}`;
}
