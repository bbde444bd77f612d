/** The examples of patterns, run as tests, and what is told of it. */
import { checkPattern } from '../encryption/patterns/check-pattern.ts';
import type { ExampleResult, PatternResult } from '../encryption/patterns/check-pattern.ts';
import type { EncryptionPattern } from '../encryption/patterns/pattern.ts';
import { createRecogniser } from '../encryption/recognise.ts';
import { escapeTerminal } from '../outputs/escape-terminal.ts';
import { inflate } from '../run/inflate.ts';

export interface PatternReport {
  readonly patterns: readonly PatternResult[];
  readonly passed: number;
  readonly failed: number;
  readonly examples: number;
  readonly examplesPassed: number;
}

const LONGEST_TEXT = 120;

/** Runs every example of every pattern, all patterns being known. */
export function patternReport(patterns: readonly EncryptionPattern[]): PatternReport {
  const recogniser = createRecogniser({ inflate, patterns });
  const results = patterns.map((pattern) => checkPattern(recogniser, pattern));
  const examples = results.flatMap((result) => result.examples);
  const passed = results.filter((result) => result.passed).length;
  return {
    patterns: results,
    passed,
    failed: results.length - passed,
    examples: examples.length,
    examplesPassed: examples.filter(isPassed).length,
  };
}

/** One line for each pattern that passed, a paragraph for each that did not, and the sum. */
export function patternReportText(report: PatternReport): string {
  const lines = report.patterns.flatMap(patternLines);
  const sum = `${report.passed} of ${report.patterns.length} patterns passed`;
  lines.push('', `${sum} (${report.examplesPassed} of ${report.examples} examples)`);
  return `${lines.map(escapeTerminal).join('\n')}\n`;
}

function isPassed({ faults }: ExampleResult): boolean {
  return faults.length === 0;
}

function patternLines({ id, title, passed, examples }: PatternResult): readonly string[] {
  if (passed) {
    const negative = examples.filter(({ kind }) => kind === 'not').length;
    return [`pass  pattern ${id} (${examples.length - negative} examples, ${negative} not)`];
  }
  const failed = examples.filter((example) => !isPassed(example));
  return [`FAIL  pattern ${id}: ${title}`, ...failed.flatMap(exampleLines)];
}

function exampleLines({ kind, number, text, faults }: ExampleResult): readonly string[] {
  const line = text.split('\n')[0] ?? '';
  const shown = line.length > LONGEST_TEXT || line.length < text.trimEnd().length;
  return [
    `      ${kind} ${number}: ${faults.join('; ')}`,
    `        ${shown ? `${line.slice(0, LONGEST_TEXT)} ...` : line}`,
  ];
}
