/** From a pattern's tool to a grammar like the built-in ones. */
import type { CommandWord } from '../command-line/command-word.ts';
import { programName } from '../command-line/program-name.ts';
import type { Direction, EncryptionClass, KeySource } from '../encryption-operation.ts';
import type { Tool, ToolArguments, ToolReading, WordRange } from '../tools/tool.ts';
import { comparable, isGlued, isOptionSpelling, readyMark } from './mark.ts';
import type { ReadyMark } from './mark.ts';
import type { EncryptionPattern, KeyOption, Mark, ToolPattern, ValuePlace } from './pattern.ts';
import { algorithmText } from './pattern-algorithm.ts';
import { PATTERN_LIMITS, patternRule } from './pattern.ts';
import { ToolValues } from './tool-values.ts';
import type { OptionSpellings } from './read-options.ts';
import { readOptions } from './read-options.ts';

/** What the places of a key mean, in the order in which they are believed where several are used at once. */
const KEY_SOURCES: readonly (readonly [option: KeyOption, source: KeySource])[] = [
  ['password', 'command-line'],
  ['file', 'file'],
  ['environment', 'environment'],
  ['descriptor', 'descriptor'],
  ['prompt', 'prompt'],
  ['agent', 'agent'],
  ['network', 'network'],
  ['derived', 'derived'],
];

function places(tool: ToolPattern): ValuePlace[] {
  const { algorithm, key = {}, inputs = [], outputs = [], values = [] } = tool;
  return [
    ...(typeof algorithm === 'object' ? algorithm.from : []),
    ...KEY_SOURCES.flatMap(([option]) =>
      option === 'prompt' || option === 'agent' ? [] : (key[option] ?? []),
    ),
    ...inputs,
    ...outputs,
    ...values,
  ];
}

function marksOf(tool: ToolPattern): Mark[] {
  const { encrypts = [], decrypts = [], either = [], neither = [], classWhen = {} } = tool;
  return [
    ...encrypts,
    ...decrypts,
    ...either,
    ...neither,
    ...Object.values(classWhen).flatMap((marks) => marks ?? []),
  ];
}

/** Every spelling that a pattern gives a meaning, and whether a value goes with it. */
export function optionSpellings(tool: ToolPattern): OptionSpellings {
  const written = places(tool).filter((place) => typeof place === 'string');
  const flags = new Set<string>();
  const values = new Set<string>();
  const glued = new Set<string>();
  for (const place of written) {
    if (isGlued(place)) glued.add(comparable(place.slice(0, -1)));
    else if (isOptionSpelling(place)) values.add(comparable(place));
  }
  for (const text of [...(tool.key?.prompt ?? []), ...(tool.key?.agent ?? [])])
    if (typeof text === 'string') flags.add(comparable(text));
  for (const text of marksOf(tool)) {
    const mark = readyMark(text);
    if (mark.kind === 'phrase') continue;
    if (isGlued(text) || !isOptionSpelling(text)) glued.add(mark.spelling);
    else (mark.value === undefined ? flags : values).add(mark.spelling);
  }
  const all = [...flags, ...values];
  return {
    flags,
    values,
    glued: [...glued].sort((a, b) => b.length - a.length),
    clusters: !all.some((spelling) => /^-[^-]./.test(spelling)),
    slashes: all.some((spelling) => spelling.startsWith('/')),
  };
}

interface Ready {
  readonly pattern: EncryptionPattern;
  readonly tool: ToolPattern;
  readonly name: string;
  readonly spellings: OptionSpellings;
  readonly encrypts: readonly ReadyMark[];
  readonly decrypts: readonly ReadyMark[];
  readonly either: readonly ReadyMark[];
  readonly neither: readonly ReadyMark[];
  readonly classWhen: readonly (readonly [EncryptionClass, readonly ReadyMark[]])[];
}

function ready(marks: readonly Mark[] | undefined): ReadyMark[] {
  return (marks ?? []).map(readyMark);
}

const CLASSES: readonly EncryptionClass[] = [
  'symmetric',
  'hybrid',
  'asymmetric',
  'hash',
  'encoding',
  'compression',
  'none',
];

