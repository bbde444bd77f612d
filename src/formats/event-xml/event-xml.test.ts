import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { decodeInPieces, RecordingSink } from '../../../test/recording-sink.ts';
import { eventXmlFormat, openEventXml } from './event-xml-format.ts';

const decode = (text: string | Buffer, cuts: readonly number[] = []): RecordingSink =>
  decodeInPieces((source, sink) => eventXmlFormat.open(source, sink), Buffer.from(text), cuts);

/** Imitates Windows' own rendering of Sysmon 3: single quotes, a namespace, entities. */
const CONNECTION =
  `<Event xmlns='http://schemas.microsoft.com/win/2004/08/events/event'><System>` +
  `<Provider Name='Microsoft-Windows-Sysmon' Guid='{5770385f-0000-0000-0000-000000000000}'/><EventID>3</EventID>` +
  `<Version>5</Version><TimeCreated SystemTime='2024-03-01T10:20:30.1234567Z'/><EventRecordID>4711</EventRecordID>` +
  `<Correlation/><Execution ProcessID='2468' ThreadID='3128'/><Channel>Microsoft-Windows-Sysmon/Operational</Channel>` +
  `<Computer>ws1.example.org</Computer><Security UserID='S-1-5-18'/></System><EventData>` +
  `<Data Name='Image'>&lt;unknown process&gt;</Data><Data Name='DestinationIp'>203.0.113.9</Data>` +
  `<Data Name='User'>EXAMPLE\\Jürgen &amp; Söhne</Data><Data Name='RuleName'></Data><Data Name='Empty'/></EventData></Event>`;

const CONNECTION_RECORD = {
  provider: 'Microsoft-Windows-Sysmon',
  eventId: 3,
  channel: 'Microsoft-Windows-Sysmon/Operational',
  computer: 'ws1.example.org',
  recordId: 4711,
  loggedTime: Date.UTC(2024, 2, 1, 10, 20, 30) + 123.4567,
  executionPid: 2468,
  user: 'S-1-5-18',
  data: {
    Image: '<unknown process>',
    DestinationIp: '203.0.113.9',
    User: 'EXAMPLE\\Jürgen & Söhne',
    RuleName: '',
    Empty: '',
  },
  message: undefined,
};

/** A classic event: qualifiers, unnamed data, a rendered message as event forwarding adds it. */
const CLASSIC =
  `<Event><System><Provider Name="PowerShell"/><EventID Qualifiers="0">600</EventID>` +
  `<TimeCreated SystemTime="2024-03-01T10:20:30Z"/><EventRecordID>12</EventRecordID><Channel>Windows PowerShell</Channel>` +
  `<Computer>ws2</Computer><Security/></System><EventData><Data>Registry</Data><Data>Started</Data>` +
  `<Data><![CDATA[HostApplication=powershell -c "</Event><Event>"]]>&#xD;&#xA;tail</Data></EventData>` +
  `<RenderingInfo Culture='de-DE'><Message>Anbieter &quot;Registry&quot;</Message><Channel>x</Channel>` +
  `<Provider>y</Provider></RenderingInfo></Event>`;

const small = (id: number | string, data = ''): string =>
  `<Event><System><Provider Name='P'/><EventID>${id}</EventID></System>${data}</Event>`;

