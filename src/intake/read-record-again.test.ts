import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { expect, it } from 'vitest';
import { RecordingSink } from '../../test/recording-sink.ts';
import { temporaryFolder } from '../../test/temporary-folder.ts';
import { buildZip } from '../../test/zip-builder.ts';
import type { Place } from '../event/place.ts';
import { detectFormat } from '../formats/registry.ts';
import { readMembers } from './read-members.ts';
import { readRecordAgain, readRecordsAgain } from './read-record-again.ts';

const lines = Array.from({ length: 1000 }, (_, i) => `{"n":${i},"ü":"${'x'.repeat(i % 97)}"}`).join('\n');

it('finds the bytes of every record again, wherever it lay', async () => {
  const folder = temporaryFolder({
    'plain.json': lines,
    'packed.gz': gzipSync(lines),
    'archive.zip': buildZip([
      { name: 'a/a.json', data: Buffer.from(lines) },
      { name: 'b.gz', data: gzipSync(lines), stored: true },
    ]),
    'wide.json': Buffer.from(`\ufeff${lines}`, 'utf16le'),
    'pretty.json': JSON.stringify([{ n: 1 }, { n: 2 }], null, 2),
  });
  const expected = new Map<Place, unknown>();
  for await (const member of readMembers([folder], () => {})) {
    const sink = new RecordingSink();
    const chunks: Buffer[] = [];
    for await (const chunk of member.open()) chunks.push(Buffer.from(chunk));
    const bytes = Buffer.concat(chunks);
    const decoder = detectFormat(bytes)?.open(member.source, sink);
    decoder?.push(bytes);
    decoder?.end();
    for (const { value, offset, length } of sink.records)
      expected.set({ source: member.source, offset, length }, value);
  }
  expect(expected.size).toBe(5 * 1000 + 2);
  const found = await readRecordsAgain([...expected.keys()], [folder]);
  expect(found.size).toBe(expected.size);
  for (const [place, value] of expected) expect(JSON.parse(String(found.get(place)))).toEqual(value);
});

it('finds overlapping places, and leaves out what is gone', async () => {
  const folder = temporaryFolder({ 'a.gz': gzipSync('0123456789'), b: '0123456789' });
  for (const name of ['a.gz', 'b']) {
    const source = join(folder, name);
    const places = [
      { source, offset: 2, length: 5 },
      { source, offset: 0, length: 10 },
      { source, offset: 4, length: 1 },
      { source, offset: 8, length: 5 },
      { source, offset: 20, length: 1 },
    ];
    const found = await readRecordsAgain(places, [folder]);
    expect(places.map((place) => found.get(place)?.toString())).toEqual([
      '23456',
      '0123456789',
      '4',
      undefined,
      undefined,
    ]);
  }
  const place = { source: join(folder, 'none'), offset: 0, length: 1 };
  expect(await readRecordAgain(place, [folder, join(folder, 'none')])).toBeUndefined();
});
