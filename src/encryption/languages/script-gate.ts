/**
 * The literal gates of the script languages: what a text must contain for its reader to find anything. Built from the
 * vocabulary itself, so that a new construct opens its gate. Nearly every script fails here, in some microseconds a
 * kilobyte at most; `false` must be certain.
 */
import { LiteralScan } from '../literal-scan.ts';
import { mayMatterInCommandLine, mayMatterInScript } from '../text-gate.ts';
import type { AddedWords } from '../text-gate.ts';
import { TOOL_NAMES } from '../tools/find-tool.ts';
import { CODE_LANGUAGES } from './code-languages.ts';
import { mayHideName } from './hidden-name.ts';
import type { ScriptLanguage } from './language.ts';
import { CIPHER_ONLY } from './reading/cipher-methods.ts';
import type { CodeLanguage } from './reading/code-language.ts';
import type { Construct } from './reading/construct.ts';
import { WordClasses } from './word-classes.ts';
import type { ClassedWord } from './word-classes.ts';

/** Ciphers, and PowerShell in strings: enough by themselves. */
const CIPHER = 1;
/** Decoders, which matter with something that is run, or long. */
const DECODER = 2;
const CODE = 4;
/** What finds a thing by its name. */
const LOAD = 8;
/** What runs commands, which matter with a tool in sight. */
const COMMAND = 16;
const TOOL = 32;
/** Numbers of hand-written ciphers. */
const OCTET = 64;
const TABLE = 128;

/** Last parts of names that are too common to tell anything; the part before them does. */
const COMMON = new Set(
  'new function cipher run call bytes path decode encode encrypt decrypt loads decompress parse apply exec from open'.split(
    ' ',
  ),
);

/** The part of a name that must stand in a text which uses it. */
function telling(name: string, orAny: boolean): string | undefined {
  const parts = name.split(/[.:$\\]+/).filter((part) => part.length > 2);
  const lower = parts.map((part) => part.toLowerCase());
  return lower.findLast((part) => !COMMON.has(part)) ?? (orAny ? lower[lower.length - 1] : undefined);
}

function classOf(construct: Construct): number {
  switch (construct.does) {
    case 'cipher':
      return CIPHER;
    case 'code':
      return CODE;
    case 'load':
      return LOAD;
    case 'command':
      return COMMAND;
    case 'fold':
      return construct.hides === true ? DECODER : 0;
    default:
      return 0;
  }
}

function words(list: readonly string[], kind: number, whole: boolean): ClassedWord[] {
  return list.map((text) => ({ text, whole, class: kind }));
}

const SHARED: readonly ClassedWord[] = [
  ...words(
    [...CIPHER_ONLY].map((name) => name.toLowerCase()),
    CIPHER,
    true,
  ),
  ...words(['new-object', 'createencryptor', 'createdecryptor', '.cryptography.'], CIPHER, false),
  ...words(
    TOOL_NAMES.filter((name) => name.length > 2),
    TOOL,
    true,
  ),
  // Arguments that give away a renamed tool, and what unwraps hidden commands.
  ...words(
    '-pass¦-symmetric¦-aes¦-des¦-chacha¦-camellia¦-kfile¦:crypt¦powershell¦pwsh¦base64¦xxd¦osascript¦ -hp'.split(
      '¦',
    ),
    TOOL,
    false,
  ),
  ...words('255 256 0xff 0x100'.split(' '), OCTET, true),
  ...words('0x63 124 0x52 106 243f6a88 608135816 61707865 1634760805 expand'.split(' '), TABLE, false),
  ...words(['24:', '24=', '24 =', '50,', '50 ,'], TABLE, false),
];

function vocabularyOf({ constructs }: CodeLanguage): ClassedWord[] {
  const seen = new Map<string, ClassedWord>();
  for (const construct of constructs) {
    const kind = classOf(construct);
    if (kind === 0) continue;
    for (const name of construct.names.split(' ')) {
      const text = telling(name, kind !== CIPHER);
      if (text !== undefined) seen.set(`${kind} ${text}`, { text, whole: true, class: kind });
    }
  }
  return [...seen.values()];
}

/** The classes of a language, with the names that users' patterns add: of ciphers, and of programs. Lower case. */
export function wordClassesOf(
  language: CodeLanguage,
  ciphers: readonly string[] = [],
  tools: readonly string[] = [],
): WordClasses {
  return new WordClasses([
    ...vocabularyOf(language),
    ...SHARED,
    // In `Vault->new` a dash follows, which goes on a name elsewhere.
    ...words(ciphers, CIPHER, false),
    ...words(tools, TOOL, true),
  ]);
}

