/** What `postern judge` tells: what another judgement would change. */
import type { FindingFacts } from '../../findings/case.ts';
import type { Level } from '../../findings/finding.ts';
import { escapeTerminal } from '../escape-terminal.ts';
import { counted } from '../readable-amount.ts';

interface Change {
  readonly kind: 'appears' | 'vanishes' | 'changes';
  readonly facts: Pick<FindingFacts, 'id' | 'title' | 'host'>;
  readonly before: { readonly score: number; readonly level: Level };
  readonly after: { readonly score: number; readonly level: Level };
  readonly reasons: readonly string[];
  readonly silencesConfirmed: boolean;
}

export interface WhatIf {
  readonly cases: number;
  readonly changes: readonly Change[];
  readonly silencedStories: readonly string[];
  readonly loweredConfirmed: readonly string[];
  readonly refused: boolean;
  readonly forced: string | undefined;
  readonly saved: string | undefined;
}

const MOST = 100;
const MOST_REASONS = 4;
const HEADINGS = { appears: 'Would appear', vanishes: 'Would vanish', changes: 'Would change' } as const;

/** Ends with a line feed. */
export function whatIfText(outcome: WhatIf): string {
  const { cases, changes } = outcome;
  const count = (kind: Change['kind']): number => changes.filter((change) => change.kind === kind).length;
  const lines = [
    `${counted(cases, 'case')}: ${count('appears')} would appear, ${count('vanishes')} would vanish, ${count('changes')} would change`,
  ];
  for (const kind of ['appears', 'vanishes', 'changes'] as const) {
    const some = changes.filter((change) => change.kind === kind);
    if (some.length === 0) continue;
    lines.push('', HEADINGS[kind]);
    for (const change of some.slice(0, MOST)) lines.push(...changeLines(change));
    if (some.length > MOST) lines.push(`  ... and ${some.length - MOST} more (--json lists them)`);
  }
  lines.push('', ...verdictLines(outcome));
  return `${lines.map(escapeTerminal).join('\n')}\n`;
}

function changeLines({ facts, before, after, reasons, silencesConfirmed }: Change): string[] {
  return [
    `  ${before.score} ${before.level} -> ${after.score} ${after.level}  ${facts.host}  ${facts.title}  ${facts.id}`,
    ...(silencesConfirmed ? ['      a person confirmed this finding'] : []),
    ...reasons.slice(0, MOST_REASONS).map((reason) => `      ${reason}`),
  ];
}

function verdictLines({ silencedStories, loweredConfirmed, refused, forced, saved }: WhatIf): string[] {
  const lines: string[] = [];
  if (silencedStories.length > 0)
    lines.push(`Attacks that would no longer be found (stories): ${silencedStories.join(', ')}`);
  if (loweredConfirmed.length > 0)
    lines.push(`Confirmed findings that would be lowered: ${loweredConfirmed.join(', ')}`);
  if (refused) lines.push('Refused: nothing was saved. Narrow the approval, or give a reason with --force.');
  else if (forced !== undefined && lines.length > 0) lines.push(`Forced: ${forced}`);
  if (saved !== undefined) lines.push(`Saved to ${saved}.`);
  else if (!refused) lines.push('Nothing was saved (--save writes the new judgement).');
  return lines;
}
