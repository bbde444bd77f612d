import { visibleText } from './visible-text.ts';

/**
 * Makes untrusted text safe for a terminal: one line, no control, bidirectional, zero-width or broken character left.
 * Every byte of log content that reaches a terminal passes here.
 */
export function escapeTerminal(text: string): string {
  return visibleText(text);
}
