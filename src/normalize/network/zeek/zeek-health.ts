/** What Zeek says of its own sight: capture_loss.log, stats.log, reporter.log, notice.log. */
import type { SensorHealth } from '../../../event/event.ts';
import { sensorGap } from '../flow-draft.ts';
import type { Sighting } from '../flow-draft.ts';
import type { ZeekFields } from './zeek-fields.ts';

export function readCaptureLoss(fields: ZeekFields, sighting: Sighting): SensorHealth | undefined {
  const lost = fields.number('percent_lost') ?? 0;
  if (lost <= 0) return undefined;
  return sensorGap(sighting, `Zeek missed ${lost.toFixed(2)} % of the traffic of the last interval`);
}

export function readZeekStats(fields: ZeekFields, sighting: Sighting): SensorHealth | undefined {
  const dropped = fields.number('pkts_dropped') ?? 0;
  if (dropped <= 0) return undefined;
  return sensorGap(sighting, `${dropped} packets were dropped before Zeek saw them`);
}

/** `2047 packets received on interface en0, 12 (0.58%) dropped`. */
export function readZeekReporter(fields: ZeekFields, sighting: Sighting): SensorHealth | undefined {
  const message = fields.text('message')?.slice(0, 500) ?? '';
  const dropped = /packets received on interface [^,]{1,64}, (\d{1,15}) /.exec(message)?.[1];
  if (dropped === undefined || Number(dropped) === 0) return undefined;
  return sensorGap(sighting, `${dropped} packets were dropped before Zeek saw them`);
}

export function readZeekNotice(fields: ZeekFields, sighting: Sighting): SensorHealth | undefined {
  const note = fields.text('note');
  if (note !== 'CaptureLoss::Too_Much_Loss' && note !== 'PacketFilter::Dropped_Packets') return undefined;
  return sensorGap(sighting, `Zeek reports lost traffic: ${(fields.text('msg') ?? note).slice(0, 200)}`);
}
