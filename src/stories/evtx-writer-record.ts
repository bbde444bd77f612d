import type { WindowsRecord } from '../formats/windows-record.ts';
import {
  filetimeTicks,
  filetimeValue,
  stringValue,
  uint16Value,
  uint32Value,
  uint64Value,
  userValue,
  type EvtxWriterValue,
} from './evtx-writer-value.ts';

/** A Windows event of a story; what it leaves out is left out of the log, and numbers are then given in order. */
export type EvtxStoryRecord = Pick<WindowsRecord, 'provider' | 'eventId' | 'channel' | 'computer' | 'data'> &
  Partial<Pick<WindowsRecord, 'recordId' | 'loggedTime' | 'executionPid' | 'user' | 'message'>>;

/** The substitutions every event has, in the order of their values; those of its data follow. */
export const SYSTEM_SLOTS = {
  eventId: 0,
  time: 1,
  recordId: 2,
  executionPid: 3,
  channel: 4,
  computer: 5,
  user: 6,
} as const;
export const FIRST_DATA_SLOT = 7;

/** What decides the template of a record: equal shapes share one. */
export interface EvtxRecordShape {
  readonly provider: string;
  /** `undefined` for each datum where all are `param1`, `param2` …: unnamed in the log, as classic providers have it. */
  readonly names: readonly (string | undefined)[];
  readonly hasMessage: boolean;
}

export function evtxRecordShape(record: EvtxStoryRecord): EvtxRecordShape {
  const names = Object.keys(record.data);
  const isUnnamed = names.every((name, index) => name === `param${index + 1}`);
  return {
    provider: record.provider,
    names: names.map((name) => (isUnnamed ? undefined : name)),
    hasMessage: record.message !== undefined,
  };
}

/** The values of a record in the order of its template's substitutions. */
export function evtxRecordValues(record: EvtxStoryRecord, recordId: number): EvtxWriterValue[] {
  const { loggedTime, message } = record;
  const values = [
    uint16Value(record.eventId),
    filetimeValue(loggedTime === undefined ? undefined : filetimeTicks(loggedTime)),
    uint64Value(BigInt(recordId)),
    uint32Value(record.executionPid),
    stringValue(record.channel),
    stringValue(record.computer),
    userValue(record.user),
    ...Object.values(record.data).map(stringValue),
  ];
  if (message !== undefined) values.push(stringValue(message));
  return values;
}
