import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { arbitraryTellings } from '../../test/host-arbitrary.ts';
import {
  connection,
  end,
  fileCreate,
  launch,
  MINUTE,
  moduleLoad,
  SECOND,
  securityLaunch,
  T0,
} from '../../test/host-events.ts';
import type { TelemetryEvent } from '../event/event.ts';
import { ProcessFacts } from './process-facts.ts';
import { ProcessTable } from './process-table.ts';
import { ancestors } from './process.ts';
import type { Process } from './process.ts';

function tableOf(events: readonly TelemetryEvent[], pids?: ReadonlyMap<string, number>): ProcessTable {
  const facts = new ProcessFacts(1000);
  for (const event of events) facts.add(event);
  return new ProcessTable(facts, pids);
}

/** Every order of a few events; what must hold, must hold in all of them. */
function inAnyOrder(events: readonly TelemetryEvent[], check: (table: ProcessTable) => void): void {
  fc.assert(
    fc.property(
      fc.shuffledSubarray([...events], { minLength: events.length, maxLength: events.length }),
      (shuffled) => check(tableOf(shuffled)),
    ),
    { numRuns: 30 },
  );
}

const at = (table: ProcessTable, pid: number, time: number, image?: string): Process | undefined =>
  table.locate({ uid: undefined, pid, image }, time)?.process;

const A = 'C:\\Tools\\a.exe';
const B = 'C:\\Tools\\b.exe';

describe('a process that two sensors tell of', () => {
  it('is one, with what each of them knows', () => {
    const events = [
      launch({
        uid: 'guid-a',
        time: T0 + 760,
        user: 'CORP\\ann',
        commandLine: 'a.exe -x',
        originalName: 'a.exe',
      }),
      securityLaunch({ time: T0, session: '0x1234', parentPid: 50 }),
    ];
    inAnyOrder(events, (table) => {
      expect(table.processes.filter(({ pid }) => pid === 100)).toHaveLength(1);
      expect(table.byUid('guid-a')).toMatchObject({
        key: 'guid-a',
        pid: 100,
        start: T0 + 760,
        user: 'CORP\\ann',
        session: '0x1234',
        parentPid: 50,
      });
    });
  });

  it('keeps Sysmon’s word where both have one', () => {
    const events = [
      launch({ uid: 'guid-a', user: 'CORP\\ann', commandLine: 'a.exe -x' }),
      securityLaunch({ user: 'ann', commandLine: '"a.exe" -x' }),
    ];
    inAnyOrder(events, (table) => {
      expect(table.byUid('guid-a')).toMatchObject({ user: 'CORP\\ann', commandLine: 'a.exe -x' });
    });
  });

  it('is two when the programs differ or the starts lie apart', () => {
    inAnyOrder([launch({ uid: 'guid-a', image: A }), securityLaunch({ image: B })], (table) => {
      expect(table.processes).toHaveLength(2);
    });
    inAnyOrder([launch({ uid: 'guid-a' }), securityLaunch({ time: T0 + 10 * SECOND })], (table) => {
      expect(table.processes).toHaveLength(2);
    });
  });

  it('is the life Sysmon met only later, when the pid was not given away in between', () => {
    const met = connection({ uid: 'guid-a', image: A, time: T0 + 10 * MINUTE });
    inAnyOrder([securityLaunch(), met], (table) => {
      expect(table.processes).toHaveLength(1);
      expect(table.byUid('guid-a')?.start).toBe(T0);
    });
    // Started anew meanwhile: the second start is the one.
    inAnyOrder([securityLaunch(), securityLaunch({ time: T0 + 5 * MINUTE }), met], (table) => {
      expect(table.byUid('guid-a')?.start).toBe(T0 + 5 * MINUTE);
      expect(table.processes).toHaveLength(2);
    });
    // Ended meanwhile: whoever Sysmon met began unseen.
    inAnyOrder([securityLaunch(), end({ time: T0 + MINUTE }), met], (table) => {
      expect(table.byUid('guid-a')?.start).toBeUndefined();
      expect(table.processes).toHaveLength(2);
    });
  });

  it('is found by its command line when Sysmon’s records lost their pids', () => {
    // As in the OTRF recordings of late September 2020.
    const events = [
      launch({ uid: 'guid-a', pid: undefined, commandLine: 'a.exe one', time: T0 + 300 }),
      launch({ uid: 'guid-b', pid: undefined, commandLine: 'a.exe two', time: T0 + 900 }),
      securityLaunch({ pid: 101, commandLine: 'a.exe one' }),
      securityLaunch({ pid: 102, commandLine: 'a.exe two' }),
    ];
    inAnyOrder(events, (table) => {
      expect([table.byUid('guid-a')?.pid, table.byUid('guid-b')?.pid]).toEqual([101, 102]);
      expect(table.processes).toHaveLength(2);
    });
  });

  it('is not guessed between two that look alike', () => {
    const events = [
      launch({ uid: 'guid-a', pid: undefined, commandLine: 'a.exe' }),
      launch({ uid: 'guid-b', pid: undefined, commandLine: 'a.exe', time: T0 + SECOND }),
      securityLaunch({ pid: 101, commandLine: 'a.exe' }),
    ];
    inAnyOrder(events, (table) => {
      expect([table.byUid('guid-a')?.pid, table.byUid('guid-b')?.pid]).toEqual([undefined, undefined]);
    });
  });

  it('has the pid that a connection taught', () => {
    const table = tableOf([launch({ uid: 'guid-a', pid: undefined })], new Map([['guid-a', 77]]));
    expect(at(table, 77, T0 + SECOND)?.uid).toBe('guid-a');
  });
});

