/** Reads one text of a language: its ciphers, hand-written ones too, its commands, and the stages hidden in it. */
import { inflateBlob } from '../../layers/inflate-blob.ts';
import type { TextView } from '../../layers/text-view.ts';
import type { KeySource } from '../../encryption-operation.ts';
import type { RecognitionDraft } from '../../recognition-draft.ts';
import { tokenise } from '../syntax/tokenise.ts';
import type { Token } from '../syntax/token.ts';
import { findArithmeticShapes } from './arithmetic-shapes.ts';
import type { ArithmeticShapes } from './arithmetic-shapes.ts';
import { CallReader } from './call-reader.ts';
import { findCipherTables } from './cipher-tables.ts';
import type { CodeLanguage } from './code-language.ts';
import { edgesOf } from './constant-text.ts';
import { judgeFacts } from './judge-facts.ts';
import { newScriptFacts } from './script-facts.ts';
import type { ScriptFacts } from './script-facts.ts';
import { ScriptReader } from './script-reader.ts';
import { ScriptStages } from './script-stages.ts';
import { isConstant } from './value.ts';
import type { Stretch, Value } from './value.ts';

/** Reads `view` as `language` into the draft. */
export function readCode(draft: RecognitionDraft, view: TextView, language: CodeLanguage): void {
  const tokens = tokenise(view.text, language.syntax);
  const facts = newScriptFacts();
  const stages = new ScriptStages(draft, view, language.id);
  const variables = readTokens(draft, tokens, language, facts, stages);
  for (const { claim, stretches } of judgeFacts(language.id, facts))
    draft.addOperation(view, spansOf(stretches), claim);
  addShapes(draft, view, language, tokens, facts, variables);
  for (const trait of facts.traits) draft.addTrait(trait);
  for (const { start, end } of facts.secrets) draft.addSecret(view, start, end);
  stages.literals(tokens, facts.hides);
  stages.read();
}

function spansOf(stretches: readonly Stretch[]): [number, number][] {
  const seen = new Set<string>();
  return stretches
    .filter(
      ({ start, end }) =>
        end > start && !seen.has(`${start}:${end}`) && seen.add(`${start}:${end}`) !== undefined,
    )
    .map(({ start, end }) => [start, end]);
}

function readTokens(
  draft: RecognitionDraft,
  tokens: readonly Token[],
  language: CodeLanguage,
  facts: ScriptFacts,
  stages: ScriptStages,
): ReadonlyMap<string, Value> {
  const spend = (steps: number): boolean => draft.spendFoldWork(steps);
  const calls = new CallReader(language, facts, {
    spend,
    inflate: (bytes) => {
      const inflated = inflateBlob(draft, bytes);
      return inflated === undefined ? undefined : Buffer.from(inflated.bytes);
    },
    code: (value, known) => {
      if (!spend(value.text?.length ?? value.bytes?.length ?? 1)) return;
      if (value.decoded !== undefined || value.text === undefined) facts.traits.add('in-memory-execution');
      if (value.origin === 'network') facts.traits.add('download');
      stages.code(value, known);
    },
    command: (values, shell, certainty) => {
      const length = values.reduce((sum, value) => sum + (value.text?.length ?? 8), 0);
      if (spend(length)) stages.command(values, shell, certainty);
    },
  });
  const reader = new ScriptReader(tokens, language, spend, {
    call: (call, apply) => calls.call(call, apply),
    own: (call) => calls.own(call),
    path: (value, name) => calls.path(value, name),
    command: (value) => {
      stages.command([value], undefined, 1);
      return { start: value.start, end: value.end };
    },
    imported: (path, token, whole) => calls.imported(path, token, whole),
    member: (target, value) => calls.member(target, value),
  });
  reader.read();
  return reader.values;
}

function addShapes(
  draft: RecognitionDraft,
  view: TextView,
  { id, roundIndex }: CodeLanguage,
  tokens: readonly Token[],
  facts: ScriptFacts,
  variables: ReadonlyMap<string, Value>,
): void {
  const { rc4, xor }: ArithmeticShapes = findArithmeticShapes(tokens, roundIndex === true);
  if (rc4 !== undefined) {
    draft.addOperation(view, [[rc4.start, rc4.end]], {
      rule: `${id}/rc4-key-schedule`,
      tool: id,
      algorithm: 'rc4',
      keySource: keySource(rc4.key, facts, variables),
      tier: 2,
      confidence: rc4.complete ? 0.92 : 0.75,
      reason: rc4.complete
        ? 'RC4 written out: a state of 256 exchanged and mixed into the data by exclusive or'
        : 'RC4 key schedule written out: a state of 256 exchanged under a repeated key',
    });
  }
  if (xor !== undefined) {
    draft.addOperation(view, [[xor.start, xor.end]], {
      rule: `${id}/repeating-key-xor`,
      tool: id,
      algorithm: 'xor',
      keySource: keySource(xor.key, facts, variables),
      tier: 2,
      confidence: 0.7,
      reason: 'data mixed with a repeated key by exclusive or',
    });
  }
  for (const { algorithm, what, start, end } of findCipherTables(tokens)) {
    draft.addOperation(view, [[start, end]], {
      rule: `${id}/cipher-table`,
      tool: id,
      algorithm,
      tier: 2,
      confidence: 0.55,
      reason: `the script contains ${what}: a cipher of its own`,
    });
  }
}

/** Where the key variable's value comes from; a literal one is a secret. */
function keySource(
  name: string | undefined,
  facts: ScriptFacts,
  variables: ReadonlyMap<string, Value>,
): KeySource {
  const value = name === undefined ? undefined : (variables.get(name) ?? variables.get(`$${name}`));
  if (value === undefined) return 'unknown';
  if (!isConstant(value)) return value.origin ?? 'unknown';
  facts.secrets.push(edgesOf(value) ?? { start: value.start, end: value.end });
  return 'literal';
}
