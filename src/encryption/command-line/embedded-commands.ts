/**
 * Commands inside the small programs that other tools are given: `awk 'BEGIN{system("...")}'`, `vim -c ':!...'`,
 * `expect -c 'spawn ...'`, `socat - EXEC:"..."`, `lua -e 'os.execute("...")'`. The languages themselves are not read.
 */
import type { TextView } from '../layers/text-view.ts';

const HOSTS =
  /^(?:[gmn]?awk|lua(?:jit|\d[\d.]*)?|tclsh[\d.]*|wish[\d.]*|expect|socat|r?vim?|nvim|rview|view|ex|ed|gdb|lldb|r|rscript|julia|octave|emacs|make|gmake|tmux|screen|git|sqlite3|psql|mysql|mariadb|groovy|jrunscript|jshell|scala|swift|irb|pry|ghci|ocaml|man|less|more|ftp|sftp|tar|gtar|gimp|nmap|elixir|erl|guile|racket|sbcl|crystal|nim)$/;
/** Texts in quotes; behind a mark that starts commands; behind a word that does. */
const FORMS: readonly RegExp[] = [
  /"((?:[^"\\\n]|\\.){6,2000})"/g,
  /'([^'\n]{6,2000})'/g,
  /(?:^|[\s:;"'=\\])!{1,2}\s{0,4}([^\n]{4,2000})/g,
  /\b(?:exec|spawn)[\s{]{1,4}([^;\]\n{}]{4,2000})/g,
  /\b(?:EXEC|SYSTEM|SHELL):["']?([^,"'\n]{4,2000})/gi,
  /--checkpoint-action=exec=([^\n]{4,2000})/g,
  /(?:^|\n)[^\n:]{1,80}:[^\n]{0,200}\n\t([^\n]{4,2000})/g,
];
const MOST = 16;
/** A command has words. */
const SEVERAL_WORDS = /\S\s+\S/;

/** May this program start the commands that stand in its arguments? */
export function hostsCommands(program: string): boolean {
  return HOSTS.test(program);
}

/** The stretches of one argument, or of the input, that may be commands. */
export function embeddedCommands(view: TextView): TextView[] {
  const found = new Map<string, TextView>();
  for (const form of FORMS) {
    for (const match of view.text.matchAll(form)) {
      const text = match[1] ?? '';
      const start = match.index + match[0].indexOf(text);
      if (found.size >= MOST) return [...found.values()];
      if (SEVERAL_WORDS.test(text) && !found.has(text))
        found.set(text, view.part(start, start + text.length));
    }
  }
  return [...found.values()];
}
