/** Flows of packet captures (`formats/capture`). What nobody identified is said to be `none`: it was looked at. */
import type { HttpFacts, NameLookup, PayloadFacts, TelemetryEvent, TlsFacts } from '../../event/event.ts';
import type { Place } from '../../event/place.ts';
import type { CaptureFlow, FlowSide } from '../../formats/capture/capture-flow.ts';
import { judgePayload, payloadVerdictCode } from '../../formats/capture/payload/payload-verdict.ts';
import { cipherSuiteName } from '../../formats/capture/protocol/tls-cipher-suites.ts';
import { tlsVersionName } from '../../formats/capture/protocol/tls-version.ts';
import type { RawProduct } from '../product.ts';
import { draftFlow } from './flow-draft.ts';
import type { Sighting } from './flow-draft.ts';

export const captureProduct: RawProduct<'capture'> = {
  id: 'capture',
  title: 'packet capture',
  open:
    ({ source }) =>
    (flow, place) => ({
      kind: `capture ${flow.transport} ${flow.application}`,
      host: undefined,
      time: flow.start,
      events: eventsOf(flow, source, place),
    }),
};

function eventsOf(flow: CaptureFlow, source: string, place: Place): TelemetryEvent[] {
  const sighting: Sighting = { sensor: 'capture', code: 'flow', host: source, time: flow.start, place };
  const draft = draftFlow(
    sighting,
    flow.transport,
    flow.initiatorAddress,
    flow.initiatorPort,
    flow.responderAddress,
    flow.responderPort,
  );
  draft.communityId = flow.communityId;
  draft.end = flow.end;
  draft.bytesOut = flow.sent.payloadBytes;
  draft.bytesIn = flow.received.payloadBytes;
  draft.established = flow.sent.packets > 0 && flow.received.packets > 0;
  draft.service = serviceOf(flow);
  draft.tls = tlsOf(flow);
  draft.http = httpOf(flow);
  draft.payloadOut = payloadOf(flow.application, flow.sent);
  draft.payloadIn = payloadOf(flow.application, flow.received);
  draft.destinationName = draft.tls?.serverName ?? connectTarget(flow) ?? draft.http?.host;
  return [draft, ...lookupsOf(flow, sighting)];
}

/** `none` is said only of a conversation whose beginning was looked at. */
function serviceOf({ application, fromStart, sent, received }: CaptureFlow): string | undefined {
  if (application !== 'unknown') return application;
  return fromStart && sent.keptBytes + received.keptBytes > 0 ? 'none' : undefined;
}

function tlsOf({ tls, quic }: CaptureFlow): TlsFacts | undefined {
  const facts = tls ?? quic?.tls;
  if (facts === undefined) return undefined;
  return {
    serverName: facts.serverName,
    version: tlsVersionName(facts.version),
    cipher: facts.cipher === undefined ? undefined : cipherSuiteName(facts.cipher),
    alpn: facts.alpn,
    ja3: facts.ja3,
    ja3s: facts.ja3s,
    ja4: facts.ja4,
    subject: facts.certificate?.subject,
    issuer: facts.certificate?.issuer,
  };
}

function httpOf({ http }: CaptureFlow): HttpFacts | undefined {
  const first = http?.exchanges[0];
  if (first === undefined) return undefined;
  return {
    method: first.method,
    host: first.host?.replace(/:\d{1,5}$/, '').toLowerCase(),
    path: first.target,
    userAgent: first.userAgent,
    status: first.status,
  };
}

/** `example.org:443` of a request to a proxy. */
function connectTarget({ http }: CaptureFlow): string | undefined {
  const first = http?.exchanges[0];
  if (first?.method !== 'CONNECT') return undefined;
  return first.target?.replace(/:\d{1,5}$/, '').toLowerCase();
}

/** Measures of the content, under its encodings where it has any. */
function payloadOf(
  application: CaptureFlow['application'],
  { content, whole }: FlowSide,
): PayloadFacts | undefined {
  if (content === undefined) return undefined;
  const { length, entropy, chiSquare } = content.inner ?? content;
  return {
    length,
    entropy,
    chiSquare: length >= 65_536 ? chiSquare : undefined,
    verdict: payloadVerdictCode(judgePayload(application, content, whole)),
  };
}

function lookupsOf(flow: CaptureFlow, sighting: Sighting): NameLookup[] {
  return (flow.dns?.lookups ?? [])
    .filter(({ addresses }) => addresses.length > 0)
    .map(({ name, addresses, aliases }) => ({
      kind: 'name',
      ...sighting,
      code: 'dns',
      uid: undefined,
      pid: undefined,
      image: undefined,
      name,
      addresses,
      aliases,
      clientAddress: flow.initiatorAddress,
    }));
}
