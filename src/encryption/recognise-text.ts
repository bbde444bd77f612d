/** Reads a text of which nobody said whether it is a command line, a script or a log text. */
import type { Recognition } from './encryption-operation.ts';
import type { Recogniser } from './recognise.ts';
import { guessLanguage } from './languages/guess-language.ts';
import { verdictOf } from './verdict.ts';

export type TextPlatform = 'windows' | 'macos' | 'linux' | 'esxi';

const BINDINGS = /^\s*(?:CommandInvocation|ParameterBinding|NonTerminatingError|TerminatingError)\(/;

/**
 * Every reading that the platform and the text allow, and of these the one that says most. Reading a command line as a
 * script as well costs little, because each reader refuses what it does not know.
 */
export function recogniseText(recogniser: Recogniser, text: string, platform: TextPlatform): Recognition {
  if (BINDINGS.test(text)) return recogniser.recogniseBindings(text);
  const readings = [recogniser.recogniseCommandLine(text, platform === 'windows' ? 'windows' : 'posix')];
  const guessed = guessLanguage(text);
  if (guessed !== undefined) readings.push(recogniser.recogniseScript(text, guessed));
  if (platform === 'windows' && guessed !== 'powershell')
    readings.push(recogniser.recogniseScript(text, 'powershell'));
  return readings.reduce((best, reading) => (says(reading) > says(best) ? reading : best));
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

function says(recognition: Recognition): number {
  const verdict = verdictOf(recognition);
  return WEIGHT[verdict.class] + (verdict.operation?.tier ?? 0) + (verdict.operation?.confidence ?? 0);
}
