/** Zeek ssl.log and quic.log: what the handshake told. */
import type { Flow } from '../../../event/event.ts';
import { tlsFacts } from '../flow-draft.ts';
import type { Sighting } from '../flow-draft.ts';
import { bounded, dnsName, namedHost, tlsVersion } from '../wire-values.ts';
import type { ZeekFields } from './zeek-fields.ts';
import { zeekFlow } from './zeek-sides.ts';

export function readZeekSsl(fields: ZeekFields, sighting: Sighting): Flow | string {
  const ja4 = fields.text('ja4');
  const version = fields.text('version');
  const overQuic = ja4?.startsWith('q') === true;
  const datagrams = overQuic || version?.startsWith('DTLS') === true;
  const flow = zeekFlow(fields, sighting, datagrams ? 'udp' : 'tcp');
  if (typeof flow === 'string') return flow;
  const serverName = dnsName(fields.text('server_name'));
  flow.service = overQuic ? 'quic' : 'tls';
  if (fields.flag('established') === true) flow.established = true;
  flow.tls = tlsFacts({
    serverName,
    version: tlsVersion(version),
    cipher: fields.text('cipher'),
    alpn: fields.text('next_protocol'),
    ja3: fields.text('ja3'),
    ja3s: fields.text('ja3s'),
    ja4,
    subject: bounded(fields.text('subject')),
    issuer: bounded(fields.text('issuer')),
  });
  flow.destinationName = namedHost(serverName);
  return flow;
}

export function readZeekQuic(fields: ZeekFields, sighting: Sighting): Flow | string {
  const flow = zeekFlow(fields, sighting, 'udp');
  if (typeof flow === 'string') return flow;
  const serverName = dnsName(fields.text('server_name'));
  flow.service = 'quic';
  flow.tls = tlsFacts({ serverName, version: 'TLSv1.3', alpn: fields.text('client_protocol') });
  flow.destinationName = namedHost(serverName);
  return flow;
}
