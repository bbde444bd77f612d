/** What docs/recogniser.md shows is what is printed, and what it lists is what there is. */
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';

import { runRecognise } from '../../src/cli/run-recognise.ts';
import { PLATFORMS } from '../../src/cli/recognise-command.ts';
import type { Tool } from '../../src/encryption/tools/tool.ts';
import { TOOLS } from '../../src/encryption/tools/tools.ts';

const page = readFileSync(fileURLToPath(new URL('../../docs/recogniser.md', import.meta.url)), 'utf8');
const SHOWN = /^ {4}postern recognise (?:--platform (\w+) )?'([^\n]*)'\n\n```text\n([\s\S]*?)^```$/gm;
/** Tools the page speaks of by another name. */
const OTHER_NAMES: Readonly<Record<string, string>> = {
  bsdtar: 'tar (libarchive)',
  archiver: 'zpaq',
  'data-pump': 'expdp',
  'object-storage': 's3cmd',
  'key-service': 'vault',
  'small-cipher': 'toplip',
  volume: 'tomb',
  locker: 'encryptors',
  encoder: 'encoders',
  digest: 'digests',
  signature: 'signatures',
  compressor: 'compressors',
  diskcryptor: 'dccon',
};

async function printed(text: string, platform: string | undefined): Promise<string> {
  let output = '';
  const stream = { write: (piece: string): void => void (output += piece) };
  const known = PLATFORMS.find((name) => name === platform);
  const context = { process: { stdout: stream, stderr: stream, env: {} } };
  await runRecognise.call(context, known === undefined ? {} : { platform: known }, text);
  return output;
}

describe('docs/recogniser.md', () => {
  const shown = [...page.matchAll(SHOWN)].map(([, platform, text = '', output = '']) => ({
    platform,
    text,
    output,
  }));

  it('shows some answers', () => {
    expect(shown.length).toBeGreaterThanOrEqual(3);
  });

  it.each(shown)('shows what is printed for $text', async ({ text, platform, output }) => {
    expect(await printed(text, platform)).toBe(output);
  });

  it.each(TOOLS.map((tool: Tool) => [tool.id, tool.names[0] ?? tool.id] as const))('names %s', (id, name) => {
    expect(page).toContain(OTHER_NAMES[id] ?? name);
  });

  it.each(['symmetric', 'hybrid', 'asymmetric', 'hash', 'encoding', 'compression', 'none'])(
    'explains %s',
    (name) => {
      expect(page).toContain(`| \`${name}\` |`);
    },
  );
});
