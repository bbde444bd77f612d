/** Reads one PowerShell text: constructs, hand-written ciphers, programs it calls, and the stages hidden in it. */
import type { KeySource } from '../../encryption-operation.ts';
import { decodeText } from '../../layers/decode-text.ts';
import { inflateBlob } from '../../layers/inflate-blob.ts';
import type { TextView } from '../../layers/text-view.ts';
import type { RecognitionDraft } from '../../recognition-draft.ts';
import { mayMatter } from '../script-gate.ts';
import { findArithmeticShapes } from './arithmetic-shapes.ts';
import { FactCollector } from './fact-collector.ts';
import { judgeFacts } from './judge-facts.ts';
import { keyOrigin } from './key-origin.ts';
import { literalStages } from './literal-stages.ts';
import { readProgramCommand } from './program-command.ts';
import { readScriptTree } from './read-tree.ts';
import type { ScriptFacts } from './script-facts.ts';
import { ScriptReader } from './script-reader.ts';

const COMPRESSION = /deflate|gzip|zlib/i;
/** A blob below this is a key or an address, not a stage. */
const LEAST_BLOB = 64;
const MOST_PROGRAMS = 64;

/** Reads `view` as PowerShell into the draft. */
export function readPowershell(draft: RecognitionDraft, view: TextView): void {
  const { text } = view;
  if (!mayMatter(text, 'powershell', draft.patterns.words)) return;
  const tree = readScriptTree(text);
  const rows = [tree.nodes, ...tree.embedded];
  const collector = new FactCollector(text, draft.patterns);
  const reader = new ScriptReader(collector, (steps) => draft.spendFoldWork(steps));
  for (const row of rows) reader.readStatements(row);
  const { facts } = collector;
  for (const stage of literalStages(rows, text)) addLiteralStage(facts, stage);
  for (const { claim, stretches } of judgeFacts(facts))
    draft.addOperation(
      view,
      stretches.map(({ start, end }) => [start, end] as const),
      claim,
    );
  addShapes(draft, view, facts, findArithmeticShapes(rows));
  for (const trait of facts.traits) draft.addTrait(trait);
  for (const { start, end } of facts.secrets) draft.addSecret(view, start, end);
  for (const program of facts.programs.slice(0, MOST_PROGRAMS)) readProgramCommand(draft, view, program);
  readStages(draft, view, facts);
  readBlobs(draft, view, facts);
}

function addShapes(
  draft: RecognitionDraft,
  view: TextView,
  facts: ScriptFacts,
  { rc4, xor }: ReturnType<typeof findArithmeticShapes>,
): void {
  if (rc4 !== undefined) {
    draft.addOperation(view, [[rc4.start, rc4.end]], {
      rule: 'powershell/rc4-key-schedule',
      tool: 'powershell',
      algorithm: 'rc4',
      keySource: keySourceOf(draft, view, facts, rc4.key),
      tier: 2,
      confidence: rc4.complete ? 0.92 : 0.75,
      reason: rc4.complete
        ? 'RC4 written out: state of 256 exchanged and mixed into the data with -bxor'
        : 'RC4 key schedule written out: state of 256 exchanged under a repeated key',
    });
  }
  if (xor === undefined) return;
  draft.addOperation(view, [[xor.start, xor.end]], {
    rule: 'powershell/repeating-key-xor',
    tool: 'powershell',
    algorithm: 'xor',
    keySource: keySourceOf(draft, view, facts, xor.key),
    tier: 2,
    confidence: 0.7,
    reason: 'data mixed with a repeated key by -bxor',
  });
}

/** Where the key variable's value comes from; a literal one is a secret. */
function keySourceOf(
  draft: RecognitionDraft,
  view: TextView,
  facts: ScriptFacts,
  key: string | undefined,
): KeySource {
  const variable = key === undefined ? undefined : facts.variables.get(key);
  if (variable === undefined) return 'unknown';
  const origin = keyOrigin(view.text, variable, facts.variables);
  if (origin === 'literal') {
    const quoted = /'[^'\n]{1,400}'|"[^"\n]{1,400}"/.exec(view.text.slice(variable.start, variable.end));
    if (quoted !== null) {
      const start = variable.start + quoted.index + 1;
      draft.addSecret(view, start, start + quoted[0].length - 2);
    }
  }
  return origin;
}

/** A literal that was followed to its decoder already stands among the stages under the same text. */
function addLiteralStage(facts: ScriptFacts, stage: ScriptFacts['stages'][number]): void {
  if (facts.stages.every(({ text }) => text !== stage.text)) facts.stages.push(stage);
}

function readStages(draft: RecognitionDraft, view: TextView, facts: ScriptFacts): void {
  const byText = new Map<string, ScriptFacts['stages'][number]>();
  for (const stage of facts.stages) {
    const before = byText.get(stage.text);
    // Decoded first and run afterwards is one stage, and it stands where it was decoded.
    if (before === undefined) byText.set(stage.text, stage);
    else if (stage.executed && !before.executed) byText.set(stage.text, { ...before, executed: true });
  }
  const runs = facts.traits.has('in-memory-execution');
  for (const { start, end, kind, text, executed, language } of byText.values()) {
    if (text === view.text) continue;
    const layer = draft.addLayer(kind, view, { start, end }, text);
    if (layer === undefined) continue;
    const read = language === 'powershell' ? draft.readers.powershell : draft.readers.windowsCommand;
    draft.withCertainty(executed ? 1 : runs ? 0.9 : 0.6, () => read(draft, layer));
  }
}

function readBlobs(draft: RecognitionDraft, view: TextView, facts: ScriptFacts): void {
  const compresses = COMPRESSION.test(view.text);
  for (const { start, end, bytes } of facts.blobs.slice(0, 16)) {
    const gzip = bytes[0] === 0x1f && bytes[1] === 0x8b;
    if (bytes.length < LEAST_BLOB && !compresses && !gzip) continue;
    const inflated = compresses || gzip ? inflateBlob(draft, bytes) : undefined;
    const text = inflated === undefined ? undefined : decodeText(inflated.bytes);
    if (inflated !== undefined && text !== undefined) {
      const layer = draft.addLayer(inflated.kind, view, { start, end }, text);
      if (layer !== undefined) draft.readers.powershell(draft, layer);
    } else if (facts.traits.has('in-memory-execution') && bytes.length >= LEAST_BLOB)
      draft.addOpaque(inflated?.kind ?? 'blob', view, start, end);
  }
}
