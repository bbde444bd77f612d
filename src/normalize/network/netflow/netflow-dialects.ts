/** How collectors write NetFlow and IPFIX as JSON (network.md section 3). Each knows its records by its own keys. */
import { at, isObject } from '../../json-object.ts';
import type { JsonObject } from '../../json-object.ts';
import { wholeNumber } from '../../loose-value.ts';
import { amount, moment } from '../wire-values.ts';
import { asText } from '../zeek/zeek-json-fields.ts';
import { tcpFlags } from './flow-half.ts';
import type { FlowHalf } from './flow-half.ts';

export interface NetflowDialect {
  /** For people. */
  readonly name: string;
  knows(record: JsonObject): boolean;
  read(record: JsonObject): FlowHalf;
}

const EXPORTS = /^(?:SFLOW_5|NETFLOW_V5|NETFLOW_V9|IPFIX)$/;

/** goflow2; `sampling_rate` 0 means that nobody knows it. */
const goflow2: NetflowDialect = {
  name: 'goflow2',
  knows: (record) =>
    record['src_addr'] !== undefined &&
    record['dst_addr'] !== undefined &&
    EXPORTS.test(asText(record['type']) ?? ''),
  read: (record) => ({
    start: moment(record['time_flow_start_ns']) ?? moment(record['time_received_ns']),
    end: moment(record['time_flow_end_ns']),
    source: asText(record['src_addr']),
    sourcePort: wholeNumber(record['src_port']),
    destination: asText(record['dst_addr']),
    destinationPort: wholeNumber(record['dst_port']),
    protocol: asText(record['proto']),
    flags: tcpFlags(record['tcp_flags']),
    bytes: sampled(record['bytes'], record['sampling_rate']),
    bytesBack: undefined,
    translatedSource: undefined,
    translatedSourcePort: undefined,
  }),
};

/** The first goflow. */
const goflow: NetflowDialect = {
  name: 'goflow',
  knows: (record) =>
    record['SrcAddr'] !== undefined &&
    record['DstAddr'] !== undefined &&
    record['TimeReceived'] !== undefined &&
    record['Bytes'] !== undefined,
  read: (record) => ({
    start: moment(record['TimeFlowStart']) ?? moment(record['TimeReceived']),
    end: moment(record['TimeFlowEnd']),
    source: asText(record['SrcAddr']),
    sourcePort: wholeNumber(record['SrcPort']),
    destination: asText(record['DstAddr']),
    destinationPort: wholeNumber(record['DstPort']),
    protocol: asText(record['Proto']),
    flags: tcpFlags(record['TCPFlags']),
    bytes: sampled(record['Bytes'], record['SamplingRate']),
    bytesBack: undefined,
    translatedSource: undefined,
    translatedSourcePort: undefined,
  }),
};

/** nfdump; its times are the local time of its host without a zone. Up to 1.6 the keys were `t_first`, `t_last`. */
const nfdump: NetflowDialect = {
  name: 'nfdump',
  knows: (record) =>
    (record['type'] === 'FLOW' || record['type'] === 'EVENT') &&
    (record['src4_addr'] !== undefined ||
      record['src6_addr'] !== undefined ||
      record['export_sysid'] !== undefined),
  read: (record) => ({
    start: moment(record['first']) ?? moment(record['t_first']) ?? moment(record['t_event']),
    end: moment(record['last']) ?? moment(record['t_last']),
    source: asText(record['src4_addr']) ?? asText(record['src6_addr']),
    sourcePort: wholeNumber(record['src_port']),
    destination: asText(record['dst4_addr']) ?? asText(record['dst6_addr']),
    destinationPort: wholeNumber(record['dst_port']),
    protocol: asText(record['proto']),
    flags: tcpFlags(record['tcp_flags']),
    bytes: amount(record['in_bytes']),
    bytesBack: amount(record['out_bytes']),
    translatedSource: asText(record['src4_xlt_ip']) ?? asText(record['src6_xlt_ip']),
    translatedSourcePort: wholeNumber(record['src_xlt_port']),
  }),
};

/** pmacct's print, Kafka and AMQP output. */
const pmacct: NetflowDialect = {
  name: 'pmacct',
  knows: (record) =>
    record['ip_src'] !== undefined &&
    record['ip_dst'] !== undefined &&
    record['ip_proto'] !== undefined &&
    record['packets'] !== undefined &&
    record['bytes'] !== undefined,
  read: (record) => ({
    start: moment(record['timestamp_start']) ?? moment(record['stamp_inserted']),
    end: moment(record['timestamp_end']),
    source: asText(record['ip_src']),
    sourcePort: wholeNumber(record['port_src']),
    destination: asText(record['ip_dst']),
    destinationPort: wholeNumber(record['port_dst']),
    protocol: asText(record['ip_proto']),
    flags: tcpFlags(record['tcp_flags']),
    bytes: sampled(record['bytes'], record['sampling_rate']),
    bytesBack: undefined,
    translatedSource: asText(record['post_nat_ip_src']),
    translatedSourcePort: wholeNumber(record['post_nat_port_src']),
  }),
};

