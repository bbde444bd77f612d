import { draftFlow } from '../flow-draft.ts';
import type { FlowDraft, Sighting } from '../flow-draft.ts';
import type { ZeekFields } from './zeek-fields.ts';

/**
 * The flow a record of any of Zeek's logs belongs to, by its `id.*` fields and uid; a text when the record is torn.
 * `protocol` is what the log itself implies where it has no `proto`.
 */
export function zeekFlow(fields: ZeekFields, sighting: Sighting, protocol: string): FlowDraft | string {
  const flow = draftFlow(
    sighting,
    fields.text('proto') ?? protocol,
    fields.text('id.orig_h'),
    fields.number('id.orig_p'),
    fields.text('id.resp_h'),
    fields.number('id.resp_p'),
  );
  if (flow.sourceAddress === '' || flow.destinationAddress === '')
    return 'an address of the connection is missing';
  if (flow.protocol === 'icmp' || flow.protocol === 'icmp6') {
    // Zeek writes message type and code where other sensors have ports.
    flow.sourcePort = 0;
    flow.destinationPort = 0;
  }
  flow.flowId = fields.text('uid');
  flow.communityId = fields.text('community_id');
  return flow;
}
