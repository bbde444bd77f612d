/** What stands before a command in the texts commands are kept in: prompts, crontabs, units, build files. */
import type { CommandWord } from './command-word.ts';

const PROMPT = /^(?:[$%>+*-]|\$\$|RUN|CMD|ENTRYPOINT|PS1>)$/;
/** `run:`, `all:`; the shell's own `:` is a command of one character. */
const LABEL = /^[A-Za-z_][\w.-]*:$/;
const UNIT = /^Exec(?:Start|Stop|Reload|Condition)(?:Pre|Post)?=[-@:+!|]*(?=[/\w])/;
const SCHEDULE = /^(?:[\d*][\d*,/-]*|\d*[-A-Za-z]{3,7})$/;
const NICKNAME = /^@(?:reboot|hourly|daily|midnight|weekly|monthly|yearly|annually)$/;
/** A makefile's recipe that is not to be shown, or whose failure does not matter. */
const RECIPE = /^[@-]+(?=[A-Za-z/])/;

/** The word without its first characters. */
function withoutStart(word: CommandWord, count: number): CommandWord {
  return {
    text: word.text.slice(count),
    start: word.map?.[count] ?? word.start + count,
    end: word.end,
    map: word.map?.slice(count),
  };
}

/** The words without what only leads to the command; two such things may stand together (`- run: x`). */
export function withoutLeadIn(words: readonly CommandWord[]): readonly CommandWord[] {
  const once = withoutOne(words);
  return once === words ? words : withoutOne(once);
}

function withoutOne(words: readonly CommandWord[]): readonly CommandWord[] {
  const first = words[0];
  if (first === undefined || words.length < 2) return words;
  const { text } = first;
  if (PROMPT.test(text) || LABEL.test(text)) return words.slice(1);
  if (NICKNAME.test(text)) return words.slice(1);
  const cut = UNIT.exec(text)?.[0] ?? RECIPE.exec(text)?.[0];
  if (cut !== undefined) return [withoutStart(first, cut.length), ...words.slice(1)];
  const scheduled =
    words.length > 5 && /^[\d*]/.test(text) && words.slice(0, 5).every((word) => SCHEDULE.test(word.text));
  if (!scheduled) return words;
  return words[5]?.text === 'root' ? words.slice(6) : words.slice(5);
}
