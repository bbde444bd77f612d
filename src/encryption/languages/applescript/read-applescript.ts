/**
 * Reads AppleScript: what it hands to the shell (`do shell script`), to a terminal (`do script`) and to itself
 * (`run script`), put together from literals, variables, character codes and reversals.
 */
import type { TextView } from '../../layers/text-view.ts';
import type { RecognitionDraft } from '../../recognition-draft.ts';
import { ScriptStages } from '../reading/script-stages.ts';
import { textOf } from '../reading/constant-text.ts';
import type { Value } from '../reading/value.ts';
import type { Syntax } from '../syntax/syntax.ts';
import type { Token } from '../syntax/token.ts';
import { tokenise } from '../syntax/tokenise.ts';
import { AppleScriptExpression } from './expression.ts';

const SYNTAX: Syntax = {
  lineComments: ['--', '#'],
  blockComments: [['(*', '*)']],
  quotes: [{ open: '"', close: '"', escapes: 'backslash', lines: true }],
  names: /[A-Za-z_]\w*/y,
  lineEnds: true,
  continuation: '\u00AC',
  caseless: true,
};

/** Reads `view` as AppleScript into the draft. */
export function readAppleScript(draft: RecognitionDraft, view: TextView): void {
  const tokens = tokenise(view.text, SYNTAX);
  const stages = new ScriptStages(draft, view, 'applescript');
  const variables = new Map<string, Value>();
  const spend = (steps: number): boolean => draft.spendFoldWork(steps);
  const word = (at: number, ...texts: readonly string[]): boolean =>
    texts.every((text, index) => tokens[at + index]?.kind !== 'text' && tokens[at + index]?.text === text);
  for (let at = 0; at < tokens.length; at++) {
    const token = tokens[at];
    if (token?.kind !== 'name') continue;
    const name = tokens[at + 1];
    if ((token.text === 'set' && word(at + 2, 'to')) || (token.text === 'property' && word(at + 2, ':'))) {
      const value = new AppleScriptExpression(tokens, at + 3, variables, spend).read(tokens.length);
      if (value !== undefined && name !== undefined && variables.size < 4096)
        bind(variables, name.text, value);
      continue;
    }
    const shell = word(at, 'do', 'shell', 'script');
    const terminal = !shell && word(at, 'do', 'script');
    const script = word(at, 'run', 'script');
    if (!shell && !terminal && !script) continue;
    const expression = new AppleScriptExpression(tokens, at + (shell ? 3 : 2), variables, spend);
    const value = expression.read(tokens.length);
    if (value === undefined) continue;
    if (!script) stages.command([value], 'posix', 1);
    else stages.code(value, languageOf(tokens, expression.at));
  }
  stages.read();
}

/** `run script x in "JavaScript"` */
function languageOf(tokens: readonly Token[], at: number): 'javascript' | 'applescript' {
  return tokens[at]?.text === 'in' && /javascript/i.test(tokens[at + 1]?.text ?? '')
    ? 'javascript'
    : 'applescript';
}

/** What is not known keeps the name, so that it stands in commands as a variable. */
function bind(variables: Map<string, Value>, name: string, value: Value): void {
  variables.set(
    name,
    textOf(value) === undefined && value.items === undefined
      ? { start: value.start, end: value.end, place: name }
      : { ...value, place: name },
  );
}
