/** `$(echo openssl) enc ...`: words of a command that other commands print, put in where that can be worked out. */
import { closingBracket } from '../../command-line/closing-bracket.ts';
import type { CommandWord, SimpleCommand } from '../../command-line/command-word.ts';
import { wordOffset, wordView } from '../../command-line/command-word.ts';
import { splitPosixCommands } from '../../command-line/posix-commands.ts';
import { staticOutput } from '../../command-line/static-output.ts';
import { decodeText } from '../../layers/decode-text.ts';
import type { TextView } from '../../layers/text-view.ts';
import type { RecognitionDraft } from '../../recognition-draft.ts';
import { quoting } from './quoting.ts';
import { DECLARES, isAssignment, RESERVED } from './shell-variables.ts';
import type { ShellVariables } from './shell-variables.ts';

/** Substitutions of one word that are worked out. */
const MOST = 8;
const LONGEST = 16_384;

type WordPlace = 'head' | 'argument' | 'assignment';

interface Substitution {
  readonly start: number;
  readonly innerStart: number;
  readonly innerEnd: number;
  readonly end: number;
}

/** The first substitution at or after `from`. */
function substitutionIn(text: string, from: number): Substitution | undefined {
  for (let at = from; at < text.length; at++) {
    const letter = text.charAt(at);
    if (letter === '`') {
      const close = text.indexOf('`', at + 1);
      return close < 0 ? undefined : { start: at, innerStart: at + 1, innerEnd: close, end: close + 1 };
    }
    if (letter !== '$' || text.charAt(at + 1) !== '(' || text.charAt(at + 2) === '(') continue;
    const close = closingBracket(text, at + 2);
    if (close >= 0) return { start: at, innerStart: at + 2, innerEnd: close, end: close + 1 };
    return undefined;
  }
  return undefined;
}

function printedBy(
  draft: RecognitionDraft,
  view: TextView,
  word: CommandWord,
  found: Substitution,
  variables: ShellVariables,
): string | undefined {
  const inner = wordView(view, word).part(found.innerStart, found.innerEnd);
  const last = splitPosixCommands(inner).at(-1);
  if (last === undefined || !draft.spendFoldWork(found.end - found.start)) return undefined;
  const content = staticOutput(draft, variables.expand(last))?.content;
  const text = typeof content === 'string' || content === undefined ? content : decodeText(content);
  return text === undefined || text.length > LONGEST ? undefined : text.replace(/\n+$/, '');
}

function expandWord(
  draft: RecognitionDraft,
  view: TextView,
  word: CommandWord,
  variables: ShellVariables,
  place: WordPlace,
): CommandWord[] {
  const kinds = quoting(view.text.slice(word.start, word.end));
  let { text } = word;
  let map = Array.from({ length: text.length }, (_, index) => wordOffset(word, index));
  let splits = false;
  let from = 0;
  for (let round = 0; round < MOST; round++) {
    const found = substitutionIn(text, from);
    if (found === undefined) break;
    const start = map[found.start] ?? word.start;
    // What a variable held stands elsewhere, and is text.
    const kind = kinds[start - word.start] ?? 1;
    const current = { text, map, start: word.start, end: word.end };
    const output = kind === 1 ? undefined : printedBy(draft, view, current, found, variables);
    // Whole commands among the arguments are the business of what runs them: `sh -c "$(...)"`.
    const printed = place !== 'argument' || !/\s/.test(output ?? '') ? output : undefined;
    if (printed === undefined) {
      from = found.end;
      continue;
    }
    splits ||= kind === 0 && place !== 'assignment';
    // The whole of it stands for what it prints, up to its last character.
    const places = Array.from(printed, (_, index) =>
      index === printed.length - 1 ? (map[found.end - 1] ?? start) : start,
    );
    text = text.slice(0, found.start) + printed + text.slice(found.end);
    map = [...map.slice(0, found.start), ...places, ...map.slice(found.end)];
    from = found.start + printed.length;
  }
  if (text === word.text) return [word];
  if (!splits || !/\s/.test(text)) return [{ text, map, start: word.start, end: word.end }];
  return [...text.matchAll(/\S+/g)].map(({ 0: part, index }) => ({
    text: part,
    map: map.slice(index, index + part.length),
    start: word.start,
    end: word.end,
  }));
}

/** The command with what its substitutions are certain to print; what it assigns by them is noted. */
export function withSubstitutions(
  draft: RecognitionDraft,
  command: SimpleCommand,
  variables: ShellVariables,
): SimpleCommand {
  if (!command.words.some(({ text }) => text.includes('$(') || text.includes('`'))) return command;
  const program = programPlace(command.words);
  const assigned: CommandWord[] = [];
  const words = command.words.flatMap((word, index) => {
    if (!word.text.includes('$(') && !word.text.includes('`')) return [word];
    const place =
      isAssignment(word) && index <= program ? 'assignment' : index === program ? 'head' : 'argument';
    const expanded = expandWord(draft, command.view, word, variables, place);
    if (place === 'assignment' && expanded[0] !== word) assigned.push(...expanded);
    return expanded;
  });
  // Assignments before a program hold for it alone.
  if (program >= command.words.length) variables.keep(assigned, command.view);
  return words.length === 0 ? command : { ...command, words };
}

/** Number of the word that is the program; behind the last one where the command only assigns. */
function programPlace(words: readonly CommandWord[]): number {
  if (DECLARES.test(words[0]?.text ?? '')) return words.length;
  const place = words.findIndex((word) => !isAssignment(word) && !RESERVED.test(word.text));
  return place < 0 ? words.length : place;
}
