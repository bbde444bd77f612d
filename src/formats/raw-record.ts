import type { AslRecord } from './asl/asl-record.ts';
import type { AuditGroup } from './audit/audit-group.ts';
import type { BsmRecord } from './bsm/bsm-record.ts';
import type { CaptureFlow } from './capture/capture-flow.ts';
import type { TextLine } from './text-lines/text-line.ts';
import type { ZeekRow } from './zeek/zeek-row.ts';

/** Records that are neither JSON nor Windows events, by layout. A new layout adds its line here. */
export interface RawRecords {
  asl: AslRecord;
  audit: AuditGroup;
  'zeek-row': ZeekRow;
  capture: CaptureFlow;
  bsm: BsmRecord;
  'text-line': TextLine;
}

export type Layout = keyof RawRecords;