/** Logstash's codec: the names of NetFlow v5 and v9 templates, in either case, at the top or below `netflow`. */
const logstash: NetflowDialect = {
  name: 'NetFlow v5/v9',
  knows: (record) => {
    const own = templateOf(record);
    return (
      (own['ipv4_src_addr'] ?? own['ipv6_src_addr']) !== undefined &&
      (own['first_switched'] ?? own['in_bytes'] ?? own['in_octets']) !== undefined
    );
  },
  read: (record) => {
    const own = templateOf(record);
    return {
      start: switched(own['first_switched']) ?? moment(record['@timestamp']),
      end: switched(own['last_switched']),
      source: asText(own['ipv4_src_addr']) ?? asText(own['ipv6_src_addr']),
      sourcePort: wholeNumber(own['l4_src_port'] ?? own['src_port']),
      destination: asText(own['ipv4_dst_addr']) ?? asText(own['ipv6_dst_addr']),
      destinationPort: wholeNumber(own['l4_dst_port'] ?? own['dst_port']),
      protocol: asText(own['protocol'] ?? own['proto']),
      flags: tcpFlags(own['tcp_flags']),
      bytes: amount(own['in_bytes'] ?? own['in_octets']),
      bytesBack: amount(own['out_bytes']),
      translatedSource: asText(own['xlate_src_addr_ipv4']),
      translatedSourcePort: wholeNumber(own['xlate_src_port']),
    };
  },
};

/** IANA's IPFIX element names, at the top or below `netflow` or `ipfix`. */
const ipfix: NetflowDialect = {
  name: 'IPFIX',
  knows: (record) => {
    const own = ipfixOf(record);
    return (
      (own['sourceIPv4Address'] ?? own['sourceIPv6Address']) !== undefined &&
      (own['destinationIPv4Address'] ?? own['destinationIPv6Address']) !== undefined &&
      (own['octetDeltaCount'] ?? own['octetTotalCount'] ?? own['protocolIdentifier']) !== undefined
    );
  },
  read: (record) => {
    const own = ipfixOf(record);
    return {
      start: moment(first(own, 'flowStart')) ?? moment(record['@timestamp']),
      end: moment(first(own, 'flowEnd')),
      source: asText(own['sourceIPv4Address']) ?? asText(own['sourceIPv6Address']),
      sourcePort: wholeNumber(own['sourceTransportPort']),
      destination: asText(own['destinationIPv4Address']) ?? asText(own['destinationIPv6Address']),
      destinationPort: wholeNumber(own['destinationTransportPort']),
      protocol: asText(own['protocolIdentifier']),
      flags: tcpFlags(own['tcpControlBits']),
      bytes: amount(own['octetDeltaCount'] ?? own['octetTotalCount']),
      bytesBack: amount(own['reverseOctetDeltaCount'] ?? own['reverseOctetTotalCount']),
      translatedSource: asText(own['postNATSourceIPv4Address']),
      translatedSourcePort: wholeNumber(own['postNAPTSourceTransportPort']),
    };
  },
};

/** Elastic's NetFlow input: ECS beside the exporter's elements in snake case. */
const elastic: NetflowDialect = {
  name: 'Elastic NetFlow',
  knows: (record) => at(record, 'netflow.type') === 'netflow_flow' && at(record, 'source.ip') !== undefined,
  read: (record) => ({
    start: moment(at(record, 'event.start')) ?? moment(record['@timestamp']),
    end: moment(at(record, 'event.end')),
    source: asText(at(record, 'source.ip')),
    sourcePort: wholeNumber(at(record, 'source.port')),
    destination: asText(at(record, 'destination.ip')),
    destinationPort: wholeNumber(at(record, 'destination.port')),
    protocol: asText(at(record, 'network.transport')) ?? asText(at(record, 'network.iana_number')),
    flags: tcpFlags(at(record, 'netflow.tcp_control_bits')),
    bytes: amount(at(record, 'source.bytes')) ?? amount(at(record, 'network.bytes')),
    bytesBack: amount(at(record, 'destination.bytes')),
    translatedSource: asText(at(record, 'netflow.post_nat_source_ipv4_address')),
    translatedSourcePort: wholeNumber(at(record, 'netflow.post_napt_source_transport_port')),
  }),
};

/** A new one is one line here. */
export const NETFLOW_DIALECTS: readonly NetflowDialect[] = [
  elastic,
  goflow2,
  nfdump,
  ipfix,
  logstash,
  goflow,
  pmacct,
];

function sampled(bytes: unknown, rate: unknown): number | undefined {
  const counted = amount(bytes);
  const factor = amount(rate);
  return counted === undefined || factor === undefined || factor < 1 ? counted : counted * factor;
}

/** Milliseconds of the exporter's uptime are no time of day; collectors that know better write one. */
function switched(value: unknown): number | undefined {
  return typeof value === 'string' && value.includes(':') ? moment(value) : undefined;
}

/** The template's names in lower case. */
function templateOf(record: JsonObject): JsonObject {
  const inner = record['netflow'];
  if (isObject(inner)) return inner;
  if (record['IPV4_SRC_ADDR'] === undefined && record['IPV6_SRC_ADDR'] === undefined) return record;
  const own: Record<string, unknown> = {};
  for (const key in record) own[key.toLowerCase()] = record[key];
  return own;
}

function ipfixOf(record: JsonObject): JsonObject {
  const inner = record['netflow'] ?? record['ipfix'];
  return isObject(inner) ? inner : record;
}

/** `flowStartMilliseconds` and its siblings; not `...SysUpTime`, which counts from the exporter's boot. */
function first(own: JsonObject, stem: string): unknown {
  return (
    own[`${stem}Milliseconds`] ??
    own[`${stem}Seconds`] ??
    own[`${stem}Microseconds`] ??
    own[`${stem}Nanoseconds`]
  );
}
