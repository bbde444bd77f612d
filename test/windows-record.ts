import type { WindowsRecord } from '../src/formats/windows-record.ts';

/** A Windows record with only what a test is about. */
export function windowsRecord(
  provider: string,
  eventId: number,
  data: Readonly<Record<string, string>>,
  more: Partial<WindowsRecord> = {},
): WindowsRecord {
  return {
    provider,
    eventId,
    channel: '',
    computer: 'WS5.corp.example',
    recordId: 1,
    loggedTime: Date.UTC(2020, 8, 4, 20, 10, 1),
    executionPid: undefined,
    user: undefined,
    data,
    message: undefined,
    ...more,
  };
}
