/** Walks arguments as getopt-like tools do, so that every grammar states only which options take a value. */
import type { CommandWord } from '../command-line/command-word.ts';
import type { WordRange } from './tool.ts';

/** An option with its value, if it takes one. */
export interface ScannedOption {
  /** Without dashes, as written: `pass`, `o`, `P`. */
  readonly name: string;
  /** True for `--name`. */
  readonly long: boolean;
  readonly value: string | undefined;
  /** Where the value stands; `undefined` without a value. */
  readonly range: WordRange | undefined;
}

export interface ScannedArguments {
  readonly options: readonly ScannedOption[];
  readonly operands: readonly string[];
}

export interface OptionGrammar {
  /** Letters of clustered short options that take a value (glued or as the next word). */
  readonly shortWithValue: string;
  /** May a long option stand for a value option? Given the name as written, without dashes and `=`. */
  readonly longWithValue: (name: string) => boolean;
  /** `-name` is a long option too, as Go's flag package and Apple's tools have it. */
  readonly singleDash?: boolean;
}

/** getopt_long: `-abc value`, `-ovalue`, `--name value`, `--name=value`, `--`. */
export function scanOptions(words: readonly CommandWord[], grammar: OptionGrammar): ScannedArguments {
  const options: ScannedOption[] = [];
  const operands: string[] = [];
  for (let index = 0; index < words.length; index++) {
    const text = words[index]?.text ?? '';
    if (text === '--') {
      for (const rest of words.slice(index + 1)) operands.push(rest.text);
      break;
    }
    const dashes = text.startsWith('--') ? 2 : grammar.singleDash === true && /^-\D/.test(text) ? 1 : 0;
    if (dashes > 0) {
      const equals = text.indexOf('=');
      const name = equals < 0 ? text.slice(dashes) : text.slice(dashes, equals);
      if (equals >= 0) options.push(valued(name, true, words, index, equals + 1));
      else if (grammar.longWithValue(name) && index + 1 < words.length)
        options.push(valued(name, true, words, ++index, 0));
      else options.push({ name, long: true, value: undefined, range: undefined });
    } else if (text.startsWith('-') && text.length > 1) {
      for (let letter = 1; letter < text.length; letter++) {
        const name = text.charAt(letter);
        if (!grammar.shortWithValue.includes(name)) {
          options.push({ name, long: false, value: undefined, range: undefined });
          continue;
        }
        if (letter + 1 < text.length) options.push(valued(name, false, words, index, letter + 1));
        else if (index + 1 < words.length) options.push(valued(name, false, words, ++index, 0));
        else options.push({ name, long: false, value: undefined, range: undefined });
        break;
      }
    } else operands.push(text);
  }
  return { options, operands };
}

function valued(
  name: string,
  long: boolean,
  words: readonly CommandWord[],
  word: number,
  start: number,
): ScannedOption {
  const text = words[word]?.text ?? '';
  return { name, long, value: text.slice(start), range: { word, start, end: text.length } };
}