describe('a pid that is used again', () => {
  const lives = [
    securityLaunch({ time: T0, image: A }),
    end({ time: T0 + MINUTE, image: A }),
    securityLaunch({ time: T0 + 5 * MINUTE, image: A }),
    end({ time: T0 + 6 * MINUTE, image: A }),
  ];

  it('means whoever had it then', () => {
    inAnyOrder(lives, (table) => {
      expect(table.processes.map(({ start, end: ended }) => [start, ended]).sort()).toEqual([
        [T0, T0 + MINUTE],
        [T0 + 5 * MINUTE, T0 + 6 * MINUTE],
      ]);
      expect(at(table, 100, T0 + 30 * SECOND)?.start).toBe(T0);
      expect(at(table, 100, T0 + 5 * MINUTE + 1)?.start).toBe(T0 + 5 * MINUTE);
      expect(at(table, 100, T0 + 3 * MINUTE)).toBeUndefined();
      expect(at(table, 100, T0 - MINUTE)).toBeUndefined();
      expect(at(table, 100, T0 + 20 * MINUTE)).toBeUndefined();
    });
  });

  it('is two processes even within the same seconds', () => {
    inAnyOrder([securityLaunch({ time: T0 }), securityLaunch({ time: T0 + 2 * SECOND })], (table) => {
      expect(table.processes).toHaveLength(2);
    });
    inAnyOrder([securityLaunch({ image: A }), securityLaunch({ image: B })], (table) => {
      expect(new Set(table.processes.map(({ key }) => key)).size).toBe(2);
    });
  });

  it('is free for another as soon as the next start or record shows one', () => {
    const events = [
      launch({ uid: 'guid-a', time: T0 }),
      connection({ uid: 'guid-a', time: T0 + 2 * MINUTE }),
      connection({ uid: 'guid-b', time: T0 + 10 * MINUTE }),
      launch({ uid: 'guid-c', time: T0 + 20 * MINUTE }),
    ];
    inAnyOrder(events, (table) => {
      expect(at(table, 100, T0 + MINUTE)?.uid).toBe('guid-a');
      // Somewhere in between the second one began unseen: whose the pid was cannot be told.
      expect(at(table, 100, T0 + 5 * MINUTE)).toBeUndefined();
      expect(at(table, 100, T0 + 11 * MINUTE)?.uid).toBe('guid-b');
      expect(at(table, 100, T0 + 21 * MINUTE)?.uid).toBe('guid-c');
    });
  });

  it('belongs to the one with the right program where two fit', () => {
    const events = [
      launch({ uid: 'guid-a', image: A, time: T0 }),
      launch({ uid: 'guid-b', image: B, time: T0 + 1 * SECOND }),
    ];
    inAnyOrder(events, (table) => {
      expect(at(table, 100, T0 + 1 * SECOND, '\\tools\\b.exe')?.uid).toBe('guid-b');
      expect(at(table, 100, T0 + 1 * SECOND, '\\tools\\A.EXE')?.uid).toBe('guid-a');
      expect(at(table, 100, T0 + 1 * SECOND, 'C:\\c.exe')).toBeUndefined();
    });
  });
});

