import { describe, expect, it } from 'vitest';
import { BINXML_ARRAY, BINXML_TYPE } from '../../src/formats/evtx/binxml-type.ts';
import { writeEvtx } from '../../src/stories/evtx-writer.ts';
import { fragmentValue, HandMadeChunk, type HandMadeValue } from './hand-made-evtx.ts';
import { readEvtx, type EvtxSink } from './read-evtx.ts';

const fragmentSlot = { slot: 0, type: BINXML_TYPE.binXml };
const textSlot = { slot: 0, type: BINXML_TYPE.string };

function text(value: string): HandMadeValue {
  return { type: BINXML_TYPE.string, bytes: Buffer.from(value, 'utf16le') };
}

function read(chunk: HandMadeChunk): EvtxSink {
  return readEvtx(chunk.file());
}

/** One record of an event whose data come from `content`, written into the Event element. */
function event(content: (chunk: HandMadeChunk) => void, values: readonly HandMadeValue[]): HandMadeChunk {
  const chunk = new HandMadeChunk();
  chunk.record(() => {
    chunk.fragmentHeader();
    const template = (): void =>
      chunk.elements.element('Event', {}, () => {
        chunk.system('1102');
        content(chunk);
      });
    chunk.instance(template, values);
  });
  return chunk;
}

function dataOf(chunk: HandMadeChunk): unknown {
  const sink = read(chunk);
  expect(sink.rejected).toEqual([]);
  expect(sink.records).toHaveLength(1);
  expect(sink.values[0]).toMatchObject({ provider: 'Hand-Made', eventId: 1102, computer: 'WS01' });
  return sink.events[0]?.data;
}

describe('EventData and UserData as Windows lays them out', () => {
  // Most manifest events, such as Sysmon's: the System section is in one template, EventData in another inside a value.
  it('follows EventData into a value that holds a template of its own', () => {
    const inner = fragmentValue((chunk) => {
      chunk.fragmentHeader();
      const template = (): void =>
        chunk.elements.element('EventData', {}, () => {
          chunk.elements.element('Data', { Name: 'Image' }, textSlot);
          chunk.elements.element('Data', { Name: 'Empty' }, { slot: 1, type: BINXML_TYPE.string });
        });
      chunk.instance(template, [text('C:\\Windows\\gpg.exe'), { type: BINXML_TYPE.null }]);
    });
    const chunk = event(({ elements }) => elements.content(fragmentSlot), [inner]);
    expect(dataOf(chunk)).toEqual({ Image: 'C:\\Windows\\gpg.exe', Empty: '' });
  });

  // The audit log cleared (1102) of a real Security log.
  it('names the leaves of UserData by their elements, however deep they lie', () => {
    const chunk = event(
      ({ elements }) =>
        elements.element('UserData', {}, () =>
          elements.element('LogFileCleared', {}, () => {
            elements.element('SubjectUserName', {}, textSlot);
            elements.element('Details', {}, () => elements.element('ClientProcessId', {}, '4552'));
          }),
        ),
      [text('user01')],
    );
    expect(dataOf(chunk)).toEqual({ SubjectUserName: 'user01', ClientProcessId: '4552' });
  });

  // Windows PowerShell 400 and other classic providers: one array of strings for all unnamed Data, then Binary.
  it('numbers unnamed data, one for each string of an array', () => {
    const strings = {
      type: BINXML_TYPE.string + BINXML_ARRAY,
      bytes: Buffer.from('Available\0\0None\0', 'utf16le'),
    };
    const chunk = event(
      ({ elements }) =>
        elements.element('EventData', {}, () => {
          elements.element('Data', {}, { slot: 0, type: strings.type });
          elements.element('Data', {}, 'last');
          elements.element('Binary', {}, { slot: 1, type: BINXML_TYPE.binary });
        }),
      [strings, { type: BINXML_TYPE.binary, bytes: Buffer.from([0xde, 0xad, 0x01]) }],
    );
    expect(dataOf(chunk)).toEqual({
      param1: 'Available',
      param2: '',
      param3: 'None',
      param4: 'last',
      Binary: 'DEAD01',
    });
  });

  it('joins by commas what repeats under one name', () => {
    const addresses = {
      type: BINXML_TYPE.string + BINXML_ARRAY,
      bytes: Buffer.from('10.0.0.1\0::1\0', 'utf16le'),
    };
    const chunk = event(
      ({ elements }) =>
        elements.element('EventData', {}, () => {
          elements.element('Data', { Name: 'Address' }, { slot: 0, type: addresses.type });
          elements.element('Data', { Name: 'Name' }, 'a');
          elements.element('Data', { Name: 'Name' }, 'b');
        }),
      [addresses],
    );
    expect(dataOf(chunk)).toEqual({ Address: '10.0.0.1,::1', Name: 'a,b' });
  });

  it('reads elements that stand in the record itself, without a template', () => {
    const chunk = new HandMadeChunk();
    chunk.record(() => {
      chunk.fragmentHeader();
      chunk.elements.element('Event', {}, () => {
        chunk.system('1102');
        chunk.elements.element('EventData', {}, () => chunk.elements.element('Data', { Name: 'A' }, 'b'));
      });
      chunk.out.u8(0);
    });
    expect(dataOf(chunk)).toEqual({ A: 'b' });
  });
});

