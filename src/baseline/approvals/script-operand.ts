/**
 * What an interpreter was started for, told by its words alone and strictly: a path that merely stands among the arguments
 * is not it, because anybody can add an argument. An option that might load other code, or that is not known, leaves it open.
 */
import { lastSegment } from '../identity/canonical-path.ts';

export type ScriptOperand =
  | { readonly kind: 'file'; readonly path: string }
  | { readonly kind: 'code'; readonly code: string };

interface Interpreter {
  readonly name: RegExp;
  /** Options that change nothing of what is run. */
  readonly plain: RegExp;
  /** Such options that take the next word. */
  readonly valued?: RegExp;
  /** Options whose next word is code. */
  readonly code?: RegExp;
  /** Options whose next word is the file; without one it is the first word that is no option. */
  readonly file?: RegExp;
  /** A file is only named by option. */
  readonly fileByOption?: true;
}

/** After the manual page of each; what loads code (`perl -M`, `ruby -r`, `java -javaagent`, `bash --rcfile`) is missing. */
const INTERPRETERS: readonly Interpreter[] = [
  {
    name: /^-?(?:ba|da|k|mk|z)?sh[\d.]*$/,
    plain: /^(?:[-+][abefhkmnptuvxBCEHPT]+|--norc|--noprofile|--posix|--verbose|--)$/,
    valued: /^[-+][abefhkmnptuvxBCEHPT]*o$/,
    code: /^-[abefhkmnptuvxBCEHPT]*c$/,
  },
  {
    name: /^(?:python|pypy|platform-python)[\d.]*$/,
    plain: /^(?:-[bBdEhIOPqRsSuvVx]+|-[WX].+|--)$/,
    valued: /^-[WX]$/,
    code: /^-[bBdEhIOPqRsSuvVx]*c$/,
  },
  { name: /^perl[\d.]*$/, plain: /^(?:-[wWtT]+|--)$/, code: /^-[wWtT]*[eE]$/ },
  { name: /^ruby[\d.]*$/, plain: /^(?:-w|-W\d?|--)$/, code: /^-w?e$/ },
  {
    name: /^(?:node|nodejs)[\d.]*$/,
    plain: /^(?:--no-warnings|--enable-source-maps|--max-old-space-size=\d+|--)$/,
    code: /^(?:-e|--eval)$/,
  },
  { name: /^php[\d.]*$/, plain: /^(?:-n|-q|--)$/, code: /^-r$/, file: /^-f$/ },
  { name: /^osascript$/, plain: /^--$/, valued: /^-[ls]$/, code: /^-e$/ },
  { name: /^javaw?$/, plain: /^-(?:Xm[sx]\d+[kmgKMG]?|server)$/, file: /^-jar$/, fileByOption: true },
  { name: /^[cw]script$/, plain: /^\/\/(?:b|nologo|e:(?:vbscript|jscript))$/i },
  {
    name: /^(?:powershell|pwsh)$/,
    plain: /^-(?:nop|noprofile|nologo|noninteractive|sta|mta)$/i,
    valued: /^-(?:ep|ex|executionpolicy|windowstyle|inputformat|outputformat)$/i,
    file: /^-(?:f|file)$/i,
    fileByOption: true,
  },
];

const MOST_OPTIONS = 32;

/** `image` is the path of the program, `words` its arguments without its own name. `undefined`: it cannot be told. */
export function scriptOperand(image: string, words: readonly string[]): ScriptOperand | undefined {
  const name = lastSegment(image)
    .toLowerCase()
    .replace(/\.exe$/, '');
  const interpreter = INTERPRETERS.find((one) => one.name.test(name));
  if (interpreter === undefined) return undefined;
  const { plain, valued, code, file, fileByOption } = interpreter;
  for (let at = 0; at < Math.min(words.length, MOST_OPTIONS); at++) {
    const word = words[at] ?? '';
    const next = words[at + 1];
    if (code?.test(word) === true) return next === undefined ? undefined : { kind: 'code', code: next };
    if (file?.test(word) === true) return fileOperand(next);
    if (word === '--' && plain.test(word)) return fileByOption === true ? undefined : fileOperand(next);
    if (valued?.test(word) === true) at++;
    else if (!plain.test(word)) return fileByOption === true ? undefined : fileOperand(word);
  }
  return undefined;
}

/** An option is no file, and `..` leads where a link may have been put. */
function fileOperand(word: string | undefined): ScriptOperand | undefined {
  if (word === undefined || word === '' || /^[-+]/.test(word)) return undefined;
  return word.split(/[\\/]/).includes('..') ? undefined : { kind: 'file', path: word };
}
