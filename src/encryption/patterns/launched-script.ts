/** Scripts and archives that another program runs: `python3 vault.py seal`, `java -jar vault.jar seal`. */
import type { CommandWord } from '../command-line/command-word.ts';
import { programName } from '../command-line/program-name.ts';

export interface LaunchedScript {
  /** Name of the script, as a program's. */
  readonly program: string;
  /** What stands behind it. */
  readonly words: readonly CommandWord[];
}

const LAUNCHERS =
  /^(?:(?:python|pypy|py|perl|ruby|php|node|nodejs|bun|deno)[\d.]*w?|(?:ba|z|da|k|a|fi)?sh|powershell|pwsh|wscript|cscript|java|javaw|dotnet|mono|wine|osascript)$/;
/** Options of theirs that take the next word. */
const VALUED =
  /^(?:-[WXI]|-cp|-classpath|--module-path|-r|--require|--import|-ExecutionPolicy|-ep|-WindowStyle|-w)$/i;
/** Words looked at, and words without a dash among them: `deno run x.js`. */
const MOST_WORDS = 24;
const MOST_OPERANDS = 2;

/**
 * The script `program` runs, if it is one of those that `isSought` knows. Of words without a dash `most` are looked at:
 * the first is the script, and of some launchers (`deno run x.js`, `java -jar x.jar`) the second.
 */
export function launchedScript(
  program: string,
  words: readonly CommandWord[],
  isSought: (program: string) => boolean,
  most = MOST_OPERANDS,
): LaunchedScript | undefined {
  if (!LAUNCHERS.test(program)) return undefined;
  let operands = 0;
  for (let at = 0; at < Math.min(words.length, MOST_WORDS) && operands < most; at++) {
    const { text } = words[at] ?? { text: '' };
    if (VALUED.test(text)) at++;
    else if (!/^(?:-|\/\/)/.test(text)) {
      operands++;
      const name = programName(text);
      if (isSought(name)) return { program: name, words: words.slice(at + 1) };
    }
  }
  return undefined;
}
