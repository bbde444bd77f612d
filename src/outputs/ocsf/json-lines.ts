import type { HuntResult } from '../hunt-result.ts';
import { byScore } from '../finding-order.ts';
import { visibleJson } from '../visible-text.ts';
import { toDetectionFinding } from './detection-finding.ts';

/**
 * The findings as NDJSON, highest score first: one OCSF Detection Finding a line, each line with its line feed, nothing
 * else. Characters a terminal would act on are JSON escapes; the values are untouched.
 */
export function* renderJsonLines(
  result: Pick<HuntResult, 'findings'>,
  about: { readonly version: string },
): Generator<string, void, undefined> {
  for (const finding of byScore(result.findings)) {
    yield `${visibleJson(JSON.stringify(toDetectionFinding(finding, about)))}\n`;
  }
}
