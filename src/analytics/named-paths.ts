/** Paths that a process names on its command line, as far as its own folder lets them be told. */
import type { Process } from '../hosts/process.ts';

const MOST_PATHS = 256;
const LONGEST = 4_096;
/** Of an archive in parts (`a.7z.001`), which its maker names as a whole. */
const VOLUME = /\.\d{3}$/;
const remembered = new WeakMap<Process, ReadonlySet<string>>();

/** Lower case, parts of an archive also as the whole; relative ones are made absolute where the working folder is known. Remembered by process. */
export function namedPaths(process: Process): ReadonlySet<string> {
  const known = remembered.get(process);
  if (known !== undefined) return known;
  const paths = new Set<string>();
  for (const word of wordsOf(process).slice(1)) {
    for (const part of parts(word)) {
      if (paths.size >= MOST_PATHS) continue;
      const path = absolutePath(part, process);
      paths.add(path);
      const whole = path.replace(VOLUME, '');
      if (whole !== path) paths.add(whole);
    }
  }
  remembered.set(process, paths);
  return paths;
}

const LONGEST_LINE = 65_536;

/** The words of its command line. Exact where a sensor gave the list; otherwise cut at blanks, quotes taken off. */
export function wordsOf({
  arguments: list,
  commandLine,
  platform,
}: Pick<Process, 'arguments' | 'commandLine' | 'platform'>): readonly string[] {
  return list ?? splitWords(commandLine?.slice(0, LONGEST_LINE) ?? '', platform === 'windows' ? '"' : `"'`);
}

/** Quotes may stand in the middle of a word (`--form=@"C:\a b"`); one that is never closed goes on to the end. */
function splitWords(line: string, quotes: string): string[] {
  const words: string[] = [];
  let word = '';
  let begun = false;
  let quote = '';
  for (const char of line) {
    if (quote !== '' ? char === quote : quotes.includes(char)) {
      quote = quote === '' ? char : '';
      begun = true;
    } else if (quote === '' && BLANK.test(char)) {
      if (begun) words.push(word);
      word = '';
      begun = false;
    } else {
      word += char;
      begun = true;
    }
  }
  if (begun) words.push(word);
  return words;
}

const BLANK = /\s/;

/** The word itself, and what stands behind `@`, `=`, `file://` or a one-letter option in it. */
function* parts(word: string): Generator<string> {
  const bare = word.replace(/^["']|["']$/g, '');
  if (bare === '' || bare.length > LONGEST) return;
  if (!bare.startsWith('-')) yield bare;
  const marks = [bare.lastIndexOf('@'), bare.lastIndexOf('='), bare.startsWith('file://') ? 6 : -1];
  for (const mark of marks) if (mark >= 0 && mark < bare.length - 1) yield bare.slice(mark + 1);
  if (/^-[A-Za-z]./.test(bare)) yield bare.slice(2);
}

/** `a/./b/../c` of the process's folder, lower case; URLs and Windows paths are only put in lower case. */
export function absolutePath(path: string, { cwd, platform }: Process): string {
  const lower = path.toLowerCase();
  if (platform === 'windows' || lower.includes('://')) return lower;
  const full = lower.startsWith('/') ? lower : cwd === undefined ? lower : `${cwd.toLowerCase()}/${lower}`;
  if (!full.startsWith('/')) return full.replace(/^\.\//, '');
  const folders: string[] = [];
  for (const name of full.split('/')) {
    if (name === '' || name === '.') continue;
    if (name === '..') folders.pop();
    else folders.push(name);
  }
  return `/${folders.join('/')}`;
}
