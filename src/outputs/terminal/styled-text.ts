import { styleText } from 'node:util';
import type { Level } from '../../findings/finding.ts';

/** What a piece of text is, not how it looks. */
export type Style =
  | 'plain'
  | 'strong'
  | 'faint'
  | 'label'
  | 'evidence'
  | 'good'
  | 'missing'
  | 'badge'
  | Level;

export interface StyledText {
  readonly text: string;
  readonly style: Style;
}

type Format = Parameters<typeof styleText>[0];

const formats: Readonly<Record<Exclude<Style, 'plain'>, Format>> = {
  strong: 'bold',
  faint: 'dim',
  label: 'cyan',
  evidence: 'yellow',
  good: 'green',
  missing: 'magenta',
  badge: ['bold', 'inverse'],
  critical: ['bold', 'red'],
  high: 'red',
  medium: 'yellow',
  low: 'blue',
  info: 'dim',
};

/** Applies the style's escape sequences; `text` is escaped already. */
export function paint({ text, style }: StyledText, colour: boolean): string {
  if (!colour || style === 'plain' || text === '') return text;
  return styleText(formats[style], text, { validateStream: false });
}

export function styled(style: Style, text: string): StyledText {
  return { text, style };
}
