import { closeSync, mkdirSync, openSync, readFileSync, symlinkSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { crc32, deflateRawSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { temporaryFolder } from '../temporary-folder.ts';
import { buildZip } from '../zip-builder.ts';
import { findingIdsIn, sourcesIn } from './json-output.ts';
import { EXAMPLE, postern } from './run-cli.ts';

const MIB = 1024 * 1024;

/** Ids of the bundled example's findings, to see that good inputs are read beside bad ones. */
async function exampleIds(): Promise<readonly string[]> {
  return findingIdsIn((await postern(['hunt', '--json', EXAMPLE])).stdout);
}

describe('an input that cannot be read', () => {
  it.each([
    ['a path that does not exist', 'nowhere.json', 'nowhere.json does not exist'],
    ['a link to nothing', 'broken', 'broken does not exist'],
    ['a link to itself', 'self', 'self cannot be read (a symbolic link leads back to itself)'],
    ['a folder that holds only a way back to itself', 'loop', 'loop holds no files'],
    ['a zip of noise', 'noise.zip', 'noise.zip holds no files'],
    ['a zip cut off', 'cut.zip', 'cut.zip'],
    ['a zip with a password', 'locked.zip', 'is protected by a password'],
  ])('%s is a problem, and the others are read all the same', async (_, name, sentence) => {
    const folder = temporaryFolder({
      'noise.zip': Buffer.concat([Buffer.from('PK\x03\x04'), Buffer.alloc(4000, 0x9d)]),
      'cut.zip': buildZip([{ name: 'a.json', data: noise(20_000) }]).subarray(0, 9_000),
      'locked.zip': buildZip([{ name: 'a.json', data: Buffer.from('{"EventID":1}\n'), encrypted: true }]),
    });
    mkdirSync(join(folder, 'loop', 'deeper'), { recursive: true });
    symlinkSync('nothing', join(folder, 'broken'));
    symlinkSync('self', join(folder, 'self'));
    symlinkSync('..', join(folder, 'loop', 'deeper', 'again'));
    const { code, stdout, stderr } = await postern(['hunt', '--json', name, EXAMPLE], { cwd: folder });
    expect(stderr).toContain(sentence);
    expect(stderr).not.toMatch(/\n\s+at /);
    expect(findingIdsIn(stdout)).toEqual(await exampleIds());
    expect(code).toBe(3);
  });

  it('is named in the report on the terminal too', async () => {
    const { code, stdout, stderr } = await postern(['hunt', 'nowhere.json', EXAMPLE]);
    expect(stdout).toContain('nowhere.json does not exist');
    expect(stderr).toBe('');
    expect(code).toBe(3);
  });

  it('does not hide that --fail-on was reached', async () => {
    expect((await postern(['hunt', '--fail-on', 'high', 'nowhere.json', EXAMPLE])).code).toBe(1);
    expect((await postern(['hunt', '--fail-on', 'critical', 'nowhere.json', EXAMPLE])).code).toBe(3);
  });
});

describe('a decompression bomb', () => {
  it('is stopped early and named', async () => {
    // Valid telemetry lines, so that nothing but the expansion itself gives it away.
    const line = Buffer.from('{"EventID":10,"Hostname":"WS01"}\n');
    const unpacked = Buffer.alloc(line.length * 6_000_000, line);
    const deflated = { size: unpacked.length, checksum: crc32(unpacked) };
    const folder = temporaryFolder({
      'bomb.zip': buildZip([{ name: 'a.json', data: deflateRawSync(unpacked, { level: 9 }), deflated }]),
    });
    const { code, stdout, stderr } = await postern(['hunt', '--json', 'bomb.zip', EXAMPLE], { cwd: folder });
    expect(stderr).toContain('as only a decompression bomb does');
    expect(findingIdsIn(stdout)).toEqual(await exampleIds());
    expect(code).toBe(3);
  });
});

describe('a single line of 200 MB', () => {
  it('is one rejected record in a small heap, and the lines round it are read', async () => {
    const folder = temporaryFolder();
    const good = readFileSync(join(EXAMPLE, 'ws12.winlogbeat.ndjson'));
    const file = openSync(join(folder, 'long.json'), 'w');
    writeSync(file, good);
    writeSync(file, '{"EventID":1,"Hostname":"WS01","Message":"');
    const filling = Buffer.alloc(MIB, 'x');
    for (let written = 0; written < 200; written++) writeSync(file, filling);
    writeSync(file, '"}\n');
    writeSync(file, good);
    closeSync(file);
    const { code, stdout, stderr } = await postern(['sources', '--json', 'long.json'], {
      cwd: folder,
      env: { NODE_OPTIONS: '--max-old-space-size=96' },
    });
    expect(stderr).toBe('');
    const [source, ...more] = sourcesIn(stdout);
    expect(more).toEqual([]);
    const records = 2 * good.toString('utf8').trimEnd().split('\n').length;
    expect(source).toMatchObject({ format: 'json-lines', records, rejected: 1 });
    expect(code).toBe(0);
  });
});

/** Bytes that do not compress, the same each time. */
function noise(length: number): Buffer {
  const bytes = Buffer.alloc(length);
  let state = 1;
  for (let at = 0; at < length; at++) {
    state = (Math.imul(state, 1_103_515_245) + 12_345) >>> 0;
    bytes[at] = state >>> 16;
  }
  return bytes;
}
