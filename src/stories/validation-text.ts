/** The validation report as plain text for a terminal. */
import type { ExpectationVerdict, StoryResult, StoryVerdict, ValidationReport } from './story-verdict.ts';

/** One line for each story that passed, a paragraph for each that did not, and the sum. Ends with a line break. */
export function validationText(report: ValidationReport): string {
  const lines = report.stories.flatMap(storyLines);
  const stories = `${report.passed} of ${report.stories.length} stories passed`;
  lines.push(
    '',
    `${stories} (${report.checksPassed} of ${report.checks} checks, one for each story and shape)`,
  );
  return `${lines.map(printable).join('\n')}\n`;
}

function storyLines(result: StoryResult): readonly string[] {
  const hidden = result.shapes.filter(({ expectations }) =>
    expectations.some(({ state }) => state === 'not-required'),
  );
  const note = hidden.length === 0 ? '' : `, not visible in ${hidden.map(({ shape }) => shape).join(', ')}`;
  if (result.passed) return [`pass  ${result.id} (${result.shapes.length} shapes${note})`];
  return [
    `FAIL  ${result.id}: ${result.title}`,
    ...result.shapes.filter(({ passed }) => !passed).flatMap((verdict) => verdictLines(verdict)),
  ];
}

function verdictLines(verdict: StoryVerdict): readonly string[] {
  if (verdict.failure !== undefined) return [`      ${verdict.shape}: the hunt failed: ${verdict.failure}`];
  return [
    ...verdict.expectations
      .filter(isBroken)
      .map(({ state, detail }) => `      ${verdict.shape}: ${state}: ${detail}`),
    ...verdict.unexpected.map(
      ({ level, score, analytic, process, host, destination }) =>
        `      ${verdict.shape}: unexpected: ${level} (${score}) ${analytic} ${process} on ${host} to ${destination}`,
    ),
  ];
}

function isBroken({ state }: ExpectationVerdict): boolean {
  return state !== 'met' && state !== 'not-required';
}

/** Names come from stories and logs; nothing in them may steer a terminal. */
function printable(line: string): string {
  return line.replaceAll(
    /[\p{Cc}\p{Cf}]/gu,
    (char) => `\\u${(char.codePointAt(0) ?? 0).toString(16).padStart(4, '0')}`,
  );
}