describe('event XML', () => {
  it('reads a modern event', () => {
    const sink = decode(CONNECTION);
    expect(sink.records).toEqual([
      { value: CONNECTION_RECORD, offset: 0, length: Buffer.byteLength(CONNECTION) },
    ]);
  });

  it('reads a classic event with its message, and takes CDATA for text', () => {
    const [record] = decode(CLASSIC).values;
    expect(record).toMatchObject({
      provider: 'PowerShell',
      eventId: 600,
      channel: 'Windows PowerShell',
      user: undefined,
      executionPid: undefined,
      message: 'Anbieter "Registry"',
      data: {
        param1: 'Registry',
        param2: 'Started',
        param3: 'HostApplication=powershell -c "</Event><Event>"\r\ntail',
      },
    });
  });

  it('reads the leaves of UserData', () => {
    const data = `<UserData><LogFileCleared xmlns='x'><SubjectUserName>a</SubjectUserName><SubjectLogonId>0x3e7</SubjectLogonId></LogFileCleared></UserData>`;
    expect(decode(small(1102, data)).values).toMatchObject([
      { data: { SubjectUserName: 'a', SubjectLogonId: '0x3e7' } },
    ]);
  });

  it.each([
    ['under a root', `<?xml version="1.0" encoding="utf-8"?>\r\n<Events>\n`, '\n', '</Events>\n'],
    ['after each other', '', '', ''],
    ['one a line after a byte order mark', '\ufeff', '\r\n', '\r\n'],
    ['with a log header', 'Mar  1 ws1 sysmon: ', '\nMar  1 ws1 sysmon: ', ''],
    ['with comments and separators', '<!-- <Event> -->', ',\n<!---->', ','],
  ])('finds events %s', (_, before, between, after) => {
    const sink = decode(before + CONNECTION + between + CLASSIC + after);
    expect(sink.values).toMatchObject([{ eventId: 3 }, { eventId: 600 }]);
    expect(sink.rejected).toEqual([]);
  });

  it('knows events by their local name', () => {
    const text = small(7, `<EventData><Data Name='a'>b</Data></EventData>`).replaceAll(
      /<(\/?)(?=\w)/g,
      '<$1ns0:',
    );
    expect(decode(text).values).toMatchObject([{ eventId: 7, data: { a: 'b' } }]);
  });

  it('asks the gate with provider and id and builds nothing that is refused', () => {
    const sink = new RecordingSink();
    const asked: string[] = [];
    sink.windowsGate = (provider, id) => asked.push(`${provider} ${id}`) > 1;
    decodeInPieces(
      (source, sink) => eventXmlFormat.open(source, sink),
      Buffer.from(CONNECTION + CLASSIC),
      [],
      sink,
    );
    expect(asked).toEqual(['Microsoft-Windows-Sysmon 3', 'PowerShell 600']);
    expect(sink.values).toMatchObject([{ eventId: 600 }]);
  });

  it('joins repeated names, ignores hostile ones and keeps control characters', () => {
    const data = `<EventData><Data Name='a'>1</Data><Data Name='a'>2</Data><Data Name='__proto__'>x</Data><Data Name='constructor'>\u0000\u001b[0m</Data></EventData>`;
    const record = new Map(Object.entries(Object(decode(small(1, data)).values[0])));
    expect(Object.entries(Object(record.get('data')))).toEqual([
      ['a', '1,2'],
      ['constructor', '\u0000\u001b[0m'],
    ]);
  });

  it.each([
    ['an event without an end', small(1).slice(0, -8), 'xml-broken'],
    ['wrong nesting', small(9, '<a></b>'), 'xml-broken'],
    ['no event id', small(''), 'field-missing'],
    ['an open attribute', small(9, `<EventData><Data Name='x></Data></EventData>`), 'xml-broken'],
    ['a line of text', 'Level=4\n', 'xml-broken', 1],
    ['deep nesting', small(9, '<a>'.repeat(70)), 'xml-broken'],
  ])('goes on after %s', (_, broken, reason, trailing = 0) => {
    const sink = decode(broken + small(2));
    expect(sink.values).toMatchObject([{ eventId: 2 }]);
    expect(sink.reasons).toEqual([`${reason}@0+${broken.length - trailing}`]);
  });

  it('says where the input was cut off', () => {
    const whole = small(1);
    expect(decode(`${whole}<Event><System>`).reasons).toEqual([`truncated@${whole.length}+15`]);
    expect(decode(`${whole}\n</Events>\nJunk`).reasons).toEqual([`xml-broken@${whole.length + 11}+4`]);
  });

  it('gives up an event that is too long and holds little of it', () => {
    const sink = new RecordingSink();
    const decoder = eventXmlFormat.open('member', sink);
    const piece = Buffer.alloc(1024 * 1024, 0x61);
    const before = process.memoryUsage().arrayBuffers;
    decoder.push(Buffer.from('<Event><System>'));
    for (let i = 0; i < 64; i++) decoder.push(piece);
    expect(process.memoryUsage().arrayBuffers - before).toBeLessThan(48 * 1024 * 1024);
    decoder.push(Buffer.from(`</Event>${small(2)}`));
    decoder.end();
    expect(sink.values).toMatchObject([{ eventId: 2 }]);
    expect(sink.reasons).toEqual([`record-too-long@0+${64 * 1024 * 1024 + 23}`]);
  });
});

describe('event XML, properties', () => {
  const piece = fc.oneof(
    fc.string(),
    fc.constantFrom(
      CONNECTION,
      CLASSIC,
      small(5),
      small(5).slice(0, -8),
      '<Event',
      '</Event',
      '>',
      '<!--',
      '-->',
    ),
    fc.constantFrom('<![CDATA[', ']]>', '\n', '<', '<Events>', '<ns:Event ', '</ns:Event\n>', '&#xd;', "'"),
  );
  const hostile = fc.array(piece).map((pieces) => Buffer.from(pieces.join('')));
  const cuts = fc.array(fc.nat());

  it('gives the same for any cut, and every place holds what was parsed', () => {
    fc.assert(
      fc.property(hostile, cuts, (bytes, cuts) => {
        const whole = decode(bytes);
        const cut = decode(bytes, cuts);
        expect(cut.records).toEqual(whole.records);
        expect(cut.rejected).toEqual(whole.rejected);
        for (const { value, offset, length } of whole.records)
          expect(decode(bytes.subarray(offset, offset + length)).values).toEqual([value]);
      }),
    );
  });

  it('gives the same for any cut when events are too long', () => {
    const open = (source: string, sink: RecordingSink): ReturnType<typeof openEventXml> =>
      openEventXml(source, sink, 80);
    fc.assert(
      fc.property(hostile, cuts, (bytes, cuts) => {
        const whole = decodeInPieces(open, bytes);
        const cut = decodeInPieces(open, bytes, cuts);
        expect(cut.records).toEqual(whole.records);
        expect(cut.rejected).toEqual(whole.rejected);
      }),
    );
  });

  it('finds every sound event whatever the values hold', () => {
    const escape = (text: string): string =>
      text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll("'", '&apos;');
    fc.assert(
      fc.property(fc.array(fc.string({ unit: 'grapheme' })), (values) => {
        const xml = (value: string): string =>
          `<EventData><Data Name='v'>${escape(value)}</Data></EventData>`;
        const sink = decode(values.map((value) => small(1, xml(value))).join('\n'));
        expect(sink.values).toMatchObject(values.map((v) => ({ data: { v } })));
      }),
    );
  });

  it('never throws on hostile bytes', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 300 }), (bytes) => {
        expect(() => decode(Buffer.from(bytes))).not.toThrow();
      }),
    );
  });
});