/** The grammar of a pattern's tool. */
export function compileTool(pattern: EncryptionPattern, tool: ToolPattern): Tool {
  const names = tool.names.map(programName);
  const prepared: Ready = {
    pattern,
    tool,
    name: names[0] ?? pattern.id,
    spellings: optionSpellings(tool),
    encrypts: ready(tool.encrypts),
    decrypts: ready(tool.decrypts),
    either: ready(tool.either),
    neither: ready(tool.neither),
    classWhen: CLASSES.flatMap((kind) =>
      tool.classWhen?.[kind] === undefined ? [] : [[kind, ready(tool.classWhen[kind])] as const],
    ),
  };
  return {
    id: pattern.id,
    rule: patternRule(pattern.id),
    names,
    read: (given) => readTool(prepared, given),
    ...(tool.renamed === undefined ? {} : { shape: shapeOf(tool.renamed) }),
    examples: { positive: [], negative: [] },
  };
}

/** All of these words, or options with a value of their own, stand among the arguments. */
function shapeOf(renamed: readonly string[]): (words: readonly CommandWord[]) => boolean {
  const wanted = renamed.map((word) => word.toLowerCase());
  return (words) =>
    wanted.every((word) =>
      words.some(({ text }) => {
        if (text.length < word.length) return false;
        const lower = text.slice(0, word.length + 1).toLowerCase();
        return lower === word || (lower.startsWith(word) && /[=:]$/.test(lower));
      }),
    );
}

function directionOf(ready: Ready, values: ToolValues): Direction | undefined {
  const { tool } = ready;
  const encrypts = values.saidBy(ready.encrypts);
  const decrypts = values.saidBy(ready.decrypts);
  if (encrypts !== undefined && encrypts === decrypts) return 'unknown';
  if (encrypts === 'option' || (encrypts !== undefined && decrypts === undefined)) return 'encrypt';
  if (decrypts !== undefined) return 'decrypt-claimed';
  if (values.hasAny(ready.either)) return 'unknown';
  const marked = ready.encrypts.length + ready.either.length > 0;
  switch (tool.otherwise ?? (marked ? 'nothing' : 'encrypt')) {
    case 'encrypt':
      return 'encrypt';
    case 'decrypt':
      return 'decrypt-claimed';
    case 'either':
      return 'unknown';
    default:
      return undefined;
  }
}

function keyOf(tool: ToolPattern, values: ToolValues): KeySource | undefined {
  return KEY_SOURCES.find(([option]) => values.hasPlace(tool.key?.[option] ?? []))?.[1];
}

function secretsOf(tool: ToolPattern, values: ToolValues): WordRange[] {
  return values.ranges(tool.key?.password ?? []);
}

function readTool(ready: Ready, { words, command }: ToolArguments): ToolReading | undefined {
  const { tool, pattern, name } = ready;
  const marks = [ready.encrypts, ready.decrypts, ready.either, ready.neither];
  const subcommands = [...marks, ...ready.classWhen.map(([, list]) => list)].flat();
  const values = new ToolValues(readOptions(words, ready.spellings), subcommands, command.assignments ?? []);
  const secrets = secretsOf(tool, values);
  const direction = values.hasAny(ready.neither) ? undefined : directionOf(ready, values);
  const key = keyOf(tool, values);
  if (direction === undefined || (tool.keyed === true && key === undefined))
    // Not the tool's doing, but a secret all the same.
    return secrets.length === 0 ? undefined : { class: 'none', secrets, reason: `${name} encrypts nothing` };
  const named = values.texts(tool.inputs ?? []);
  const inputs = named.length > 0 ? named : command.inputs;
  const outputs = values.texts(tool.outputs ?? []);
  const beside =
    tool.outputSuffix === undefined || direction !== 'encrypt'
      ? []
      : named.map((file) => `${file}${tool.outputSuffix ?? ''}`);
  const does =
    direction === 'decrypt-claimed'
      ? 'decrypts'
      : direction === 'encrypt'
        ? 'encrypts'
        : 'encrypts or decrypts';
  return {
    class: ready.classWhen.find(([, list]) => values.hasAny(list))?.[0] ?? tool.class ?? 'symmetric',
    direction,
    algorithm: algorithmText(tool.algorithm, (where) => values.texts(where)[0]),
    keySource: key ?? tool.key?.otherwise ?? 'unknown',
    tier: pattern.tier ?? 3,
    confidence: pattern.confidence ?? PATTERN_LIMITS.confidence.usual,
    inputs,
    outputs: outputs.length > 0 ? outputs : command.outputs.length > 0 ? command.outputs : beside,
    secrets,
    reason: pattern.reason ?? `${name} ${does} (pattern ${pattern.id})`,
  };
}
