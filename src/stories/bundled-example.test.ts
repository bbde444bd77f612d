import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { gunzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { renderBundledExample } from './bundled-example.ts';
import { loadStories } from './load-stories.ts';

const folder = fileURLToPath(new URL('../../examples/windows-case/', import.meta.url));
const { stories } = await loadStories([fileURLToPath(new URL('../../content/stories', import.meta.url))]);
const rendered = renderBundledExample(stories);

if (process.env['POSTERN_UPDATE'] === '1') {
  rmSync(folder, { recursive: true, force: true });
  for (const { name, bytes } of rendered) {
    mkdirSync(dirname(join(folder, name)), { recursive: true });
    writeFileSync(join(folder, name), bytes);
  }
}

/** Compressed bytes differ between versions of zlib, what is in them may not. */
function content(name: string, bytes: Buffer): Buffer {
  return name.endsWith('.gz') ? gunzipSync(bytes) : bytes;
}

describe('examples/windows-case', () => {
  it.each(rendered.map(({ name, bytes }) => [name, bytes] as const))(
    '%s is what its story renders to (POSTERN_UPDATE=1 writes it anew)',
    (name, bytes) => {
      expect(content(name, readFileSync(join(folder, name))).equals(content(name, bytes))).toBe(true);
    },
  );

  it('holds no other files and is small', () => {
    const files = readdirSync(folder, { recursive: true, withFileTypes: true }).filter((entry) =>
      entry.isFile(),
    );
    expect(files).toHaveLength(rendered.length);
    expect(rendered.reduce((sum, { bytes }) => sum + bytes.length, 0)).toBeLessThan(300_000);
  });

  it('refuses to be rendered without its stories', () => {
    expect(() => renderBundledExample([])).toThrow('example-phished-desk');
  });
});
