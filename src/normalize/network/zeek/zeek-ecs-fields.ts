import { at } from '../../json-object.ts';
import type { JsonObject } from '../../json-object.ts';
import { amount, moment } from '../wire-values.ts';
import type { ZeekFields } from './zeek-fields.ts';
import { asFlag, asList, asText } from './zeek-json-fields.ts';

/** Where Elastic's Zeek module and integration put what was Zeek's field; all other fields stay below `zeek.<dataset>`. */
const MOVED: Readonly<Record<string, readonly string[]>> = {
  uid: ['zeek.session_id', 'event.id'],
  'id.orig_h': ['source.ip', 'source.address', 'client.ip'],
  'id.orig_p': ['source.port', 'client.port'],
  'id.resp_h': ['destination.ip', 'destination.address', 'server.ip'],
  'id.resp_p': ['destination.port', 'server.port'],
  proto: ['network.transport'],
  service: ['network.application', 'network.protocol'],
  community_id: ['network.community_id'],
  conn_state: ['zeek.connection.state'],
  orig_ip_bytes: ['source.bytes'],
  resp_ip_bytes: ['destination.bytes'],
  orig_pkts: ['source.packets'],
  resp_pkts: ['destination.packets'],
  server_name: ['zeek.ssl.server.name', 'tls.client.server_name'],
  cipher: ['tls.cipher'],
  next_protocol: ['zeek.ssl.next_protocol', 'tls.next_protocol'],
  ja3: ['tls.client.ja3'],
  ja3s: ['tls.server.ja3s'],
  query: ['zeek.dns.query', 'dns.question.name'],
  method: ['http.request.method'],
  host: ['url.domain'],
  uri: ['url.original'],
  status_code: ['http.response.status_code'],
  user_agent: ['user_agent.original'],
  mac: ['zeek.dhcp.address.mac', 'client.mac'],
  assigned_addr: ['zeek.dhcp.address.assigned'],
  client_addr: ['zeek.dhcp.address.client', 'client.address'],
  host_name: ['zeek.dhcp.hostname'],
  lease_time: ['zeek.dhcp.lease_time'],
  msg_types: ['zeek.dhcp.msg.types'],
};

/** Fields of a document that Elastic's Zeek module made. */
export class ZeekEcsFields implements ZeekFields {
  readonly #record: JsonObject;
  readonly #prefix: string;

  /** `dataset` is the part behind `zeek.`: `connection`, `ssl`. */
  constructor(record: JsonObject, dataset: string) {
    this.#record = record;
    this.#prefix = `zeek.${dataset}.`;
  }

  text(name: string): string | undefined {
    return asText(this.#value(name));
  }

  number(name: string): number | undefined {
    // ECS counts nanoseconds where Zeek counts seconds.
    if (name === 'duration') {
      const nanoseconds = amount(at(this.#record, 'event.duration'));
      return nanoseconds === undefined ? undefined : nanoseconds / 1e9;
    }
    return amount(this.#value(name));
  }

  flag(name: string): boolean | undefined {
    return asFlag(this.#value(name));
  }

  list(name: string): readonly string[] {
    return asList(this.#value(name));
  }

  time(name: string): number | undefined {
    return name === 'ts' ? moment(this.#record['@timestamp']) : moment(this.#value(name));
  }

  #value(name: string): unknown {
    const own = at(this.#record, this.#prefix + name);
    if (own !== undefined) return own;
    for (const path of MOVED[name] ?? []) {
      const moved = at(this.#record, path);
      if (moved !== undefined) return moved;
    }
    return undefined;
  }
}
