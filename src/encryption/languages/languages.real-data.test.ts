/** The script readers against the labelled scripts of the real data, and their gates against every labelled text. */
import { readFileSync } from 'node:fs';
import { gunzipSync, inflateRawSync, inflateSync } from 'node:zlib';
import { expect, it } from 'vitest';

import { describeWithData } from '../../../test/real-data.ts';
import type { Decompress } from '../layers/decompress.ts';
import { RecognitionDraft } from '../recognition-draft.ts';
import { createRecogniser, READERS } from '../recognise.ts';
import type { ScriptLanguage } from './language.ts';
import { readAnyway } from './read-language.ts';
import { mayMatter } from './script-gate.ts';

interface LabelledText {
  readonly id: string;
  readonly tool: string;
  readonly command: string;
  readonly symmetric: boolean | string;
  readonly grade: string;
  readonly kind: string;
}

const LANGUAGES = [
  'powershell',
  'python',
  'javascript',
  'shell',
  'ruby',
  'perl',
  'php',
  'applescript',
  'vbscript',
] as const;
const inflate: Decompress = (bytes, format, maxOutputLength) => {
  const read = { gzip: gunzipSync, zlib: inflateSync, raw: inflateRawSync }[format];
  try {
    return read(bytes, { maxOutputLength });
  } catch {
    return undefined;
  }
};
const recogniser = createRecogniser({ inflate });

/** The language a row is written in, if it is a script. */
function languageOf({ tool, kind }: LabelledText): ScriptLanguage | undefined {
  if (tool === 'applescript') return 'applescript';
  if (kind === 'log:4104' || (kind === 'script' && tool === 'powershell')) return 'powershell';
  return kind === 'script' ? LANGUAGES.find((language) => language === tool) : undefined;
}

function ungated(text: string, language: ScriptLanguage): boolean {
  const draft = new RecognitionDraft('script', text, READERS, inflate);
  readAnyway(draft, draft.root, language);
  return draft.finish().operations.some((operation) => operation.class === 'symmetric');
}

describeWithData('labelled real scripts', 'crypto-commands.jsonl', (path) => {
  const rows = readFileSync(path, 'utf8')
    .split('\n')
    .filter((line) => line !== '')
    .map((line): LabelledText => JSON.parse(line))
    .filter((row) => row.grade === 'clear');

  it('are told apart, in every language', () => {
    const figures: string[] = [];
    const missed: string[] = [];
    const wrong: string[] = [];
    let positives = 0;
    for (const language of LANGUAGES) {
      const own = rows.filter((row) => languageOf(row) === language);
      let found = 0;
      const before = [missed.length, wrong.length] as const;
      for (const { id, command, symmetric } of own) {
        const { operations } = recogniser.recogniseScript(command, language);
        const says = operations.some((operation) => operation.class === 'symmetric');
        if (symmetric === true) positives++;
        if (says && symmetric === true) found++;
        if (says !== (symmetric === true))
          (says ? wrong : missed).push(
            `${id} ${operations.map(({ reason }) => reason).join('; ') || 'nothing read'}`,
          );
      }
      if (own.length > 0)
        figures.push(
          `${language}: ${own.length} rows, ${found} found, ${missed.length - before[0]} missed, ${wrong.length - before[1]} wrong`,
        );
    }
    // oxlint-disable-next-line no-console -- the figures are what the run is for
    console.info(
      [...figures, ...missed.map((row) => `missed ${row}`), ...wrong.map((row) => `wrong ${row}`)].join('\n'),
    );
    expect(positives).toBeGreaterThan(30);
    expect(missed.length / positives).toBeLessThanOrEqual(0.03);
    expect(wrong.length / positives).toBeLessThanOrEqual(0.02);
  });

  it.each(LANGUAGES)('pass the gate of %s wherever its reader finds something', (language) => {
    const dropped = rows.filter((row) => !mayMatter(row.command, language) && ungated(row.command, language));
    expect(dropped.map(({ id }) => id)).toEqual([]);
  });
});
