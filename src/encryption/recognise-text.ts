/** Reads a text of which nobody said whether it is a command line, a script or a log text. */
import type { Recognition } from './encryption-operation.ts';
import { likelyLanguages } from './languages/guess-language.ts';
import type { ScriptLanguage } from './languages/language.ts';
import type { Recogniser } from './recognise.ts';
import { verdictOf } from './verdict.ts';
import type { Verdict } from './verdict.ts';

export type TextPlatform = 'windows' | 'macos' | 'linux' | 'esxi';

const BINDINGS = /^\s*(?:CommandInvocation|ParameterBinding|NonTerminatingError|TerminatingError)\(/;
/** What a fragment is tried as that shows no sign of its language. */
const UNSIGNED: readonly ScriptLanguage[] = [
  'powershell',
  'python',
  'javascript',
  'ruby',
  'perl',
  'php',
  'vbscript',
];

/**
 * The readings that the platform and the text allow, and of these the one that says most. Reading a command line as a
 * script as well costs little, because each reader refuses what it does not know; the less likely languages are asked
 * only as long as nothing symmetric was read.
 */
export function recogniseText(recogniser: Recogniser, text: string, platform: TextPlatform): Recognition {
  if (BINDINGS.test(text)) return recogniser.recogniseBindings(text);
  const [guessed, ...others] = likelyLanguages(text);
  const command = recogniser.recogniseCommandLine(text, platform === 'windows' ? 'windows' : 'posix');
  const first = guessed === undefined ? [] : [guessed];
  if (platform === 'windows' && guessed !== 'powershell') first.push('powershell');
  const scripts = first.map((language) => recogniser.recogniseScript(text, language));
  // Of equal readings the first is believed; code of a language is no command line by chance.
  const code = guessed !== undefined && guessed !== 'shell' && guessed !== 'powershell';
  let best = (code ? [...scripts, command] : [command, ...scripts]).reduce(better);
  for (const language of new Set([...others, ...UNSIGNED])) {
    const { class: found, operation } = verdictOf(best);
    if (found === 'symmetric' && operation?.algorithm !== undefined) break;
    if (!first.includes(language)) best = better(best, recogniser.recogniseScript(text, language));
  }
  return best;
}

const WEIGHT = {
  symmetric: 60,
  hybrid: 50,
  asymmetric: 40,
  hash: 30,
  encoding: 20,
  compression: 10,
  none: 0,
} as const;

/** A later reading must be surer than by the depth of a layer to be believed before an earlier one. */
const CLEARLY_SURER = 0.1;

function better(best: Recognition, reading: Recognition): Recognition {
  const [before, now] = [verdictOf(best), verdictOf(reading)];
  const more = strength(now) - strength(before);
  if (more !== 0) return more > 0 ? reading : best;
  const surer = (now.operation?.confidence ?? 0) - (before.operation?.confidence ?? 0);
  return surer > CLEARLY_SURER ? reading : best;
}

function strength({ class: verdict, operation }: Verdict): number {
  const told =
    (operation?.algorithm === undefined ? 0 : 0.5) + (operation?.direction === 'unknown' ? 0 : 0.25);
  return WEIGHT[verdict] + (operation?.tier ?? 0) + told;
}