describe('a record after the exit', () => {
  const events = [launch({ uid: 'guid-a' }), end({ uid: 'guid-a', time: T0 + MINUTE })];

  it('still belongs to the process for a minute', () => {
    const table = tableOf(events);
    expect(at(table, 100, T0 + MINUTE + 2 * SECOND)?.uid).toBe('guid-a');
    expect(at(table, 100, T0 + 2 * MINUTE)?.uid).toBe('guid-a');
    expect(at(table, 100, T0 + 2 * MINUTE + 1)).toBeUndefined();
  });

  it('or cut to the second before its start', () => {
    const table = tableOf(events);
    expect(at(table, 100, T0 - SECOND)?.uid).toBe('guid-a');
    expect(at(table, 100, T0 - 3 * SECOND)).toBeUndefined();
  });

  it('ends with the first of two tellings of one exit', () => {
    inAnyOrder([...events, end({ time: T0 + MINUTE + 900 })], (table) => {
      expect(table.byUid('guid-a')?.end).toBe(T0 + MINUTE);
      expect(table.processes).toHaveLength(1);
    });
  });
});

describe('a record of an unknown process', () => {
  it('never meets another by an unknown pid', () => {
    const table = tableOf([
      launch({ uid: 'guid-a', pid: undefined }),
      launch({ uid: 'guid-b', pid: undefined }),
    ]);
    expect(table.locateOrAssume({ uid: undefined, pid: undefined, image: A }, T0)).toBeUndefined();
  });

  it('with a unique id of its own is not whoever has the pid', () => {
    const table = tableOf([launch({ uid: 'guid-a' })]);
    expect(table.locate({ uid: 'guid-x', pid: 100, image: A }, T0 + SECOND)).toBeUndefined();
  });

  it('is taken as one that began before the records, between the lives that are known', () => {
    const table = tableOf([
      securityLaunch({ time: T0 }),
      end({ time: T0 + MINUTE }),
      securityLaunch({ time: T0 + HOUR_LATER, image: B }),
    ]);
    const assume = (time: number, image?: string): Process | undefined =>
      table.locateOrAssume({ uid: undefined, pid: 100, image }, time)?.process;
    const before = assume(T0 - 10 * MINUTE);
    const between = assume(T0 + 30 * MINUTE);
    expect(before).toBeDefined();
    expect(between).toBeDefined();
    expect(between).not.toBe(before);
    expect(assume(T0 - 5 * MINUTE)).toBe(before);
    expect(assume(T0 + 40 * MINUTE)).toBe(between);
    expect(assume(T0 + 30 * SECOND)?.start).toBe(T0);
  });

  it('is another when another program has the pid', () => {
    const table = tableOf([]);
    const assume = (time: number, image?: string): Process | undefined =>
      table.locateOrAssume({ uid: undefined, pid: 100, image }, time)?.process;
    const a = assume(T0, '\\tools\\a.exe');
    const b = assume(T0 + MINUTE, '\\tools\\b.exe');
    expect(b).not.toBe(a);
    expect(assume(T0 + 2 * MINUTE, '\\tools\\a.exe')).toBe(a);
    expect(assume(T0 + 2 * MINUTE, '\\tools\\b.exe')).toBe(b);
    expect(a?.key).not.toBe(b?.key);
  });

  const HOUR_LATER = 60 * MINUTE;
});