const CLASSES: ReadonlyMap<ScriptLanguage, WordClasses> = new Map(
  CODE_LANGUAGES.map((language: CodeLanguage) => [language.id, wordClassesOf(language)]),
);
const SHORT_TOOL = /7z/i;
/** Code handed to an interpreter. */
const INLINE_CODE =
  /(?:python|pypy|\bpy|node|bun|deno|perl|ruby|php)[\d.]{0,6}w?(?:\.exe)?["']?[\s,'"]{1,8}(?:-\w{1,12}[\s,'"]{1,8}){0,3}(?:-{1,2}[a-z]{0,5}[cepr]\b|eval|-["'\s])/i;
/** A long base64 text after `-e`, `/enc` and the like, and a password glued to its switch. */
const ENCODED = /[-/–—―]e[a-z]{0,14}\s+["']?[A-Za-z0-9+/]{24}/i;
const GLUED_PASSWORD = /[\s"'][-/]h?p["']?[^\s"'/-]/i;
const RUNNER = /(?:run|exec|execute|cmd|shell|system|call|popen|sh|bash|spawn|command)\w{0,40}\s{0,4}\(/i;
const LITERAL_COMMANDS: ReadonlySet<ScriptLanguage> = new Set<ScriptLanguage>(['ruby', 'perl', 'php']);
const BACKTICKS = /`[^`\n]{2,400}`|%x|\bqx\b/;
/** `Function(...)` and `Cipher`, of which the lower-case words are everywhere. */
const CAPITALS = /\bFunction\s{0,4}\(|\bCipher\b/;
const LONG_LITERAL = /[A-Za-z0-9+/=_-]{40}/;
/** Letter games that every language has as methods. */
const REARRANGES =
  /\[::-1\]|(?:\d{1,3}\s?,\s?){12}|\brevers|\breplace|\bgsub\b|\btr\b|\bsplit\b|\bjoin\b|\bmap\b/;
/** Texts inside of texts: escapes of letters, and pieces joined. */
const ESCAPED =
  /\\{1,16}(?:x[0-9a-f]{2}|[0-7]{3})\\{1,16}(?:x[0-9a-f]{2}|[0-7]{3})|\\["'`]\s{0,4}[+.&]\s{0,4}\\{1,16}["'`]/i;
/** Commands that unhide others, in either family of shells. */
const HIDDEN_COMMAND =
  /\|\s{0,4}(?:\/\w{1,8}){0,3}\/?(?:ba|z|da|k|a)?sh\b|<<<|\brev\b|\beval\b|\$\\{0,16}'|\$\(|\bsh\s{1,4}-\w{0,4}c\b|\w\^\w|%\w{1,40}(?:%|:~)|\bmshta\b|\$\{?\w{1,20}\}?["']{0,2}\$[{\w]|\w(?:''|"")\w|[\w\s]['"]\w{1,20}['"]\w|\/\^\w|<<|\{\w{1,16},/;
/** Arithmetic of ciphers written by hand, and their tables. */
const MIXES = /[\w\])]\s{0,4}\^=?\s{0,4}[\w([$&@-]|\bxor\b/i;
const COMES_ROUND = /%|\bmod\b|cycle|repeat|\bx\b|string/i;
const WRAPS = /(?:[%&]=?|\bmod)\s{0,8}(?:25[56]|0xff|0x100)\b/i;
const TABLES =
  /0x0?63\W{1,16}0x0?7c|\b99\W{1,16}124\b|0x0?52\W{1,16}0x0?9\b|\b82\W{1,16}9\W{1,16}106\b|\b16\W{1,8}10\W{1,8}24\b|\b58\W{1,8}50\W{1,8}42\b|243f6a88|608135816|61707865|1634760805|expand 32-byte k/i;
/** Names put together from literals, and spelled out in escapes. */
const JOINED =
  /['"`]\s{0,16}(?:[+.&]|<<)\s{0,16}[bru]{0,2}['"`]|(?<=\w['"])\s{1,16}[bru]{0,2}['"](?=\w)|\\\r?\n/g;
const ESCAPES = /\\x([0-9a-fA-F]{2})|\\u\{?([0-9a-fA-F]{1,6})\}?|\\([0-7]{3})/g;
/** A member named by a text that is put together. */
const COMPUTED = /\[\s{0,4}['"`][^'"`\n]{0,80}['"`]\s{0,4}[+.]/;

/** The text with its literals joined and their escapes undone, roughly: enough to find words in. */
function collapsed(text: string): string | undefined {
  const joined = text.replace(JOINED, '');
  const plain = joined.includes('\\')
    ? joined.replace(ESCAPES, (all, byte?: string, unit?: string, octal?: string) => {
        const code =
          octal === undefined ? Number.parseInt(byte ?? unit ?? '', 16) : Number.parseInt(octal, 8);
        return code <= 0x10_ffff ? String.fromCodePoint(code) : all;
      })
    : joined;
  return plain.length === text.length ? undefined : plain;
}

function opens(text: string, found: number, language: ScriptLanguage): boolean {
  if ((found & CIPHER) !== 0 || CAPITALS.test(text)) return true;
  const code = (found & CODE) !== 0;
  const tools = (found & TOOL) !== 0 || SHORT_TOOL.test(text);
  const commands =
    (found & COMMAND) !== 0 ||
    (tools && RUNNER.test(text)) ||
    (LITERAL_COMMANDS.has(language) && BACKTICKS.test(text));
  if ((found & DECODER) !== 0 && (code || commands || (found & LOAD) !== 0 || LONG_LITERAL.test(text)))
    return true;
  if (code && (REARRANGES.test(text) || ESCAPED.test(text))) return true;
  if ((found & TABLE) !== 0 && TABLES.test(text)) return true;
  return (
    commands &&
    (tools ||
      HIDDEN_COMMAND.test(text) ||
      INLINE_CODE.test(text) ||
      GLUED_PASSWORD.test(text) ||
      ENCODED.test(text))
  );
}

function mayMatterInCode(text: string, language: ScriptLanguage, added: AddedWords | undefined): boolean {
  const classes = added?.classes.get(language) ?? CLASSES.get(language);
  if (classes === undefined) return true;
  const found = classes.find(text, CIPHER);
  if (opens(text, found, language)) return true;
  if ((found & OCTET) !== 0 && WRAPS.test(text)) return true;
  if (mixes(text)) return true;
  if ((found & (CODE | LOAD | COMMAND)) === 0 && !COMPUTED.test(text) && !RUNNER.test(text)) return false;
  const plain = collapsed(text);
  if (plain === undefined) return false;
  return mixes(plain) || opens(plain, classes.find(plain, CIPHER) | (found & TABLE), language);
}

function mixes(text: string): boolean {
  return (text.includes('^') || /xor/i.test(text)) && MIXES.test(text) && COMES_ROUND.test(text);
}

/** A POSIX shell or an interpreter started from PowerShell. */
const RUNS_SHELL =
  /\b(?:ba|z|da)?sh['"]?\s{1,4}-\w{0,4}c\b|\b(?:python|perl|ruby|node|php|osascript)[\d.]{0,6}(?:\.exe)?['"]?\s{1,4}['"]?-/i;
const SHELL_HIDES =
  /[$`\\]|<<|base64|xxd|\brev\b|eval|(?:python|perl|ruby|php|node|deno|osascript)[\d.]{0,6}\s/;

/** May this text, read as `language`, show encryption? */
export function mayMatter(text: string, language: ScriptLanguage, added?: AddedWords): boolean {
  switch (language) {
    case 'powershell':
      return mayMatterInScript(text, added) || RUNS_SHELL.test(text);
    case 'shell':
      return mayMatterInCommandLine(text, added) || SHELL_HIDES.test(text);
    case 'applescript':
      return /\b(?:do|run)\s{1,8}(?:shell\s{1,8})?script\b/i.test(text);
    default:
      return mayMatterInCode(text, language, added);
  }
}

const INTERPRETERS: readonly (readonly [RegExp, ScriptLanguage])[] = [
  [/python|pypy|\bpy\b/i, 'python'],
  [/\b(?:node|nodejs|deno|bun)\b|osascript/i, 'javascript'],
  [/perl/i, 'perl'],
  [/ruby/i, 'ruby'],
  [/\bphp/i, 'php'],
  [/osascript/i, 'applescript'],
];
const INTERPRETER_WORDS = new LiteralScan(
  ['python', 'pypy', 'node', 'deno', 'bun', 'perl', 'ruby', 'php', 'osascript', 'py_', 'py.exe'].map(
    (text) => ({
      text: text.replace('_', ' '),
      whole: false,
    }),
  ),
);

/** May this command line hand code to an interpreter, or hide the name of a program, so that it is worth reading? */
export function mayHoldCode(text: string, added?: AddedWords): boolean {
  return (
    mayHideName(text) ||
    (INTERPRETER_WORDS.test(text) &&
      INTERPRETERS.some(([name, language]) => name.test(text) && mayMatter(text, language, added)))
  );
}
