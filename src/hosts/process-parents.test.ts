import { describe, expect, it } from 'vitest';
import { connection, launch, MINUTE, SECOND, securityLaunch, T0 } from '../../test/host-events.ts';
import { at, inAnyOrder, tableOf } from '../../test/process-table-of.ts';
import { ancestors } from './process.ts';

const A = 'C:\\Tools\\a.exe';
const B = 'C:\\Tools\\b.exe';

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