describe('parents', () => {
  it('are found by unique id, else by pid, program and time', () => {
    const events = [
      launch({ uid: 'guid-p', pid: 50, image: B }),
      launch({ uid: 'guid-a', pid: 100, time: T0 + SECOND, parentUid: 'guid-p' }),
      securityLaunch({ pid: 101, time: T0 + 2 * SECOND, parentPid: 50, parentImage: B }),
    ];
    inAnyOrder(events, (table) => {
      expect(table.byUid('guid-a')?.parent?.uid).toBe('guid-p');
      expect(at(table, 101, T0 + 3 * SECOND)?.parent?.uid).toBe('guid-p');
    });
  });

  it('that only their children name are shared by all of them', () => {
    const child = { parentUid: 'guid-p', parentPid: 50, parentImage: B, parentCommandLine: 'b.exe run' };
    const events = [
      launch({ uid: 'guid-a', pid: 100, ...child }),
      launch({ uid: 'guid-b', pid: 101, time: T0 + HOUR, ...child }),
    ];
    inAnyOrder(events, (table) => {
      const parent = table.byUid('guid-a')?.parent;
      expect(parent).toMatchObject({ uid: 'guid-p', pid: 50, image: B, commandLine: 'b.exe run' });
      expect(table.byUid('guid-b')?.parent).toBe(parent);
      expect([parent?.firstSeen, parent?.lastSeen]).toEqual([T0, T0 + HOUR]);
    });
  });

  it('that another sensor saw start are that process', () => {
    const events = [
      securityLaunch({ pid: 50, image: B, commandLine: 'b.exe run', time: T0 - MINUTE }),
      launch({ uid: 'guid-a', parentUid: 'guid-p', parentPid: 50, parentImage: B }),
    ];
    inAnyOrder(events, (table) => {
      expect(table.byUid('guid-a')?.parent?.start).toBe(T0 - MINUTE);
      expect(table.processes).toHaveLength(2);
    });
  });

  it('are not whoever has the pid, when the unique id is another', () => {
    const events = [
      launch({ uid: 'guid-q', pid: 50, image: B, time: T0 - MINUTE }),
      launch({ uid: 'guid-a', parentUid: 'guid-p', parentPid: 50, parentImage: B }),
    ];
    inAnyOrder(events, (table) => {
      expect(table.byUid('guid-a')?.parent?.uid).toBe('guid-p');
    });
  });

  it('that are the process itself are none', () => {
    // As the Winlogbeat sample event_process_create_1 writes it.
    inAnyOrder([launch({ uid: 'guid-a', parentUid: 'guid-a' }), connection({ uid: 'guid-a' })], (table) => {
      expect(table.byUid('guid-a')?.parent).toBeUndefined();
    });
    inAnyOrder([securityLaunch({ pid: 100, parentPid: 100, parentImage: A })], (table) => {
      expect(table.processes[0]?.parent).not.toBe(table.processes[0]);
    });
  });

  it('in a circle end the walk', () => {
    const events = [
      launch({ uid: 'guid-a', pid: 1, parentUid: 'guid-b' }),
      launch({ uid: 'guid-b', pid: 2, parentUid: 'guid-c' }),
      launch({ uid: 'guid-c', pid: 3, parentUid: 'guid-a' }),
    ];
    inAnyOrder(events, (table) => {
      const process = table.byUid('guid-a');
      expect(process && ancestors(process).map(({ uid }) => uid)).toEqual(['guid-b', 'guid-c']);
    });
  });

  it('are walked up no further than asked', () => {
    const events = Array.from({ length: 40 }, (_, i) =>
      launch({ uid: `guid-${i}`, pid: i + 1, ...(i > 0 && { parentUid: `guid-${i - 1}` }) }),
    );
    const last = tableOf(events).byUid('guid-39');
    expect(last && ancestors(last)).toHaveLength(16);
    expect(last && ancestors(last, 3).map(({ uid }) => uid)).toEqual(['guid-38', 'guid-37', 'guid-36']);
  });

  const HOUR = 60 * MINUTE;
});

