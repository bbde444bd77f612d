/** Own command lines and script fragments of every platform, read as texts of which nobody said what they are. */
import { gunzipSync, inflateRawSync, inflateSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';

import type { Decompress } from '../../src/encryption/layers/decompress.ts';
import { recogniseText } from '../../src/encryption/recognise-text.ts';
import type { TextPlatform } from '../../src/encryption/recognise-text.ts';
import { createRecogniser } from '../../src/encryption/recognise.ts';
import { verdictOf } from '../../src/encryption/verdict.ts';
import { FIELD_FRAGMENTS } from './field-fragments.ts';
import { FIELD_HARMLESS } from './field-harmless.ts';
import { FIELD_LINES } from './field-lines.ts';

const inflate: Decompress = (bytes, format, maxOutputLength) => {
  const read = { gzip: gunzipSync, zlib: inflateSync, raw: inflateRawSync }[format];
  try {
    return read(bytes, { maxOutputLength });
  } catch {
    return undefined;
  }
};
const recogniser = createRecogniser({ inflate });

function platformOf(name: string): TextPlatform {
  return name === 'windows' || name === 'macos' || name === 'esxi' ? name : 'linux';
}

function verdict(text: string, platform: string): string {
  return verdictOf(recogniseText(recogniser, text, platformOf(platform))).class;
}

describe.each(Object.entries({ ...FIELD_LINES }))('command lines of %s', (platform, lines) => {
  it.each(lines)('encrypts or decrypts: %s', (line) => {
    expect(verdict(line, platform)).toBe('symmetric');
  });
});

describe.each(Object.entries(FIELD_FRAGMENTS))('fragments of scripts, %s', (platform, fragments) => {
  it.each(fragments)('encrypts or decrypts: %s', (fragment) => {
    expect(verdict(fragment, platform)).toBe('symmetric');
  });
});

describe.each(Object.entries(FIELD_HARMLESS))('harmless texts, %s', (platform, texts) => {
  it.each(texts)('does neither: %s', (text) => {
    expect(verdict(text, platform)).not.toBe('symmetric');
  });
});
