/** Zeek files.log: matters here where the site lets Zeek measure the entropy of files (`Files::Info$entropy`). */
import type { Flow, PayloadFacts } from '../../../event/event.ts';
import type { Sighting } from '../flow-draft.ts';
import type { ZeekFields } from './zeek-fields.ts';
import { zeekFlow } from './zeek-sides.ts';
import { draftFlow } from '../flow-draft.ts';
import { zeekService } from './zeek-conn.ts';

const CONTAINERS = /(?:gzip|zip|x-xz|x-7z|x-rar|zstd|bzip2|x-tar|java-archive|compress)/;

export function readZeekFile(fields: ZeekFields, sighting: Sighting): Flow | string | undefined {
  const entropy = fields.number('entropy');
  const length = fields.number('seen_bytes');
  if (entropy === undefined || entropy > 8 || length === undefined) return undefined;
  // Bytes that are missing would be measured as if they were not there.
  if ((fields.number('missing_bytes') ?? 0) > 0) return undefined;
  const flow = carrier(fields, sighting);
  if (typeof flow === 'string') return flow;
  flow.service = zeekService(fields.text('source')?.toLowerCase().replace('_', '-'));
  const facts: PayloadFacts = {
    length,
    entropy,
    chiSquare: undefined,
    verdict: verdict(fields.text('mime_type')),
  };
  if (fields.flag('is_orig') === true) flow.payloadOut = facts;
  else flow.payloadIn = facts;
  return flow;
}

/** The connection that carried the file: named in full since Zeek 6, before that by uid and the two hosts. */
function carrier(fields: ZeekFields, sighting: Sighting): ReturnType<typeof zeekFlow> {
  if (fields.text('id.orig_h') !== undefined) return zeekFlow(fields, sighting, 'tcp');
  const uid = fields.list('conn_uids')[0];
  if (uid === undefined) return 'the file names no connection';
  const sender = fields.list('tx_hosts')[0];
  const receiver = fields.list('rx_hosts')[0];
  const isUpload = fields.flag('is_orig') === true;
  const flow = draftFlow(
    sighting,
    '',
    isUpload ? sender : receiver,
    undefined,
    isUpload ? receiver : sender,
    undefined,
  );
  flow.flowId = uid;
  return flow;
}

function verdict(mime: string | undefined): string {
  if (mime === undefined) return 'unknown';
  const container = CONTAINERS.exec(mime)?.[0];
  return container === undefined ? mime.slice(0, 100) : `container:${container.replace(/^x-/, '')}`;
}
