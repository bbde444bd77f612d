import { describe, expect, it } from 'vitest';
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
import { at, inAnyOrder, tableOf } from '../../test/process-table-of.ts';
import type { Process } from './process.ts';

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
