/** Cases as a hunt makes them ready, each of another program, host and destination. */
import { an1389 } from '../src/analytics/an1389.ts';
import type { Case } from '../src/findings/case.ts';
import { decisionOf } from '../src/findings/decide.ts';
import { DEFAULT_PARAMETERS } from '../src/findings/parameters.ts';
import { prepare } from '../src/findings/prepare.ts';
import { egress, hostView, observed, process } from './host-view.ts';
import { MASKED } from './judge-view.ts';
import { NO_NORMALITY, NO_SITE } from './no-normality.ts';

export interface ExampleCase {
  readonly case: Case;
  readonly decision: ReturnType<typeof decisionOf>;
}

/** Texts with quotes, names of members, other scripts and control characters: what logs hold. */
const HOSTILE = [
  'plain',
  '","more":{"x":1},"',
  'Zürich 北京 \u{1f512}',
  '\u0000\r\n\u2028"}}',
  '\ud800{"crc32":"',
];

export function exampleCases(count: number): ExampleCase[] {
  return Array.from({ length: count }, (_, at) => {
    const text = HOSTILE[at % HOSTILE.length] ?? '';
    const sender = process({
      image: `C:\\Program Files\\${text}\\sender${at}.exe`,
      commandLine: `send ${text}`,
    });
    const view = hostView({
      host: `ws${at}.corp.example`,
      egresses: [egress(sender, { address: `203.0.113.${at % 250}` })],
      operations: [observed(sender)],
    });
    const [candidate] = an1389.candidates(view, DEFAULT_PARAMETERS.correlationWindow);
    if (candidate === undefined) throw new Error('no candidate');
    const one = prepare(candidate, an1389, {
      parameters: DEFAULT_PARAMETERS,
      site: NO_SITE,
      redact: MASKED,
    });
    // Every third act had a second destination, of which no baseline is asked.
    const askedAlso = at % 3 === 2 ? [{ ...one.asked, question: undefined }] : [];
    return { case: { ...one, askedAlso }, decision: decisionOf(one, NO_NORMALITY) };
  });
}
