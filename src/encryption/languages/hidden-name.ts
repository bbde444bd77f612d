/** Program names that are spelled so that no word of the gates stands in the text. */

/** Quotes and backslashes inside of a word: `o''penssl`, `'c'crypt`, `cc\rypt`. */
const QUOTED_NAME =
  /\w(?:''|"")|[\s;|&(`]\w{0,24}'\w{1,24}'\w|^\w{0,24}'\w{1,24}'\w|(?:^|[\s;|&(])[a-z]{1,12}\\[a-z]{1,12}(?=[\s\\])/;
/** Names put together from variables of a POSIX shell. */
const ASSIGNS = /(?:^|[\s;&|])[A-Za-z_]\w{0,40}=/;
const GLUES = /\$\w{1,40}\$|\w\$[{\w@*]|\$\{[^}\n]{0,80}\}[\w$]|\$\{?IFS/;
/** Letters cut out of variables of cmd.exe, or changed in them, and variables side by side. */
const CUT = /[%!][\w()]{1,40}:(?:~|[^%!\s]{1,64}=)/;
const SIDE_BY_SIDE = /[%!]\w{1,40}[%!](?:[%!]\w|\w)|\w[%!]\w{1,40}[%!]/;
/** Beside a key: the direction, as ccrypt has it. */
const TURNS = /\s(?:-[ed]|--(?:en|de)crypt)\s/;
const SETS = /\bset\s+"?\w/i;

/** May the name of a program be hidden in this command line? */
export function mayHideName(text: string): boolean {
  if (text.includes('$') && GLUES.test(text) && ASSIGNS.test(text)) return true;
  if ((text.includes("'") || text.includes('""') || text.includes('\\')) && QUOTED_NAME.test(text))
    return true;
  if (text.includes(' -K ') && TURNS.test(text)) return true;
  if (!text.includes('%') && !text.includes('!')) return false;
  return CUT.test(text) || (SETS.test(text) && SIDE_BY_SIDE.test(text));
}
