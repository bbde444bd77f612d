/**
 * How PowerShell cuts a script block into 4104 records: one up to 20,000 characters, else pieces of one size of
 * 10,000 to 19,999, so that the last piece may be empty (PowerShell, CompiledScriptBlock.cs).
 */
import { chosenGuid, chosenNumber } from './stable-choice.ts';
import type { ScriptStep } from './story-step.ts';
import type { ScriptAct, ScriptPart } from './timeline.ts';

const WHOLE_BELOW = 20_000;

/** The parts of a script step. `words` make the block's id and the cut the same every time. */
export function scriptAct(
  step: ScriptStep,
  words: string,
): Pick<ScriptAct, 'blockId' | 'path' | 'parts' | 'total'> {
  const pieces = cut(step.text, step.parts, words);
  const lost = new Set(step.lost ?? []);
  const numbered = pieces.map((text, index): ScriptPart => ({ number: index + 1, text }));
  return {
    blockId: chosenGuid('script block', words),
    path: step.path ?? '',
    parts: ordered(numbered, step.order ?? 'in-order', words).filter((part) => !lost.has(part.number)),
    total: pieces.length,
  };
}

function cut(text: string, parts: number | undefined, words: string): readonly string[] {
  if (parts === undefined && text.length < WHOLE_BELOW) return [text];
  const size =
    parts === undefined ? 10_000 + chosenNumber(10_000, 'cut', words) : Math.ceil(text.length / parts);
  const count = parts ?? Math.floor(text.length / size) + 1;
  return Array.from({ length: count }, (_, index) =>
    text.slice(boundary(text, index * size), boundary(text, (index + 1) * size)),
  );
}

/** Never between the halves of a surrogate pair, which UTF-8 could not carry. */
function boundary(text: string, at: number): number {
  const code = text.charCodeAt(at);
  return at > 0 && code >= 0xdc00 && code <= 0xdfff ? at + 1 : at;
}

function ordered(
  parts: readonly ScriptPart[],
  order: NonNullable<ScriptStep['order']>,
  words: string,
): readonly ScriptPart[] {
  if (order === 'in-order') return parts;
  const rank =
    order === 'shuffled'
      ? (part: ScriptPart) => chosenNumber(1_000_000, 'shuffle', words, part.number)
      : (part: ScriptPart) => order.indexOf(part.number);
  return [...parts].sort((a, b) => rank(a) - rank(b) || a.number - b.number);
}
