/** Zeek http.log: one row a request; `trans_depth` counts those of a connection. */
import type { Flow } from '../../../event/event.ts';
import { httpFacts } from '../flow-draft.ts';
import type { Sighting } from '../flow-draft.ts';
import { bounded, dnsName, namedHost, urlParts } from '../wire-values.ts';
import type { ZeekFields } from './zeek-fields.ts';
import { zeekFlow } from './zeek-sides.ts';

export function readZeekHttp(fields: ZeekFields, sighting: Sighting): Flow | string {
  const flow = zeekFlow(fields, sighting, 'tcp');
  if (typeof flow === 'string') return flow;
  const method = fields.text('method')?.slice(0, 32);
  const uri = fields.text('uri');
  const status = fields.number('status_code');
  // A request line with a whole URL or a CONNECT goes to a proxy: the name in it is the true destination.
  const target = method === 'CONNECT' || uri?.includes('://') === true ? urlParts(uri ?? '') : undefined;
  const host = dnsName(fields.text('host')) ?? target?.host;
  flow.service = 'http';
  flow.http = httpFacts({
    method,
    host,
    path: bounded(uri),
    userAgent: bounded(fields.text('user_agent')),
    // HTTP/0.9 has no status; Zeek writes 0.
    status: status === 0 ? undefined : status,
  });
  flow.destinationName = namedHost(target?.host) ?? namedHost(host);
  flow.user = fields.text('username')?.slice(0, 256);
  return flow;
}
