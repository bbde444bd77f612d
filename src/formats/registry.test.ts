import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { detectFormat, FORMATS } from './registry.ts';

const detect = (text: string): string | undefined => detectFormat(Buffer.from(text))?.id;
const long = 'x'.repeat(100_000);

describe('detectFormat', () => {
  it.each([
    ['records one a line', '{"a":1}\n{"b":2}\n', 'json-lines'],
    ['one record without a newline', '{"a":1}', 'json-lines'],
    ['blank lines and a byte order mark first', '\ufeff\r\n\r\n{"a":1}\r\n', 'json-lines'],
    ['a first line that is broken', '{"a":"x\n{"a":1}\n{"b":2}\n', 'json-lines'],
    ['a first line without its brace', '{"a":1\n{"a":1}\n{"b":2}\n', 'json-lines'],
    ['a stray brace first', '}\n{"a":1}\n{"b":2}\n', 'json-lines'],
    ['brackets without end first', `${'['.repeat(5000)}\n{"a":1}\n{"b":2}\n`, 'json-lines'],
    ['a first line longer than the head', `{"a":"${long}"}\n{"b":1}\n`, 'json-lines'],
    ['a single record cut off', '{"a":1,"b', 'json-lines'],
    ['an array', '[{"a":1},{"b":2}]', 'json-text'],
    ['an array, pretty-printed', '[\n  {\n    "a": 1\n  }\n]', 'json-text'],
    ['an array with records one a line', '[\n{"a":1},\n{"b":2}\n]', 'json-text'],
    ['a pretty-printed record', '{\n  "a": 1\n}\n', 'json-text'],
    ['a pretty-printed record longer than the head', `{\n  "a": "${long}"\n}\n`, 'json-text'],
    ['objects without anything between', '{"a":1}{"b":2}', 'json-text'],
    ['a wrapper on one line', '{"Records":[{"a":1}]}\n', 'json-text'],
    ['a wrapper longer than the head', `{"took":1,"hits":{"hits":[{"_source":"${long}"}]}}`, 'json-text'],
    ['an empty array', '[]', 'json-text'],
    ['Windows events under a root', "<?xml version='1.0'?>\n<Events><Event xmlns='x'>", 'event-xml'],
    ['Windows events behind a log header', 'Mar 1 ws1 sysmon: <Event><System><Provider/>', 'event-xml'],
    ['prefixed Windows events', '<e:Event xmlns:e="x"><e:System>', 'event-xml'],
    ['an EVTX file', `ElfFile\0${'\0'.repeat(4096)}`, 'evtx'],
    ['a log with brackets', '[2024-01-01 10:00:00] started\n[2024-01-01 10:00:01] stopped\n', undefined],
    ['other XML', '<html><body>hello</body></html>', undefined],
    ['a script with braces', '{ echo hello; }\nexit\n', undefined],
    ['prose', 'Nothing to see here.\n', undefined],
    ['nothing', '', undefined],
    ['white space', ' \r\n\t', undefined],
  ])('%s', (_, text, expected) => expect(detect(text)).toBe(expected));

  it('never throws, and never says that two formats fit', () => {
    fc.assert(
      fc.property(fc.oneof(fc.string(), fc.json(), fc.constantFrom('[{"a":1}]', '{\n"a":1}')), (text) => {
        const head = Buffer.from(text);
        expect(FORMATS.filter((format) => format.sniff(head)).length).toBeLessThanOrEqual(1);
      }),
    );
  });

  it('knows each format by its own id', () => {
    expect(new Set(FORMATS.map((format) => format.id)).size).toBe(FORMATS.length);
  });
});
