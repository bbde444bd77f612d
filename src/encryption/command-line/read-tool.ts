/** Has one tool's grammar read its arguments, and notes what it says. */
import type { RecognitionDraft } from '../recognition-draft.ts';
import type { Tool, ToolArguments } from '../tools/tool.ts';
import type { CommandWord } from './command-word.ts';
import { wordOffset } from './command-word.ts';

const SECRET_VARIABLE = /^\w*(?:PASS|PW|SECRET|TOKEN|KEY)\w*=/i;
/** Dashes that word processors and web pages make of `-`, where an option begins. */
const TYPOGRAPHIC_DASH = /^[‐-―−﹣-](?=\S)/;

function plainDashes(words: readonly CommandWord[]): readonly CommandWord[] {
  if (!words.some(({ text }) => TYPOGRAPHIC_DASH.test(text))) return words;
  return words.map((word) => ({ ...word, text: word.text.replace(TYPOGRAPHIC_DASH, '-') }));
}

/** `false` when the grammar does not know what to make of the arguments. `sureness` is below 1 for a guessed tool. */
export function readTool(
  draft: RecognitionDraft,
  tool: Tool,
  stated: ToolArguments,
  sureness: number,
): boolean {
  const given = { ...stated, words: plainDashes(stated.words) };
  const reading = tool.read(given);
  if (reading === undefined) return false;
  const { command, words } = given;
  for (const { word, start, end } of reading.secrets ?? []) {
    const argument = words[word];
    if (argument !== undefined && end > start)
      draft.addSecret(command.view, wordOffset(argument, start), wordOffset(argument, end - 1) + 1);
  }
  for (const assignment of command.assignments ?? []) {
    const name = SECRET_VARIABLE.exec(assignment.text)?.[0];
    if (name !== undefined && name.length < assignment.text.length)
      draft.addSecret(command.view, wordOffset(assignment, name.length), assignment.end);
  }
  if (reading.class === 'none') return true;
  const first = command.words[0]?.start ?? 0;
  const last = command.words[command.words.length - 1]?.end ?? first;
  draft.addOperation(command.view, [[first, last]], {
    rule: tool.rule ?? (reading.form === undefined ? `tool/${tool.id}` : `tool/${tool.id}-${reading.form}`),
    tool: tool.names[0] ?? tool.id,
    class: reading.class,
    direction: reading.direction ?? 'unknown',
    algorithm: reading.algorithm,
    keySource: reading.keySource ?? 'unknown',
    tier: reading.tier ?? 3,
    confidence: (reading.confidence ?? 0.95) * sureness,
    inputs: reading.inputs ?? command.inputs,
    outputs: reading.outputs ?? command.outputs,
    reason:
      sureness < 1 ? `${reading.reason} (recognised by its arguments, not by its name)` : reading.reason,
  });
  return true;
}
