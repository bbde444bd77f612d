/**
 * A Zeek sensor beside the hosts of a story: conn, dns, ssl, http and dhcp as JSON. It knows addresses, not processes; the
 * lease at the beginning of the day tells whose address it is.
 */
import { chosenNumber, digestOf } from '../../stable-choice.ts';
import type { ConnectionAct, LookupAct, StoryMachine, Timeline } from '../../timeline.ts';
import type { TextFiles } from './text-files.ts';

/** The name server of every story. */
export const RESOLVER = '10.0.0.53';
const SERVICES: Readonly<Record<string, string>> = { tls: 'ssl', http: 'http', ssh: 'ssh', ftp: 'ftp' };
const LEASE_BEFORE = 3 * 3_600_000;
const LEASE_TIME = 7 * 86_400;

interface Row {
  readonly log: string;
  /** When Zeek writes it: at the end of what it tells. */
  readonly written: number;
  readonly fields: Readonly<Record<string, unknown>>;
}

/** Adds the sensor's logs in `folder`. */
export function addZeekLogs(timeline: Timeline, folder: string, files: TextFiles): void {
  const rows: Row[] = [...timeline.machines.values()].flatMap((machine) => leases(timeline, machine));
  for (const [index, act] of timeline.acts.entries()) {
    if (act.kind === 'connection') rows.push(...connection(act, uidOf('conn', timeline.story.id, index)));
    else if (act.kind === 'lookup') rows.push(...lookup(act, uidOf('dns', timeline.story.id, index)));
  }
  rows.sort((a, b) => a.written - b.written);
  for (const { log, fields } of rows) files.addJson(`${folder}/${log}.log`, fields);
}

function connection(act: ConnectionAct, uid: string): Row[] {
  const outbound = act.direction === 'outbound';
  const ends = {
    'id.orig_h': outbound ? act.localAddress : act.remoteAddress,
    'id.orig_p': outbound ? act.localPort : act.remotePort,
    'id.resp_h': outbound ? act.remoteAddress : act.localAddress,
    'id.resp_p': outbound ? act.remotePort : act.localPort,
  };
  const base = { ts: act.time / 1000, uid, ...ends };
  const service = act.service === undefined ? undefined : SERVICES[act.service];
  const rows: Row[] = [
    {
      log: 'conn',
      written: act.time + act.lasts,
      fields: {
        ...base,
        proto: act.protocol,
        ...(service === undefined ? {} : { service }),
        duration: act.lasts / 1000,
        orig_bytes: act.bytesOut,
        resp_bytes: act.bytesIn,
        conn_state: 'SF',
        local_orig: outbound,
        local_resp: !outbound,
        missed_bytes: 0,
        history: act.protocol === 'tcp' ? 'ShADadFf' : 'Dd',
        orig_pkts: 4 + Math.ceil(act.bytesOut / 1400),
        orig_ip_bytes: act.bytesOut + 240,
        resp_pkts: 4 + Math.ceil(act.bytesIn / 1400),
        resp_ip_bytes: act.bytesIn + 240,
      },
    },
  ];
  if (act.service === 'tls')
    rows.push({ log: 'ssl', written: act.time + 60, fields: { ...base, ...handshake(act) } });
  if (act.service === 'http')
    rows.push({ log: 'http', written: act.time + 90, fields: { ...base, ...request(act) } });
  return rows;
}

function handshake(act: ConnectionAct): Readonly<Record<string, unknown>> {
  return {
    version: 'TLSv13',
    cipher: 'TLS_AES_256_GCM_SHA384',
    curve: 'x25519',
    ...(act.serverName === undefined ? {} : { server_name: act.serverName }),
    resumed: false,
    established: true,
    ssl_history: 'CsiI',
  };
}

function request(act: ConnectionAct): Readonly<Record<string, unknown>> {
  return {
    trans_depth: 1,
    method: act.bytesOut > 2000 ? 'PUT' : 'GET',
    host: act.serverName ?? act.remoteAddress,
    uri: '/',
    version: '1.1',
    request_body_len: act.bytesOut,
    response_body_len: act.bytesIn,
    status_code: 200,
    status_msg: 'OK',
  };
}

function lookup(act: LookupAct, uid: string): Row[] {
  const own = act.machine.addresses[0] ?? '10.0.0.2';
  const fields = {
    ts: act.time / 1000,
    uid,
    'id.orig_h': own,
    'id.orig_p': 50_000 + chosenNumber(10_000, uid),
    'id.resp_h': RESOLVER,
    'id.resp_p': 53,
    proto: 'udp',
    trans_id: chosenNumber(65_536, 'dns', uid),
    query: act.name,
    qclass: 1,
    qclass_name: 'C_INTERNET',
    qtype: 1,
    qtype_name: 'A',
    rcode: act.addresses.length === 0 ? 3 : 0,
    rcode_name: act.addresses.length === 0 ? 'NXDOMAIN' : 'NOERROR',
    AA: false,
    TC: false,
    RD: true,
    RA: true,
    Z: 0,
    answers: [...act.aliases, ...act.addresses],
    TTLs: [...act.aliases, ...act.addresses].map(() => 60),
    rejected: false,
  };
  return [{ log: 'dns', written: act.time + 20, fields }];
}

/** Renewed at half its time for as long as the story goes on, as DHCP clients do. */
function leases(timeline: Timeline, machine: StoryMachine): Row[] {
  const begin = Date.parse(timeline.story.start) - LEASE_BEFORE;
  const end = timeline.acts.at(-1)?.time ?? begin;
  const rows: Row[] = [];
  for (let time = begin; time <= Math.max(begin, end); time += LEASE_TIME * 500)
    rows.push(...machine.addresses.map((address, index) => lease(machine, address, index, time)));
  return rows;
}

function lease(machine: StoryMachine, address: string, index: number, time: number): Row {
  return {
    log: 'dhcp',
    written: time,
    fields: {
      ts: time / 1000,
      uids: [uidOf('dhcp', machine.name, index)],
      server_addr: '10.0.0.1',
      client_addr: address,
      mac: macOf(machine),
      host_name: machine.name,
      assigned_addr: address,
      lease_time: LEASE_TIME,
      msg_types: ['REQUEST', 'ACK'],
      duration: 0.01,
    },
  };
}

function macOf(machine: StoryMachine): string {
  return (digestOf('sha256', `mac ${machine.name}`).slice(0, 10).match(/../g) ?? []).reduce(
    (text, byte) => `${text}:${byte}`,
    'a4',
  );
}

function uidOf(...words: readonly (string | number)[]): string {
  return `C${digestOf('sha256', words.join(' ')).slice(0, 16)}`;
}
