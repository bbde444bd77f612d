/** What users' patterns add to what the readers know by themselves. */
import type { CommandWord } from '../command-line/command-word.ts';
import type { ScriptLanguage } from '../languages/language.ts';
import type { CodeLanguage } from '../languages/reading/code-language.ts';
import type { AddedWords } from '../text-gate.ts';
import type { Tool } from '../tools/tool.ts';
import type { PowershellCalls } from './powershell-calls.ts';

export interface PatternLexicon {
  /** The tool of this program name; built-in tools come first. */
  readonly tool: (program: string, platform: 'windows' | 'posix') => Tool | undefined;
  /** The tool whose arguments these can only be. */
  readonly toolByShape: (words: readonly CommandWord[], platform: 'windows' | 'posix') => Tool | undefined;
  /** The language with the patterns' calls in its vocabulary; `undefined` when they add none. */
  readonly language: (id: ScriptLanguage) => CodeLanguage | undefined;
  readonly powershell: PowershellCalls | undefined;
  /** Words that open the text gates. */
  readonly words: AddedWords | undefined;
}

/** No patterns: everything is as built in. */
export const NO_PATTERNS: PatternLexicon = {
  tool: () => undefined,
  toolByShape: () => undefined,
  language: () => undefined,
  powershell: undefined,
  words: undefined,
};
