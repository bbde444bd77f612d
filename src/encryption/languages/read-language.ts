import type { TextView } from '../layers/text-view.ts';
import type { RecognitionDraft } from '../recognition-draft.ts';
import { readAppleScript } from './applescript/read-applescript.ts';
import { CODE_LANGUAGES } from './code-languages.ts';
import type { ScriptLanguage } from './language.ts';
import { readPowershell } from './powershell/read-script.ts';
import type { CodeLanguage } from './reading/code-language.ts';
import { readCode } from './reading/read-script.ts';
import { mayMatter } from './script-gate.ts';
import { readShellText } from './shell/read-shell.ts';

const CODE: ReadonlyMap<ScriptLanguage, CodeLanguage> = new Map(
  CODE_LANGUAGES.map((language: CodeLanguage) => [language.id, language]),
);

/** Reads `view` as `language` into the draft, gate or no gate. */
export function readAnyway(draft: RecognitionDraft, view: TextView, language: ScriptLanguage): void {
  if (language === 'powershell') readPowershell(draft, view);
  else if (language === 'shell') readShellText(draft, view);
  else if (language === 'applescript') readAppleScript(draft, view);
  else {
    const code = draft.patterns.language(language) ?? CODE.get(language);
    if (code !== undefined) readCode(draft, view, code);
  }
}

/** Reads `view` as `language` into the draft, if its gate lets it through. */
export function readLanguage(draft: RecognitionDraft, view: TextView, language: ScriptLanguage): void {
  if (mayMatter(view.text, language, draft.patterns.words)) readAnyway(draft, view, language);
}
