/** A Windows event of a story with every System field a shape may want to write. */
import type { WindowsRecord } from '../../../formats/windows-record.ts';
import type { Account } from '../../account.ts';

export type WindowsChannel =
  | 'Microsoft-Windows-Sysmon/Operational'
  | 'Security'
  | 'Microsoft-Windows-PowerShell/Operational'
  | 'Windows PowerShell';

/** `data` of a classic event (`classic: true`) has the keys `param1`, `param2` … for its unnamed elements. */
export interface StoryRecord extends WindowsRecord {
  readonly channel: WindowsChannel;
  readonly recordId: number;
  readonly loggedTime: number;
  readonly executionPid: number;
  readonly message: string;
  readonly classic: boolean;
  /** Upper case with braces; classic providers have none. */
  readonly providerGuid: string | undefined;
  readonly version: number;
  readonly level: number;
  readonly task: number;
  /** Name of the task, "Process Creation". */
  readonly category: string;
  readonly opcode: number;
  readonly opcodeName: string;
  /** 64-bit mask, unsigned. */
  readonly keywords: bigint;
  readonly threadId: number;
  readonly activityId: string | undefined;
  /** The account that logged the event, where the System section names one. */
  readonly account: Account | undefined;
}

/** A record before its channel has numbered it. `order` keeps records of one time in the order they were made. */
export type UnnumberedRecord = Omit<StoryRecord, 'recordId'>;

interface ProviderFacts {
  readonly provider: string;
  readonly providerGuid: string | undefined;
  readonly keywords: bigint;
  readonly classic: boolean;
}

/** What every record of a channel has in common. */
export const CHANNELS: Readonly<Record<WindowsChannel, ProviderFacts>> = {
  'Microsoft-Windows-Sysmon/Operational': {
    provider: 'Microsoft-Windows-Sysmon',
    providerGuid: '{5770385F-C22A-43E0-BF4C-06F5698FFBD9}',
    keywords: 0x8000000000000000n,
    classic: false,
  },
  Security: {
    provider: 'Microsoft-Windows-Security-Auditing',
    providerGuid: '{54849625-5478-4994-A5BA-3E3B0328C30D}',
    keywords: 0x8020000000000000n,
    classic: false,
  },
  'Microsoft-Windows-PowerShell/Operational': {
    provider: 'Microsoft-Windows-PowerShell',
    providerGuid: '{A0C1853B-5C40-4B15-8766-3CF1C58F985A}',
    keywords: 0n,
    classic: false,
  },
  'Windows PowerShell': {
    provider: 'PowerShell',
    providerGuid: undefined,
    keywords: 0x80000000000000n,
    classic: true,
  },
};
