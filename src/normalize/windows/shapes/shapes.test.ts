import { describe, expect, it } from 'vitest';
import { SYSMON_3 } from '../../../../test/sysmon-facts.ts';
import { FACT_CASES, FACT_PLACE } from '../../../../test/windows-fact-cases.ts';
import { JSON_SHAPES } from '../../../../test/windows-shapes.ts';
import type { TelemetryEvent } from '../../../event/event.ts';
import { normalizeWindows } from '../normalize-windows.ts';
import { readWindowsShape } from './shapes.ts';

function read(object: Record<string, unknown>): TelemetryEvent | undefined {
  // Through text, as a file would bring it.
  const parsed = JSON.parse(JSON.stringify(object)) as Record<string, unknown>;
  const found = readWindowsShape(parsed);
  return found === undefined ? undefined : normalizeWindows(found.record, FACT_PLACE);
}

describe.each(JSON_SHAPES)('$name', ({ name: shape, write }) => {
  it.each(FACT_CASES)('gives the same event: $name', ({ fact, event, lacks }) => {
    const lost = Object.entries(lacks ?? {}).find(([part]) => shape.includes(part))?.[1];
    expect(read(write(fact))).toEqual({ ...event, ...lost });
  });

  it('is found inside the wrappers of search exports', () => {
    const object = write(SYSMON_3);
    const bare = read(object);
    expect(bare).toBeDefined();
    expect(read({ _index: 'x', _source: object })).toEqual(bare);
    expect(read({ preview: false, result: object })).toEqual(bare);
  });

  it('names no process where the record says it is unknown', () => {
    const fact = {
      ...SYSMON_3,
      data: {
        ...SYSMON_3.data,
        ProcessGuid: '{00000000-0000-0000-0000-000000000000}',
        Image: '<unknown process>',
        ProcessId: '0',
      },
      message: '',
      ecs: {
        ...SYSMON_3.ecs,
        process: { entity_id: '{00000000-0000-0000-0000-000000000000}', pid: 0 },
      },
    };
    expect(read(write(fact))).toMatchObject({
      kind: 'connection',
      uid: undefined,
      pid: undefined,
      image: undefined,
    });
  });
});

describe('an object that is no Windows event', () => {
  it.each([
    {},
    { EventID: 1 },
    { EventID: 1, Hostname: 'a' },
    { EventID: 'one', Hostname: 'a', Channel: 'Security' },
    { winlog: { event_id: 1, event_data: {} } },
    { Event: { System: { EventID: 1 } } },
    { Event: 'System' },
    { event: { code: '1', provider: 'Microsoft-Windows-Sysmon' } },
    { Computer: 'a', EventID: 1, EventData: '{broken' },
    { _source: [] },
  ])('%j is passed over', (object) => {
    expect(read(object)).toBeUndefined();
  });
});