describe('hostile structures', () => {
  it('gives up a record whose fragments are nested beyond any real depth', () => {
    const nest = (depth: number): HandMadeValue =>
      fragmentValue((chunk) => {
        const template = (): void => chunk.elements.element('Nested', {}, fragmentSlot);
        chunk.instance(template, [depth === 0 ? text('deep') : nest(depth - 1)]);
      });
    const readNested = (depth: number): EvtxSink =>
      read(event(({ elements }) => elements.element('EventData', {}, fragmentSlot), [nest(depth)]));
    expect(readNested(5).values).toMatchObject([{ data: { Nested: 'deep' } }]);
    expect(readNested(40).values).toEqual([]);
    expect(readNested(40).rejected.map(({ reason }) => reason)).toEqual(['evtx-record-broken']);
  });

  it('gives up a record whose elements are nested beyond any real depth', () => {
    const nest = (chunk: HandMadeChunk, depth: number): void =>
      chunk.elements.element('Data', {}, depth === 0 ? 'deep' : () => nest(chunk, depth - 1));
    expect(read(event((chunk) => nest(chunk, 30), [])).rejected).toEqual([]);
    expect(read(event((chunk) => nest(chunk, 500), [])).rejected).toHaveLength(1);
  });

  it('gives up a template that is defined as its own value', () => {
    const chunk = new HandMadeChunk();
    chunk.record(() => {
      const start = chunk.out.position;
      const template = (): void =>
        chunk.elements.element('Event', {}, () => {
          chunk.system('1102');
          chunk.elements.element('EventData', {}, fragmentSlot);
        });
      // The value is an instance of the same template, whose value begins at itself.
      chunk.instance(template, [fragmentValue((inner) => inner.reference(start + 10, [text('end')]))]);
    });
    const sink = read(chunk);
    expect(sink.records.length + sink.rejected.length).toBe(1);
  });

  it('stops work on a chunk whose few bytes demand the decoding of gigabytes, and goes on with the next', () => {
    const chunk = new HandMadeChunk();
    let definition = 0;
    const template = (): void =>
      chunk.elements.element('Event', {}, () => {
        chunk.system('1102');
        chunk.elements.element('EventData', {}, () => {
          for (let index = 0; index < 500; index++) chunk.elements.element('Data', {}, textSlot);
        });
      });
    chunk.record(() => {
      definition = chunk.instance(template, [text('x'.repeat(8000))]);
    });
    for (let index = 0; index < 15; index++) {
      chunk.record(() => chunk.reference(definition, [text('x'.repeat(500))]));
    }
    const next = writeEvtx([{ provider: 'Next', eventId: 1, channel: 'C', computer: 'WS01', data: {} }]);
    const sink = readEvtx(Buffer.concat([chunk.file(), next.subarray(4096)]));
    expect(sink.rejected.map(({ reason, place }) => [reason, place.offset > 4096])).toEqual([
      ['evtx-chunk-broken', true],
    ]);
    expect(sink.records.length).toBeLessThan(16);
    expect(sink.values.at(-1)).toMatchObject({ provider: 'Next' });
  });

  it('gives up a record that names a template it does not carry, and reads the next', () => {
    const chunk = event(() => {}, []);
    for (const definition of [0, 511, 60_000, 0xffff_fff0]) {
      chunk.record(() => chunk.reference(definition, [text('x')]));
    }
    const sink = read(chunk);
    expect(sink.records).toHaveLength(1);
    expect(sink.rejected.map(({ reason }) => reason)).toEqual(Array(4).fill('evtx-record-broken'));
  });

  it('gives up a record without an event id', () => {
    const chunk = new HandMadeChunk();
    chunk.record(() => chunk.instance(() => chunk.elements.element('Event', {}), []));
    chunk.record(() => chunk.out.u32(0));
    expect(read(chunk).rejected.map(({ detail }) => detail)).toEqual([
      'the record has no event id',
      'the record is empty',
    ]);
  });
});
