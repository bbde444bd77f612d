import type { JsonObject } from '../../json-object.ts';
import { zeekValue } from './zeek-json-fields.ts';

/** Logs of connections by keys that only they have, the more particular first. `id.orig_h` and `id.resp_h` are there. */
const OF_CONNECTIONS: readonly (readonly [string, readonly string[]])[] = [
  ['conn', ['conn_state']],
  ['ssl', ['ssl_history']],
  ['ssl', ['cipher', 'established']],
  ['ssl', ['resumed']],
  ['dns', ['trans_id', 'rejected']],
  ['dns', ['qtype_name']],
  ['dns', ['query', 'rejected']],
  ['http', ['trans_depth', 'request_body_len']],
  ['files', ['fuid', 'seen_bytes']],
  ['ssh', ['auth_attempts']],
  ['ssh', ['kex_alg']],
  ['quic', ['client_initial_dcid']],
  ['socks', ['request_p']],
  ['socks', ['bound_p']],
  ['rdp', ['security_protocol']],
  ['smtp', ['helo', 'trans_depth']],
  ['ftp', ['command', 'reply_code']],
  ['weird', ['name', 'notice', 'peer']],
  ['tunnel', ['tunnel_type', 'action']],
];

/** Logs without a connection; `ts` is there. Each set of keys together belongs to nothing else. */
const OF_THE_SENSOR: readonly (readonly [string, readonly string[]])[] = [
  ['files', ['fuid', 'seen_bytes', 'conn_uids']],
  ['dhcp', ['uids', 'msg_types']],
  ['x509', ['certificate.serial', 'certificate.issuer']],
  ['capture_loss', ['ts_delta', 'percent_lost', 'acks']],
  ['stats', ['pkts_proc', 'events_proc']],
  ['notice', ['note', 'actions', 'suppress_for']],
  ['software', ['software_type', 'unparsed_version']],
  ['packet_filter', ['node', 'filter', 'success']],
  ['pe', ['compile_ts', 'is_exe', 'subsystem']],
  ['weird', ['name', 'notice', 'peer']],
  ['ocsp', ['certStatus', 'hashAlgorithm']],
  ['known_certs', ['host', 'port_num', 'subject', 'serial']],
  ['reporter', ['level', 'location', 'message']],
];

/** The log a record without a stream tag is of: `other` when it is surely Zeek's, `undefined` when that is not sure. */
export function zeekPathByFields(record: JsonObject, hasSides: boolean): string | undefined {
  if (record['ts'] === undefined) return loadedScript(record) ? 'loaded_scripts' : undefined;
  if (hasSides) {
    for (const [log, keys] of OF_CONNECTIONS) if (hasAll(record, keys)) return log;
    // Nobody else calls the ends of a connection so.
    return 'other';
  }
  for (const [log, keys] of OF_THE_SENSOR) if (hasAll(record, keys)) return log;
  return undefined;
}

function hasAll(record: JsonObject, keys: readonly string[]): boolean {
  return keys.every((key) => zeekValue(record, key) !== undefined);
}

function loadedScript(record: JsonObject): boolean {
  const name = record['name'];
  return typeof name === 'string' && /\.(?:zeek|bro)$/.test(name) && Object.keys(record).length === 1;
}
