import { readZeekConn } from './zeek-conn.ts';
import { readZeekDhcp } from './zeek-dhcp.ts';
import { readZeekDns } from './zeek-dns.ts';
import { readZeekFile } from './zeek-files.ts';
import { readCaptureLoss, readZeekNotice, readZeekReporter, readZeekStats } from './zeek-health.ts';
import { readZeekHttp } from './zeek-http.ts';
import type { ZeekLogReader } from './zeek-log.ts';
import { readZeekSocks, sessionReader } from './zeek-sessions.ts';
import { readZeekQuic, readZeekSsl } from './zeek-ssl.ts';

/** The logs whose records become events. A new one is one line here. */
const READERS: ReadonlyMap<string, ZeekLogReader> = new Map<string, ZeekLogReader>([
  ['conn', readZeekConn],
  ['ssl', readZeekSsl],
  ['quic', readZeekQuic],
  ['http', readZeekHttp],
  ['dns', readZeekDns],
  ['dhcp', readZeekDhcp],
  ['files', readZeekFile],
  ['ssh', sessionReader('ssh')],
  ['ftp', sessionReader('ftp')],
  ['smtp', sessionReader('smtp')],
  ['rdp', sessionReader('rdp')],
  ['socks', readZeekSocks],
  ['capture_loss', readCaptureLoss],
  ['stats', readZeekStats],
  ['reporter', readZeekReporter],
  ['notice', readZeekNotice],
]);

/** Other logs by their names, so that the account of what was read stays a bounded set. */
const OTHERS: ReadonlySet<string> = new Set(
  (
    'x509 weird dpd analyzer known_certs known_hosts known_services known_devices software loaded_scripts packet_filter ' +
    'pe ocsp ntp ntlm kerberos smb_files smb_mapping smb_cmd dce_rpc ldap ldap_search mysql postgresql redis modbus ' +
    'modbus_register_change dnp3 dnp3_control mqtt_connect mqtt_publish mqtt_subscribe sip snmp syslog radius rfb irc ' +
    'tunnel traceroute signatures intel notice_alarm barnyard2 cluster broker config communication prof weird_stats ' +
    'stderr stdout telemetry telemetry_histogram netcontrol openflow print arp ospf wireguard openvpn ipsec encrypted_dns ' +
    'etc_viz vpn conn_agg dns_agg http_agg suricata_corelight specific_dns_tunnels'
  ).split(' '),
);

/** Other names of the same log: Corelight's reduced and long variants, Elastic's data sets. */
const ALIASES: ReadonlyMap<string, string> = new Map([
  ['connection', 'conn'],
  ['conn_long', 'conn'],
  ['conn-long', 'conn'],
  ['conn_red', 'conn'],
  ['open_conn', 'conn'],
  ['ssl_red', 'ssl'],
  ['open_ssl', 'ssl'],
  ['http_red', 'http'],
  ['http2', 'http'],
  ['open_http', 'http'],
  ['dns_red', 'dns'],
  ['files_red', 'files'],
]);

export interface ZeekLog {
  /** `conn`; `other` for a log nobody knows here. */
  readonly name: string;
  /** `Zeek conn`: what people call its records. */
  readonly kind: string;
  readonly read: ZeekLogReader | undefined;
  /** A row that lacks columns at its end may be read all the same: what is asked of it stands near its beginning. */
  readonly mayBeTorn: boolean;
}

const OF_THE_SENSOR = new Set(['capture_loss', 'stats', 'reporter', 'notice']);

const OTHER: ZeekLog = { name: 'other', kind: 'Zeek other', read: undefined, mayBeTorn: true };
const LOGS = new Map<string, ZeekLog>();
for (const name of [...READERS.keys(), ...OTHERS])
  LOGS.set(name, { name, kind: `Zeek ${name}`, read: READERS.get(name), mayBeTorn: OF_THE_SENSOR.has(name) });

/** The log by the name a record or a header gives it. */
export function zeekLog(path: string): ZeekLog {
  return LOGS.get(ALIASES.get(path) ?? path) ?? OTHER;
}

export function isZeekLog(path: string): boolean {
  return LOGS.has(ALIASES.get(path) ?? path);
}
