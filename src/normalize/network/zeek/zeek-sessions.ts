/** Logs that say of a connection which protocol it speaks, and little else that matters here. */
import type { Flow } from '../../../event/event.ts';
import type { Sighting } from '../flow-draft.ts';
import { namedHost } from '../wire-values.ts';
import type { ZeekFields } from './zeek-fields.ts';
import { zeekFlow } from './zeek-sides.ts';

/** ssh.log, ftp.log, smtp.log, rdp.log. */
export function sessionReader(service: string) {
  return (fields: ZeekFields, sighting: Sighting): Flow | string => {
    const flow = zeekFlow(fields, sighting, 'tcp');
    if (typeof flow !== 'string') flow.service = service;
    return flow;
  };
}

/** socks.log: the true destination behind a SOCKS proxy, and the user who asked for it. */
export function readZeekSocks(fields: ZeekFields, sighting: Sighting): Flow | string {
  const flow = zeekFlow(fields, sighting, 'tcp');
  if (typeof flow === 'string') return flow;
  flow.service = 'socks';
  flow.destinationName = namedHost(fields.text('request.name') ?? fields.text('request.host'));
  flow.user = fields.text('user')?.slice(0, 256);
  return flow;
}
