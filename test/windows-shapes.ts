/** One Windows event in every JSON shape it travels in. Each shape imitates records of the source it names. */

export interface WindowsFact {
  readonly provider: string;
  readonly channel: string;
  readonly eventId: number;
  readonly computer: string;
  /** When it was logged, milliseconds UTC. */
  readonly logged: number;
  readonly executionPid: number;
  readonly sid: string;
  /** EventData as the log holds it; `param1` … for unnamed data. */
  readonly data: Readonly<Record<string, string>>;
  readonly message: string;
  /** The same event after an ingest pipeline: fields beside `winlog`, `event` and `@timestamp`. */
  readonly ecs: Readonly<Record<string, unknown>>;
  /** Time a pipeline gives it, where that is not the logged one. */
  readonly ecsTime?: string;
}

export interface JsonShape {
  readonly name: string;
  readonly write: (fact: WindowsFact) => Record<string, unknown>;
}

const iso = (time: number): string => new Date(time).toISOString();
const wallClock = (time: number, hours: number): string =>
  iso(time + hours * 3_600_000)
    .slice(0, 19)
    .replace('T', ' ');

function isClassic(fact: WindowsFact): boolean {
  return fact.provider === 'PowerShell';
}

/** Fields both generations of NXLog write: OTRF Security-Datasets, `empire_launcher_vbs` and `covenant_psremoting_grunt`. */
function nxlog(fact: WindowsFact, hours: number): Record<string, unknown> {
  return {
    EventTime: wallClock(fact.logged, hours),
    Hostname: fact.computer,
    EventID: fact.eventId,
    SourceName: fact.provider,
    RecordNumber: 251_079,
    Channel: fact.channel,
    AccountName: 'SYSTEM',
    UserID: fact.sid,
    Message: fact.message,
    EventReceivedTime: wallClock(fact.logged + 1500, hours),
    '@timestamp': iso(fact.logged + 1900),
    host: 'wec.internal.example.net',
    port: 53_221,
  };
}

function numbers(data: Readonly<Record<string, string>>): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(data).map(([name, value]) => {
      if (value === 'true' || value === 'false') return [name, value === 'true'];
      return [name, /^\d{1,9}$/.test(value) ? Number(value) : value];
    }),
  );
}

export const JSON_SHAPES: readonly JsonShape[] = [
  {
    name: 'NXLog 2020 (empire_launcher_vbs)',
    write: (fact) => {
      const { ProcessID, ...data } = fact.data;
      return {
        ...nxlog(fact, -4),
        ExecutionProcessID: fact.executionPid,
        ...(isClassic(fact) ? {} : data),
        ...(ProcessID === undefined ? {} : { ProcessId: ProcessID }),
      };
    },
  },
  {
    name: 'NXLog 2019, logging pid only (covenant_psremoting_grunt)',
    write: (fact) => {
      const { ProcessID: _owner, ProcessId: _subject, ...data } = fact.data;
      return {
        ...nxlog(fact, -5),
        Channel: fact.channel === 'Security' ? 'security' : fact.channel,
        ProcessID: fact.executionPid,
        ...(isClassic(fact) ? {} : data),
      };
    },
  },
  {
    name: 'flat 2023, everything text (metasploit_logonpasswords_lsass_memory_dump)',
    write: (fact) => ({
      SourceName: fact.provider,
      Level: '4',
      Keywords: '0x8000000000000000',
      Channel: fact.channel,
      Hostname: fact.computer,
      TimeCreated: iso(fact.logged),
      '@timestamp': iso(fact.logged),
      EventID: fact.eventId,
      Message: fact.message,
      Task: '1',
      ...(isClassic(fact) ? {} : fact.data),
    }),
  },
  {
    name: 'Winlogbeat 7 (event_process_create_1)',
    write: (fact) => ({
      '@timestamp': iso(fact.logged),
      event: { code: fact.eventId, kind: 'event', provider: fact.provider, created: iso(fact.logged + 2000) },
      host: { name: fact.computer.split('.')[0] },
      message: fact.message.replaceAll('\r\n', '\n'),
      winlog: {
        event_id: fact.eventId,
        record_id: 9_359_683,
        channel: fact.channel,
        computer_name: fact.computer,
        provider_name: fact.provider,
        process: { pid: fact.executionPid, thread: { id: 5760 } },
        user: { identifier: fact.sid, name: 'Système', domain: 'AUTORITE NT' },
        event_data: fact.data,
      },
    }),
  },
  {
    name: 'Winlogbeat 6 (top level)',
    write: (fact) => ({
      '@timestamp': iso(fact.logged),
      event_id: fact.eventId,
      record_number: '9359683',
      log_name: fact.channel,
      computer_name: fact.computer,
      source_name: fact.provider,
      process_id: fact.executionPid,
      user: { identifier: fact.sid, type: 'User' },
      event_data: fact.data,
      message: fact.message,
    }),
  },
  {
    name: 'Winlogbeat after the pipeline, event_data gone (sysmon_10_1, powershell_event_4103)',
    write: (fact) => ecs(fact, undefined),
  },
  {
    name: 'Winlogbeat after the pipeline, leftovers in event_data',
    write: (fact) => ecs(fact, { RuleName: '-', FileVersion: '10.0.18362.752', Task: '1' }),
  },
  {
    name: 'Azure WindowsEvent (WindowsEvent-sysmon)',
    write: (fact) => ({
      TenantId: 'redacted',
      TimeGenerated: iso(fact.logged),
      Provider: fact.provider,
      Channel: fact.channel,
      Computer: fact.computer,
      Task: 1,
      EventLevel: 4,
      SystemProcessId: fact.executionPid,
      SystemUserId: fact.sid,
      EventData: JSON.stringify(fact.data),
      EventID: fact.eventId,
      Type: 'WindowsEvent',
    }),
  },
  {
    name: 'EVTX dump tree (evtx_dump -o jsonl)',
    write: (fact) => ({
      Event: {
        '#attributes': { xmlns: 'http://schemas.microsoft.com/win/2004/08/events/event' },
        System: {
          Provider: { '#attributes': { Name: fact.provider } },
          EventID: isClassic(fact)
            ? { '#attributes': { Qualifiers: 0 }, '#text': fact.eventId }
            : fact.eventId,
          TimeCreated: { '#attributes': { SystemTime: iso(fact.logged) } },
          EventRecordID: 1742,
          Execution: { '#attributes': { ProcessID: fact.executionPid, ThreadID: 1764 } },
          Channel: fact.channel,
          Computer: fact.computer,
          Security: { '#attributes': { UserID: fact.sid } },
        },
        EventData: isClassic(fact) ? { Data: { '#text': Object.values(fact.data) } } : numbers(fact.data),
      },
    }),
  },
];

function ecs(fact: WindowsFact, left: unknown): Record<string, unknown> {
  return {
    '@timestamp': fact.ecsTime ?? iso(fact.logged),
    event: {
      code: String(fact.eventId),
      kind: 'event',
      provider: fact.provider,
      created: iso(fact.logged + 1300),
    },
    host: { name: fact.computer.split('.')[0] },
    message: fact.message.replaceAll('\r\n', '\n'),
    ...fact.ecs,
    winlog: {
      event_id: String(fact.eventId),
      record_id: '3885',
      channel: fact.channel,
      computer_name: fact.computer,
      provider_name: fact.provider,
      ...(isClassic(fact) ? {} : { process: { pid: fact.executionPid, thread: { id: 3616 } } }),
      user: { identifier: fact.sid },
      logon: { id: '0x2D5A4B' },
      ...(left === undefined ? {} : { event_data: left }),
    },
  };
}
