/** What Suricata read in a flow: TLS, QUIC, HTTP, files, and protocols by name. */
import type { Flow } from '../../../event/event.ts';
import { at, isObject } from '../../json-object.ts';
import type { JsonObject } from '../../json-object.ts';
import { textList, wholeNumber } from '../../loose-value.ts';
import { httpFacts, tlsFacts } from '../flow-draft.ts';
import type { FlowDraft, Sighting } from '../flow-draft.ts';
import { likelyServer } from '../likely-server.ts';
import { bounded, dnsName, namedHost, tlsVersion, urlParts } from '../wire-values.ts';
import { asText } from '../zeek/zeek-json-fields.ts';
import { turnRound } from '../turn-round.ts';
import { eveFlow } from './eve-flow.ts';

export function readEveTls(record: JsonObject, sighting: Sighting): Flow | string {
  const flow = eveFlow(record, sighting);
  if (typeof flow === 'string') return flow;
  const tls = isObject(record['tls']) ? record['tls'] : {};
  const serverName = dnsName(asText(tls['sni']));
  const alpn = textList(tls['server_alpns'], 1)?.[0] ?? textList(tls['client_alpns'], 1)?.[0];
  flow.service = 'tls';
  flow.tls = tlsFacts({
    serverName,
    version: tlsVersion(asText(tls['version'])),
    cipher: asText(tls['cipher']) ?? asText(at(tls, 'server_handshake.cipher')),
    alpn,
    ja3: asText(at(tls, 'ja3.hash')),
    ja3s: asText(at(tls, 'ja3s.hash')),
    ja4: asText(tls['ja4']),
    subject: bounded(asText(tls['subject'])),
    issuer: bounded(asText(tls['issuerdn'])),
  });
  flow.destinationName = namedHost(serverName);
  return flow;
}

export function readEveQuic(record: JsonObject, sighting: Sighting): Flow | string {
  const flow = eveFlow(record, sighting);
  if (typeof flow === 'string') return flow;
  const quic = isObject(record['quic']) ? record['quic'] : {};
  const serverName = dnsName(asText(quic['sni']));
  flow.service = 'quic';
  flow.tls = tlsFacts({
    serverName,
    version: 'TLSv1.3',
    ja3: asText(at(quic, 'ja3.hash')),
    ja3s: asText(at(quic, 'ja3s.hash')),
    ja4: asText(quic['ja4']),
  });
  flow.destinationName = namedHost(serverName);
  return flow;
}

export function readEveHttp(record: JsonObject, sighting: Sighting): Flow | string {
  const flow = eveFlow(record, sighting);
  if (typeof flow === 'string') return flow;
  setHttp(flow, record['http']);
  return flow;
}

/** A file that was seen in a flow. The record's source is whoever sent it. */
export function readEveFile(record: JsonObject, sighting: Sighting): Flow | string {
  const flow = eveFlow(record, sighting);
  if (typeof flow === 'string') return flow;
  const http = isObject(record['http']) ? record['http'] : undefined;
  const direction = asText(record['direction']);
  const servedOn = wholeNumber(http?.['http_port']);
  const isAnswer =
    direction === 'to_client' ||
    direction === 'toclient' ||
    (servedOn !== undefined && servedOn === flow.sourcePort);
  const told = direction !== undefined || servedOn !== undefined;
  if (isAnswer || (!told && likelyServer(flow.sourcePort, flow.destinationPort) === 'source'))
    turnRound(flow);
  if (http !== undefined) setHttp(flow, http);
  return flow;
}

/** An event that tells of a flow no more than its protocol. */
export function eveSession(service: string) {
  return (record: JsonObject, sighting: Sighting): Flow | string => {
    const flow = eveFlow(record, sighting);
    if (typeof flow !== 'string') flow.service = service;
    return flow;
  };
}

function setHttp(flow: FlowDraft, value: unknown): void {
  const http = isObject(value) ? value : {};
  const method = asText(http['http_method'])?.slice(0, 32);
  const url = asText(http['url']);
  const target = method === 'CONNECT' || url?.includes('://') === true ? urlParts(url ?? '') : undefined;
  const host = dnsName(asText(http['hostname'])) ?? target?.host;
  flow.service = 'http';
  flow.http = httpFacts({
    method,
    host,
    path: bounded(url),
    userAgent: bounded(asText(http['http_user_agent'])),
    status: wholeNumber(http['status']),
  });
  flow.destinationName = namedHost(target?.host) ?? namedHost(host);
}
