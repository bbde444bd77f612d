import { evtxFormat } from '../../src/formats/evtx/evtx-format.ts';
import type { WindowsRecord } from '../../src/formats/windows-record.ts';
import { decodeInPieces, RecordingSink } from '../recording-sink.ts';

/** Keeps the Windows records of a log in their own type too. */
export class EvtxSink extends RecordingSink {
  readonly events: WindowsRecord[] = [];

  override windows(record: WindowsRecord, offset: number, length: number): void {
    this.events.push(record);
    super.windows(record, offset, length);
  }
}

/** Decodes a whole log, pushed in pieces that end at `cuts`. */
export function readEvtx(
  bytes: Buffer,
  cuts: readonly number[] = [],
  sink: EvtxSink = new EvtxSink(),
): EvtxSink {
  decodeInPieces((source, records) => evtxFormat.open(source, records), bytes, cuts, sink);
  return sink;
}
