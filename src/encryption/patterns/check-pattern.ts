/** Runs a pattern's examples as tests. */
import type { EncryptionOperation, Recognition } from '../encryption-operation.ts';
import type { Recogniser } from '../recognise.ts';
import type { EncryptionPattern, PatternExample, PatternText } from './pattern.ts';
import { patternRule } from './pattern.ts';

/** One text of a pattern and what came of it. */
export interface ExampleResult {
  readonly kind: 'example' | 'not';
  /** From 1, as they stand in the file. */
  readonly number: number;
  readonly text: string;
  /** What is wrong, for people; empty when it passed. */
  readonly faults: readonly string[];
}

export interface PatternResult {
  readonly id: string;
  readonly title: string;
  readonly passed: boolean;
  readonly examples: readonly ExampleResult[];
}

/** Reads the text as the example says it is. */
function recognise(
  recogniser: Pick<Recogniser, 'recogniseCommandLine' | 'recogniseScript'>,
  { text, platform, language }: PatternText,
): Recognition {
  return language === undefined
    ? recogniser.recogniseCommandLine(text, platform === 'windows' ? 'windows' : 'posix')
    : recogniser.recogniseScript(text, language);
}

/** A name in a text is a capability; an operation is more. */
function operationsOf(recognition: Recognition, rule: string, least: number): EncryptionOperation[] {
  return recognition.operations.filter((operation) => operation.rule === rule && operation.tier >= least);
}

function same(a: readonly string[], b: readonly string[]): boolean {
  return a.length === b.length && a.every((text, index) => text === b[index]);
}

/** In what the operation differs from what was expected; empty where in nothing. */
function differences(expected: PatternExample, operation: EncryptionOperation): string[] {
  const compared: readonly (readonly [string, string | number | undefined, string | number | undefined])[] = [
    ['class', expected.class, operation.class],
    ['operation', expected.operation, operation.direction],
    ['algorithm', expected.algorithm, operation.algorithm],
    ['keySource', expected.keySource, operation.keySource],
    ['tier', expected.tier, operation.tier],
  ];
  const faults = compared
    .filter(([, wanted, found]) => wanted !== undefined && wanted !== found)
    .map(([key, wanted, found]) => `${key} is ${found ?? 'not told'}, not ${wanted ?? ''}`);
  for (const key of ['inputs', 'outputs'] as const) {
    const wanted = expected[key];
    if (wanted === undefined || same(wanted, operation[key])) continue;
    faults.push(`${key} are [${operation[key].join(', ')}], not [${wanted.join(', ')}]`);
  }
  return faults;
}

function exampleFaults(
  expected: PatternExample,
  recognition: Recognition,
  rule: string,
  least: number,
): string[] {
  const operations = operationsOf(recognition, rule, expected.tier ?? least);
  const [first, ...rest] = operations.map((operation) => differences(expected, operation));
  if (first === undefined) {
    const others = [...new Set(recognition.operations.map((operation) => operation.rule))].slice(0, 3);
    return [`nothing was read by this pattern${others.length === 0 ? '' : `, but by ${others.join(', ')}`}`];
  }
  const nearest = rest.reduce((best, faults) => (faults.length < best.length ? faults : best), first);
  const masked = recognition.secrets.map(
    ({ layer, start, end }) => recognition.layers[layer]?.text.slice(start, end) ?? '',
  );
  const shown = (expected.secrets ?? []).filter((secret) => !masked.includes(secret));
  return [...nearest, ...shown.map((secret) => `"${secret}" is not masked`)];
}

/** Reads every text of the pattern and compares. The recogniser must have been made with this pattern. */
export function checkPattern(
  recogniser: Pick<Recogniser, 'recogniseCommandLine' | 'recogniseScript'>,
  pattern: EncryptionPattern,
): PatternResult {
  const rule = patternRule(pattern.id);
  const least = pattern.tier === 1 ? 1 : 2;
  const positive = pattern.examples.map((example, index): ExampleResult => {
    const faults = exampleFaults(example, recognise(recogniser, example), rule, least);
    return { kind: 'example', number: index + 1, text: example.text, faults };
  });
  const negative = pattern.not.map((text, index): ExampleResult => {
    const [seen] = operationsOf(recognise(recogniser, text), rule, least);
    const faults = seen === undefined ? [] : [`was read as ${seen.class}, ${seen.direction}: ${seen.reason}`];
    return { kind: 'not', number: index + 1, text: text.text, faults };
  });
  const examples = [...positive, ...negative];
  return {
    id: pattern.id,
    title: pattern.title,
    passed: examples.every(({ faults }) => faults.length === 0),
    examples,
  };
}
