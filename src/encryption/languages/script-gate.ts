/**
 * The literal gates of the script languages: what a text must contain for its reader to find anything. Built from the
 * vocabulary itself, so that a new construct opens its gate. Nearly every script fails here, in about a microsecond a
 * kilobyte; `false` must be certain.
 */
import { LiteralScan } from '../literal-scan.ts';
import type { SoughtWord } from '../literal-scan.ts';
import { mayMatterInCommandLine, mayMatterInScript } from '../text-gate.ts';
import { TOOL_NAMES } from '../tools/find-tool.ts';
import { CODE_LANGUAGES } from './code-languages.ts';
import type { ScriptLanguage } from './language.ts';
import { CIPHER_ONLY } from './reading/cipher-methods.ts';
import type { CodeLanguage } from './reading/code-language.ts';
import type { Construct } from './reading/construct.ts';

/** Words that are too common to open a gate; looked for in another way below. */
const COMMON = new Set(['new', 'function', 'cipher', 'run', 'call', 'bytes', 'path']);

/** The least common part of a name: the longest. */
function telling(name: string): string | undefined {
  const parts = name
    .split(/[.:$\\]+/)
    .filter((part) => part.length > 2 && !COMMON.has(part.toLowerCase()))
    .sort((a, b) => b.length - a.length);
  return parts[0]?.toLowerCase();
}

function opens(construct: Construct): boolean {
  return (
    construct.does === 'cipher' ||
    construct.does === 'code' ||
    construct.does === 'command' ||
    (construct.does === 'fold' && construct.hides === true)
  );
}

function wordsOf({ constructs }: CodeLanguage): SoughtWord[] {
  const words = new Set<string>();
  for (const construct of constructs) {
    if (!opens(construct)) continue;
    for (const name of construct.names.split(' ')) {
      const word = telling(name);
      if (word !== undefined) words.add(word);
    }
  }
  for (const name of CIPHER_ONLY) words.add(name.toLowerCase());
  return [...words].map((text) => ({ text, whole: true }));
}

/** Code of PowerShell that stands in strings. */
const STORED: readonly SoughtWord[] = [
  'new-object',
  'createencryptor',
  'createdecryptor',
  '.cryptography.',
].map((text) => ({
  text,
  whole: false,
}));
const SCANS: ReadonlyMap<ScriptLanguage, LiteralScan> = new Map(
  CODE_LANGUAGES.map((language: CodeLanguage) => [
    language.id,
    new LiteralScan([...wordsOf(language), ...STORED]),
  ]),
);
const TOOLS = new LiteralScan(
  TOOL_NAMES.filter((name) => name.length > 2).map((text) => ({ text, whole: true })),
);
const SHORT_TOOL = /7z/i;
const RUNNER = /(?:run|exec|cmd|shell|system|call|popen|sh|bash|spawn|command)\w{0,40}\s{0,4}\(/i;
/** Function constructor, subprocess.run and the like, Cipher(...), Cipher.new: words too common for the scan. */
const COMMON_CALL = /\bFunction\s{0,4}\(|\bCipher\b|\b(?:Run|Call|Shell|run|call)\b/;
/** Names put together from pieces, and spelled out in escapes. */
const JOINED =
  /['"`]\s{0,16}(?:[+.&]|<<)\s{0,16}[bru]{0,2}['"`]|\w['"]\s{1,16}[bru]{0,2}['"]\w|\\(?:x[0-9a-fA-F]|u[0-9a-fA-F{]|[0-7]{2})/;
const BACKTICKS = /`[^`\n]{2,400}`|%x|\bqx\b/;
/** Arithmetic of ciphers written by hand, and their tables. */
const MIXES = /[\w\])]\s{0,4}\^=?\s{0,4}[\w([$&@-]|\bxor\b/i;
const COMES_ROUND = /%|\bmod\b|cycle|repeat|\bx\b|string/i;
const OCTET = /\b(?:25[56]|0xff|0x100)\b/i;
const TABLE =
  /0x0?63\W{1,16}0x0?7c|\b99\W{1,16}124\b|0x0?52\W{1,16}0x0?9\b|\b82\W{1,16}9\W{1,16}106\b|\b16\W{1,8}10\W{1,8}24\b|\b58\W{1,8}50\W{1,8}42\b|243f6a88|608135816|61707865|1634760805|expand 32-byte k/i;

function mayMatterInCode(text: string, language: ScriptLanguage): boolean {
  if (SCANS.get(language)?.test(text) === true) return true;
  if (MIXES.test(text) && COMES_ROUND.test(text)) return true;
  if (OCTET.test(text) && /[%&]|\bmod\b/i.test(text)) return true;
  if (TABLE.test(text) || JOINED.test(text) || COMMON_CALL.test(text)) return true;
  const commands = language === 'ruby' || language === 'perl' || language === 'php';
  if (commands && BACKTICKS.test(text)) return true;
  return RUNNER.test(text) && (SHORT_TOOL.test(text) || TOOLS.test(text));
}

const SHELL_HIDES =
  /[$`\\]|<<|base64|xxd|\brev\b|eval|(?:python|perl|ruby|php|node|deno|osascript)[\d.]{0,6}\s/;

/** May this text, read as `language`, show encryption? */
export function mayMatter(text: string, language: ScriptLanguage): boolean {
  switch (language) {
    case 'powershell':
      return mayMatterInScript(text);
    case 'shell':
      return mayMatterInCommandLine(text) || SHELL_HIDES.test(text);
    case 'applescript':
      return /\b(?:do|run)\s{1,8}(?:shell\s{1,8})?script\b/i.test(text);
    default:
      return mayMatterInCode(text, language);
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
/** Names of programs put together from variables. */
const ASSIGNS = /(?:^|[\s;&|])[A-Za-z_]\w{0,40}=/;
const GLUES = /\$\w{1,40}\$|\w\$[{\w@*]|\$\{[^}\n]{0,80}\}[\w$]|\$\{?IFS/;

/** May this command line hand code to an interpreter, or hide a name in variables, so that it is worth reading? */
export function mayHoldCode(text: string): boolean {
  if (text.includes('$') && GLUES.test(text) && ASSIGNS.test(text)) return true;
  return (
    INTERPRETER_WORDS.test(text) &&
    INTERPRETERS.some(([name, language]) => name.test(text) && mayMatter(text, language))
  );
}
