/**
 * Small sets of events of one host that get in each other's way: four pids, four guids, four programs, a few
 * destinations, all within minutes. Whatever joins them must not depend on the order in which they arrive.
 */
import * as fc from 'fast-check';
import type { TelemetryEvent } from '../src/event/event.ts';
import * as make from './host-events.ts';

const pid = fc.constantFrom(undefined, 4, 100, 101, 102);
const uid = fc.constantFrom(undefined, 'guid-a', 'guid-b', 'guid-c', 'guid-d');
const image = fc.constantFrom(
  undefined,
  'C:\\Tools\\a.exe',
  'C:\\WINDOWS\\System32\\cmd.exe',
  'C:\\Windows\\System32\\WindowsPowerShell\\v1.0\\powershell.exe',
  '\\tools\\a.exe',
);
/** Milliseconds round the edges that joins have: a second, three seconds, a minute. */
const time = fc
  .tuple(fc.constantFrom(0, 1, 2, 3, 4, 30, 59, 60, 61, 120, 600), fc.constantFrom(0, 0, 1, 500, 999))
  .map(([seconds, milliseconds]) => make.T0 + seconds * 1000 + milliseconds);
const user = fc.constantFrom(undefined, 'CORP\\ann', 'CORP\\bob', 'NT AUTHORITY\\SYSTEM');
const commandLine = fc.constantFrom(
  undefined,
  'a.exe -p secret out.7z',
  'powershell.exe -enc AAAA',
  'a.exe --encrypt C:\\Temp\\out.7z',
);
const host = fc.constantFrom('ws1.corp.example', 'ws1');
const base = { host, time, pid, image };

const launch = fc.record({
  ...base,
  uid,
  user,
  commandLine,
  session: fc.constantFrom(undefined, '0x3e7', '0x1234'),
  originalName: fc.constantFrom(undefined, 'PowerShell.EXE', 'a.exe'),
  parentUid: uid,
  parentPid: pid,
  parentImage: image,
});

export const arbitraryEvent: fc.Arbitrary<TelemetryEvent> = fc.oneof(
  launch.map((more) => make.launch(more)),
  launch.map((more) => make.securityLaunch(more)),
  fc.record({ ...base, uid }).map((more) => make.end(more)),
  fc
    .record({
      ...base,
      uid,
      user,
      localPort: fc.constantFrom(50_000, 50_001),
      remoteName: fc.constantFrom(undefined, 'a.example.org', 'b.example.org'),
      remoteAddress: fc.constantFrom('203.0.113.80', '203.0.113.81', '10.0.0.9'),
      direction: fc.constantFrom('outbound' as const, 'inbound' as const),
    })
    .map((more) => make.connection(more)),
  fc
    .record({ ...base, localPort: fc.constantFrom(50_000, 50_001) })
    .map((more) => make.securityConnection(more)),
  fc
    .record({ ...base, uid, name: fc.constantFrom('drop.example.net', 'cdn.example.net') })
    .map((more) => make.lookup(more)),
  fc
    .record({
      ...base,
      text: fc.constantFrom('1', 'encrypt', 'encrypt secret', 'tamper'),
      blockId: fc.constantFrom('block-1', 'block-2'),
      part: fc.constantFrom(1, 2, 3),
      parts: fc.constantFrom(1, 3),
      path: fc.constantFrom(undefined, 'C:\\s.ps1'),
    })
    .map((more) => make.script({ ...more, image: undefined, part: Math.min(more.part, more.parts) })),
  fc.record({ time, host, commandLine }).map((more) =>
    make.script({
      ...more,
      pid: undefined,
      form: 'host-application',
      code: 400,
      text: more.commandLine ?? 'x',
    }),
  ),
  fc
    .record({
      ...base,
      uid,
      module: fc.constantFrom('C:\\Tools\\a.exe', 'C:\\x\\System.Management.Automation.dll'),
      signed: fc.constantFrom(undefined, true, false),
    })
    .map((more) => make.moduleLoad(more)),
  fc
    .record({ ...base, uid, path: fc.constantFrom('C:\\Temp\\out.7z', 'C:\\Temp\\b.txt') })
    .map((more) => make.fileCreate(more)),
  fc.record({ host, time }).map((more) => make.health(more)),
);

/**
 * Another telling of nearly the same: a moment apart, or with one field more, less or different, as two shippers and
 * two sensors write it.
 */
const difference = fc.record(
  {
    shift: fc.constantFrom(0, 0, 1, 300, -1),
    image,
    user,
    signed: fc.constantFrom(undefined, true, false),
    path: fc.constantFrom(undefined, 'C:\\s.ps1', 'C:\\t.ps1'),
    session: fc.constantFrom(undefined, '0x1', '0x2'),
    remoteName: fc.constantFrom('c.example.org', 'd.example.org'),
    detail: fc.constantFrom('Sysmon error x', 'Sysmon error y'),
  },
  { requiredKeys: ['shift'] },
);

function nearly(event: TelemetryEvent, { shift, ...fields }: { readonly shift: number }): TelemetryEvent {
  const known = Object.entries(fields).filter(
    ([name]) => name in event && !(event.kind === 'file' && name === 'path'),
  );
  return { ...event, ...Object.fromEntries(known), time: event.time + shift, place: make.nextPlace() };
}

const manyEvents: fc.Arbitrary<TelemetryEvent[]> = fc
  .array(arbitraryEvent, { minLength: 2, maxLength: 16 })
  .chain((events) =>
    fc
      .array(fc.tuple(fc.constantFrom(...events), difference), { maxLength: 12 })
      .map((twins) => [...events, ...twins.map(([event, apart]) => nearly(event, apart))]),
  );

/** Events, the same events in another order, and that order with some of them twice. */
export const arbitraryTellings: fc.Arbitrary<{
  readonly events: readonly TelemetryEvent[];
  readonly shuffled: readonly TelemetryEvent[];
  readonly doubled: readonly TelemetryEvent[];
}> = manyEvents
  .chain((events) =>
    fc.record({
      events: fc.constant(events),
      shuffled: fc.shuffledSubarray(events, { minLength: events.length, maxLength: events.length }),
      again: fc.shuffledSubarray(events),
    }),
  )
  .map(({ events, shuffled, again }) => ({
    events,
    shuffled,
    doubled: [...again.map((event) => ({ ...event, place: make.nextPlace() })), ...shuffled],
  }));
