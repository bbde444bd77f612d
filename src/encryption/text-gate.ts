/**
 * The literal gates: what a text must contain to be worth reading. Nearly every text fails here, in about a
 * microsecond a kilobyte or two; `false` must be certain, so everything that can hide a word (carets, backticks,
 * joins, base64) opens the gate too.
 */
import type { ScriptLanguage } from './languages/language.ts';
import type { WordClasses } from './languages/word-classes.ts';
import { LiteralScan } from './literal-scan.ts';
import type { SoughtWord } from './literal-scan.ts';
import { COMMAND_WORDS, TOOL_NAMES } from './tools/find-tool.ts';

function anywhere(words: string): SoughtWord[] {
  return words.split(' ').map((text) => ({ text: text.replaceAll('_', ' '), whole: false }));
}

function names(words: readonly string[]): SoughtWord[] {
  // Two letters are too few for the scan; `7z` is looked for by itself.
  return words.filter((text) => text.length > 2).map((text) => ({ text, whole: true }));
}

/** The scans of the gates with what users' patterns add to them. */
export interface AddedWords {
  readonly commandLine: LiteralScan;
  readonly powershell: LiteralScan;
  readonly bindings: LiteralScan;
  readonly classes: ReadonlyMap<ScriptLanguage, WordClasses>;
}

const SHORT_NAME = /7z/i;
/** A long base64 text after `-e`, `/enc` and the like. */
const ENCODED = /[-/–—―]e[a-z]{0,14}\s+["']?[A-Za-z0-9+/]{24}/i;
/** An archiver's command letter, and a password glued to its switch, as 7-Zip and RAR take it. */
const ARCHIVER_LETTER = /\s["']?[aumf]["']?\s/i;
const GLUED_PASSWORD = /\s["']?[-/]h?p["']?[^\s"'/-]/i;

const COMMANDS = new LiteralScan([
  ...names([...COMMAND_WORDS, 'powershell', 'powershell_ise', 'pwsh', 'cmd', 'comspec']),
  ...anywhere(':crypt sh_- sh.exe'),
  // A shell that gets its text from a pipe, and names spelled out in escapes.
  ...anywhere("|_sh |sh /bin/sh $'\\"),
  ...anywhere('-pass -symmetric -aes -des -chacha -camellia -kfile enc_-'),
]);
const HIDDEN_NAME = /[\w"]\^|\^[\w"]|[a-z]"[a-z]/i;

/** May this command line start or be something that encrypts? */
export function mayMatterInCommandLine(text: string, added?: AddedWords): boolean {
  return (
    (added?.commandLine ?? COMMANDS).test(text) ||
    SHORT_NAME.test(text) ||
    ((text.includes('^') || text.includes('"')) && HIDDEN_NAME.test(text)) ||
    (ARCHIVER_LETTER.test(text) && GLUED_PASSWORD.test(text)) ||
    (text.length > 26 && ENCODED.test(text))
  );
}

const SCRIPT = new LiteralScan([
  // Ciphers, and how they are used.
  ...anywhere(
    'aes rijndael tripledes descrypto rc2 chacha cryptograph symmetric encrypt decrypt transformfinal',
  ),
  ...anywhere('bxor 256 0x100 systemfunction03 securestring cmsmessage'),
  // Ways to hide and to run a text.
  ...anywhere(
    'frombase64 [char -join -replace .replace( ::join( ::matches( invoke-expression invokescript scriptblock]:: toint16 addscript',
  ),
  ...anywhere(
    '-f\' -f" -f( -f_\' -f_" -f_( -f_$ -f$ deflatestream gzipstream ]::load add-type start-process comspec',
  ),
  ...anywhere('powershell_- powershell.exe powershell_/ powershell_$ powershell_" pwsh_ cmd_/ cmd.exe'),
  // Transfer and tampering.
  ...anywhere(
    'amsi blocklogging blockinvocationlogging webclient webrequest restmethod httpclient bitstransfer',
  ),
  ...anywhere('download upload tcpclient udpclient sockets networkstream'),
  ...names(['iex', 'iwr', 'irm', 'wget', 'des', 'saps', ...TOOL_NAMES]),
  ...anywhere(':crypt'),
]);
const JOINED = /['"]\s*\+|\+\s*['"]/;
const BACKTICK = /\w`\w/;
/** A renamed tool inside a script. */
const SCRIPT_TOOL = /\s-{1,2}(?:pass|hp["']?[^\s"']|p["'][^\s"'])/i;

/** May this PowerShell text matter? */
export function mayMatterInScript(text: string, added?: AddedWords): boolean {
  return (
    (added?.powershell ?? SCRIPT).test(text) ||
    SHORT_NAME.test(text) ||
    (text.includes('+') && JOINED.test(text)) ||
    (text.includes('`') && BACKTICK.test(text)) ||
    (text.length > 26 && ENCODED.test(text)) ||
    SCRIPT_TOOL.test(text)
  );
}

/** Commands whose logged parameters can show a cipher or run a text. */
const BINDINGS = new LiteralScan(
  anywhere(
    '(new-object) (invoke-expression) (foreach-object) (invoke-command) (start-process) (invoke-wmimethod) (invoke-cimmethod) (convertfrom-securestring) (convertto-securestring) (start-job) (invoke-webrequest) (invoke-restmethod) (start-bitstransfer) (set-itemproperty) (new-itemproperty)',
  ),
);

/** May these 4103 texts matter? */
export function mayMatterInBindings(text: string, added?: AddedWords): boolean {
  return (added?.bindings ?? BINDINGS).test(text);
}

/** The scans of these gates with words beside their own, all in lower case and of three characters at least. */
export function scansWith(
  commandLine: readonly SoughtWord[],
  powershell: readonly SoughtWord[],
  bindings: readonly SoughtWord[],
): Omit<AddedWords, 'classes'> {
  return {
    commandLine: COMMANDS.and(commandLine),
    powershell: SCRIPT.and(powershell),
    bindings: BINDINGS.and(bindings),
  };
}
