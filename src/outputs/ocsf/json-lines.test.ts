import { expect, it } from 'vitest';
import { sampleHuntResult } from '../../../test/fixtures/sample-hunt-result.ts';
import { toDetectionFinding } from './detection-finding.ts';
import { renderJsonLines } from './json-lines.ts';

const about = { version: '0.1.0' };

it('writes one finding a line, the highest score first, and nothing else', () => {
  const text = [...renderJsonLines(sampleHuntResult, about)].join('');
  const lines = text.split('\n');
  expect(lines.pop()).toBe('');
  const [low, critical] = sampleHuntResult.findings;
  const plain: unknown[] = [critical, low].map((finding) =>
    JSON.parse(JSON.stringify(toDetectionFinding(finding!, about))),
  );
  expect(lines.map((line): unknown => JSON.parse(line))).toEqual(plain);
});

it('writes nothing for nothing', () => {
  expect([...renderJsonLines({ findings: [] }, about)]).toEqual([]);
});

it('holds no byte a terminal would act on', () => {
  for (const line of renderJsonLines(sampleHuntResult, about)) {
    expect(line.slice(0, -1)).not.toMatch(/[\p{Cc}\p{Cf}\p{Cs}]/u);
  }
});