describe('what a process loads and writes', () => {
  it('tells of its signature and of PowerShell inside it', () => {
    const events = [
      launch({ uid: 'guid-a' }),
      moduleLoad({ uid: 'guid-a', module: 'C:\\tools\\A.exe', signed: false, signature: undefined }),
      moduleLoad({ uid: 'guid-a', module: 'C:\\x\\System.Management.Automation.ni.dll' }),
      fileCreate({ uid: 'guid-a', path: 'C:\\Temp\\OUT.7z' }),
    ];
    inAnyOrder(events, (table) => {
      const process = table.byUid('guid-a');
      expect(process).toMatchObject({ signed: false, hostsPowerShell: true });
      expect([...(process?.files ?? [])]).toEqual(['c:\\temp\\out.7z']);
    });
  });

  it('is no word on its signature when another image was loaded', () => {
    const table = tableOf([
      launch({ uid: 'guid-a' }),
      moduleLoad({ uid: 'guid-a', module: 'C:\\Tools\\other.exe' }),
    ]);
    expect(table.byUid('guid-a')).toMatchObject({ signed: undefined, hostsPowerShell: false });
  });
});

describe('facts', () => {
  it('are bounded, and say how many were left out', () => {
    const facts = new ProcessFacts(10);
    for (let i = 0; i < 50; i++) facts.add(launch({ uid: `guid-${i}`, pid: i + 1 }));
    expect(facts.launches.size).toBe(10);
    expect(facts.dropped).toBeGreaterThan(0);
  });

  it('keep the same file names whatever the order, when there are too many', () => {
    const events = Array.from({ length: 200 }, (_, i) =>
      fileCreate({ uid: 'guid-a', path: `C:\\f${(i * 7919) % 200}` }),
    );
    const names = (order: readonly TelemetryEvent[]): string[] =>
      [...(tableOf(order).byUid('guid-a')?.files ?? [])].sort();
    expect(names([...events].reverse())).toEqual(names(events));
    expect(names(events)).toHaveLength(64);
  });
});

/** The table without places, as text: what the joins made of the facts. */
function essence(table: ProcessTable): readonly unknown[] {
  return table.processes
    .map((process) => ({
      ...process,
      parent: process.parent?.key,
      files: [...process.files].sort(),
      launchPlaces: process.launchPlaces.length > 0,
      endPlaces: process.endPlaces.length > 0,
    }))
    .sort((a, b) => (a.key < b.key ? -1 : 1));
}

describe('the table', () => {
  it('is the same in any order and however often the records come', () => {
    fc.assert(
      fc.property(arbitraryTellings, ({ events, shuffled, doubled }) => {
        const expected = essence(tableOf(events));
        expect(essence(tableOf(shuffled))).toEqual(expected);
        expect(essence(tableOf(doubled))).toEqual(expected);
      }),
      { numRuns: 400 },
    );
  });

  it('has one key for one process and answers every record of it', () => {
    fc.assert(
      fc.property(arbitraryTellings, ({ events }) => {
        const table = tableOf(events);
        const keys = table.processes.map(({ key }) => key);
        expect(new Set(keys).size).toBe(keys.length);
        for (const event of events) {
          if (event.kind !== 'health' && event.uid !== undefined) {
            expect(table.locate(event, event.time)?.process).toBe(table.byUid(event.uid));
          }
        }
        for (const process of table.processes) expect(ancestors(process)).not.toContain(process);
      }),
      { numRuns: 200 },
    );
  });

  it('is the same when the facts of two names of a host are put together', () => {
    fc.assert(
      fc.property(arbitraryTellings, ({ events, shuffled }) => {
        const whole = new ProcessFacts(1000);
        for (const event of events) whole.add(event);
        const [short, full] = [new ProcessFacts(1000), new ProcessFacts(1000)];
        for (const event of shuffled) (event.host === 'ws1' ? short : full).add(event);
        full.absorb(short);
        expect(essence(new ProcessTable(full))).toEqual(essence(new ProcessTable(whole)));
      }),
      { numRuns: 200 },
    );
  });
});
