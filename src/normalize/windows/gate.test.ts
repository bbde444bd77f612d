import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import * as powershell from '../../../test/powershell-facts.ts';
import * as security from '../../../test/security-facts.ts';
import * as sysmon from '../../../test/sysmon-facts.ts';
import { JSON_SHAPES } from '../../../test/windows-shapes.ts';
import { wantsModule, WindowsGate } from './gate.ts';
import { isObject } from '../json-object.ts';
import { normalizeWindows } from './normalize-windows.ts';
import { readWindowsShape } from './shapes/shapes.ts';

const FACTS = [sysmon, security, powershell].flatMap((facts) => Object.values(facts));

function skipped(text: string): number {
  const bytes = Buffer.from(text);
  return new WindowsGate().skippableEventId(bytes, 0, bytes.length);
}

function hasEvent(text: string): boolean {
  const value: unknown = JSON.parse(text);
  const found = isObject(value) ? readWindowsShape(value) : undefined;
  return (
    found !== undefined && normalizeWindows(found.record, { source: '', offset: 0, length: 0 }) !== undefined
  );
}

describe('the byte gate', () => {
  it.each([
    ['{"EventID":10,"Hostname":"a"}', 10],
    ['{"EventID": 4658}', 4658],
    ['{"EventID":"13" ,"x":1}', 13],
    ['{"EventID":5158}', 5158],
    ['{"winlog":{"event_id":"12"}}', 12],
    ['{"winlog":{"event_id":4662},"event":{"code":"4662"}}', 4662],
    ['{"Event":{"System":{"EventID":17}}}', 17],
    ['{"EventID":10,"Opcode":"Info","OpcodeValue":0}', 10],
  ])('refuses %s', (text, id) => {
    expect(skipped(text)).toBe(id);
  });

  it.each([
    ['no id at all', '{"Hostname":"a"}'],
    ['an id that is wanted', '{"EventID":1,"x":10}'],
    ['the id as text', '{"EventID":"4104"}'],
    ['the id in hexadecimal', '{"EventID":"0xA"}'],
    ['the id as a fraction', '{"EventID":1.0e1}'],
    ['an id that goes on behind an escape', '{"EventID":"1\\u0030"}'],
    ['an object for an id', '{"EventID":{"#text":10}}'],
    ['a space before the colon', '{"EventID" :10}'],
    ['the key twice, last wanted', '{"EventID":10,"EventID":1}'],
    ['the key twice, nested', '{"EventID":10,"inner":{"EventID":1}}'],
    ['both spellings', '{"EventID":10,"winlog":{"event_id":1}}'],
    ['the key as a path', '{"winlog.event_id":1,"rule":{"event_id":10}}'],
    ['a wanted code elsewhere', '{"event":{"code":"1"},"rule":{"event_id":10}}'],
    ['a wanted code as a path', '{"event.code":1,"rule":{"event_id":10}}'],
    ['a key that only ends like one', '{"OtherEventID":10}'],
    ['a record that breaks off behind the key', '{"EventID":'],
    ['a number of any length', `{"EventID":${'9'.repeat(50)}}`],
  ])('passes %s', (_name, text) => {
    expect(skipped(text)).toBe(-1);
  });

  it('is not fooled by a command line that imitates the key', () => {
    for (const said of ['"EventID":10,', '{"event_id":10}', 'EventID":10', '\\"EventID\\":10', '"code":10']) {
      const text = JSON.stringify({ CommandLine: said, EventID: 1, After: said });
      expect(skipped(text)).toBe(-1);
      expect(skipped(JSON.stringify({ CommandLine: said, EventID: 10 }))).toBe(10);
    }
  });

  it('reads which image was loaded: programs, PowerShell and ciphers matter, the rest does not', () => {
    const load = (module: string): number => skipped(JSON.stringify({ EventID: 7, ImageLoaded: module }));
    expect(load('C:\\Windows\\System32\\bcryptprimitives.dll')).toBe(7);
    expect(load('C:\\evil.exe\\harmless.dll')).toBe(7);
    expect(load('C:\\x\\Tool.EXE')).toBe(-1);
    expect(load('C:\\x\\System.Management.Automation.ni.dll')).toBe(-1);
    expect(load('C:\\x\\System.Security.ni.dll')).toBe(-1);
    expect(skipped('{"EventID":7,"ImageLoaded":"C:\\\\x\\\\tool.ex\\u0065"}')).toBe(-1);
    expect(skipped('{"EventID":7,"ImageLoaded":"a.dll","EventData":{"ImageLoaded":"b.exe"}}')).toBe(-1);
    expect(skipped('{"EventID":7,"file":{"path":"C:\\\\x\\\\tool.exe"}}')).toBe(-1);
    // Azure holds the event data in a string, ECS under a path: a key of the same name elsewhere says nothing.
    expect(skipped('{"EventID":7,"EventData":"{\\"ImageLoaded\\":\\"b.exe\\"}","ImageLoaded":"a.dll"}')).toBe(
      -1,
    );
    expect(skipped('{"winlog":{"event_id":7},"dll":{"path":"b.exe"},"x":{"ImageLoaded":"a.dll"}}')).toBe(-1);
  });

  it('answers each record of a block as if it stood alone, whatever stands around it', () => {
    const line = fc.oneof(
      fc.constantFrom(
        '{"EventID":10,"Opcode":"Info"}',
        '{"EventID":1}',
        '{"EventID":10,"EventID":1}',
        '{"winlog":{"event_id":12},"event":{"code":"12"}}',
        '{"event":{"code":"1"},"rule":{"event_id":10}}',
        '{"EventID":7,"ImageLoaded":"a.dll"}',
        '{"EventID":7,"ImageLoaded":"a.exe"}',
        '{"EventID":7}',
        '{}',
        '',
        'EventID',
        '"EventID":1',
      ),
      fc.string({ maxLength: 20 }).map((text) => JSON.stringify({ text, EventID: 4658 })),
    );
    fc.assert(
      fc.property(fc.array(line, { maxLength: 20 }), (lines) => {
        const block = Buffer.from(lines.join('\n'));
        const gate = new WindowsGate();
        let start = 0;
        for (const text of lines) {
          const end = start + Buffer.byteLength(text);
          expect(gate.skippableEventId(block, start, end)).toBe(skipped(text));
          start = end + 1;
        }
      }),
    );
  });

  it('never refuses a record that would have given an event', () => {
    const key = fc.constantFrom(
      'EventID',
      'event_id',
      'winlog',
      'winlog.event_id',
      'event',
      'event.code',
      'code',
      'Event',
      'System',
      'EventData',
      'Hostname',
      'Computer',
      'SourceName',
      'Channel',
      'ImageLoaded',
      'Image',
      '_source',
      'OtherEventID',
      'Opcode',
      'x',
    );
    const leaf = fc.oneof(
      fc.constantFrom<unknown>(
        1,
        3,
        7,
        10,
        '10',
        '1',
        '0x1',
        4104,
        4662,
        'WS5',
        'Microsoft-Windows-Sysmon',
        'Security',
      ),
      fc.constantFrom<unknown>('a.exe', 'a.dll', '"EventID":10', 'EventID":', { '#text': 1 }, null, true, ''),
      fc.string({ maxLength: 8 }),
    );
    const { node } = fc.letrec<{ node: unknown; object: unknown }>((tie) => ({
      node: fc.oneof({ depthSize: 'small' }, leaf, tie('object')),
      object: fc.dictionary(key, tie('node'), { maxKeys: 5 }),
    }));
    const document = fc
      .tuple(
        fc.constantFrom(...JSON_SHAPES),
        fc.constantFrom(...FACTS),
        fc.option(fc.constantFrom(1, 3, 7, 10, 4662)),
        fc.dictionary(key, node, { maxKeys: 3 }),
        fc.boolean(),
        fc.boolean(),
      )
      .map(([shape, fact, eventId, extra, first, wrapped]) => {
        const record = shape.write(eventId === null ? fact : { ...fact, eventId });
        const merged = first ? { ...extra, ...record } : { ...record, ...extra };
        return wrapped ? { _index: 'x', _source: merged, ...extra } : merged;
      });
    let refused = 0;
    let kept = 0;
    fc.assert(
      fc.property(document, fc.boolean(), (value, spaced) => {
        const text = JSON.stringify(value, undefined, spaced ? 1 : undefined);
        if (skipped(text) < 0) {
          kept += 1;
          return;
        }
        refused += 1;
        expect(hasEvent(text)).toBe(false);
      }),
      { numRuns: 2000 },
    );
    expect(Math.min(refused, kept)).toBeGreaterThan(100);
  });
});

describe('a module', () => {
  it.each(['C:\\a\\b.exe', 'B.EXE', 'C:\\x\\System.Security.Cryptography.dll'])('%s matters', (module) => {
    expect(wantsModule(module)).toBe(true);
  });
  it.each(['C:\\a\\b.dll', 'C:\\a.exe\\b.dll', 'C:\\x\\NotSystem.Security.dll', ''])(
    '%j does not',
    (module) => {
      expect(wantsModule(module)).toBe(false);
    },
  );
});
