import { createHash } from 'node:crypto';
import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { temporaryFolder } from '../temporary-folder.ts';
import { findingsIn } from './json-output.ts';
import { EXAMPLE, postern } from './run-cli.ts';

const manifestSchema = z.looseObject({
  complete: z.boolean(),
  files: z.array(z.strictObject({ path: z.string(), bytes: z.number(), sha256: z.string().length(64) })),
  evidence: z.array(
    z.looseObject({
      path: z.string(),
      place: z.strictObject({ source: z.string(), offset: z.number(), length: z.number() }),
    }),
  ),
});

describe('postern hunt --out', () => {
  it('writes a folder whose digests verify and whose evidence is what lies at its places', async () => {
    const folder = temporaryFolder();
    const out = join(folder, 'report');
    const { code, stderr } = await postern(['hunt', '--out', out, EXAMPLE]);
    expect(stderr).toBe(`Report written to ${out}: open report.html there.\n`);
    expect(code).toBe(0);
    const manifest = readManifest(out);
    expect(manifest.complete).toBe(true);

    for (const { path, bytes, sha256 } of manifest.files) {
      const content = readFileSync(join(out, path));
      expect([path, content.length]).toEqual([path, bytes]);
      expect([path, digest(content)]).toEqual([path, sha256]);
    }
    const written = readdirSync(out, { recursive: true, encoding: 'utf8' }).filter((name) =>
      statSync(join(out, name)).isFile(),
    );
    expect(written.sort()).toEqual([...manifest.files.map(({ path }) => path), 'manifest.json'].sort());

    expect(manifest.evidence.length).toBeGreaterThan(10);
    for (const { path, place } of manifest.evidence) {
      const content = readFileSync(join(out, path));
      const source = sourceBytes(place.source).subarray(place.offset, place.offset + place.length);
      expect([path, content.equals(source)]).toEqual([path, true]);
    }
    const sources = new Set(manifest.evidence.map(({ place }) => place.source));
    expect(sources.size).toBeGreaterThanOrEqual(4);
  });

  it('holds the findings that --json gives, and is the same when written again', async () => {
    const folder = temporaryFolder();
    const [first, second] = [join(folder, 'a'), join(folder, 'b')];
    const { stdout } = await postern(['hunt', '--json', '--out', first, EXAMPLE]);
    await postern(['hunt', '--out', second, EXAMPLE]);
    await postern(['hunt', '--out', second, EXAMPLE]);
    expect(findingsIn(stdout).length).toBeGreaterThan(0);
    expect(readFileSync(join(first, 'findings.ndjson'), 'utf8')).toBe(stdout);
    expect(readFileSync(join(second, 'findings.ndjson'), 'utf8')).toBe(stdout);
    expect(readManifest(second).evidence).toEqual(readManifest(first).evidence);
  });
});

function readManifest(folder: string): z.infer<typeof manifestSchema> {
  return manifestSchema.parse(JSON.parse(readFileSync(join(folder, 'manifest.json'), 'utf8')));
}

/** The bytes that the places of a source count in: unpacked ones. */
function sourceBytes(source: string): Buffer {
  const bytes = readFileSync(source.split('!')[0] ?? source);
  return bytes[0] === 0x1f && bytes[1] === 0x8b ? gunzipSync(bytes) : bytes;
}

function digest(bytes: Buffer): string {
  return createHash('sha256').update(bytes).digest('hex');
}
