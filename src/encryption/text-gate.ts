/**
 * The literal gates: what a text must contain to be worth reading. Nearly every text fails here, in about a microsecond;
 * `false` must be certain, so everything that can hide a word (carets, backticks, joins, base64) opens the gate too.
 */
import { TOOL_NAMES } from './tools/find-tool.ts';

const NAMES = TOOL_NAMES.map((name) => name.replace(/[.*+?^${}()|[\]\\-]/g, '\\$&')).join('|');

/** A tool or interpreter where a program name can stand. */
const COMMAND = new RegExp(
  `(?:^|[\\s"'\`\\\\/=&|;($_{!])(?:${NAMES}|powershell|pwsh|powershell_ise|cmd|comspec|sh|bash|zsh|ksh|dash|ash)(?:\\.exe)?(?=$|[\\s"'\`})%^,])`,
  'i',
);
/** Argument shapes that give away a renamed tool, and characters that hide a name. */
const SHAPE =
  /[\w"]\^|\^[\w"]|[a-z]"[a-z"]|%comspec%|\s[-/]h?p[^\s-]|\s--?(?:pass|passphrase|symmetric|aes|des|chacha|camellia|k|K|kfile)\b|:crypt[,:]|\s[-/–—―]e[a-z]{0,14}\s+["']?[A-Za-z0-9+/]{24}/i;

/** May this command line start or be something that encrypts? */
export function mayMatterInCommandLine(text: string): boolean {
  return COMMAND.test(text) || SHAPE.test(text);
}

/** What a PowerShell text uses that bears on encryption, transfer, tampering or hiding. */
const SCRIPT =
  /aes|rijndael|tripledes|\bdes(?:cryptoserviceprovider)?\b|\brc2|chacha|cryptograph|symmetric|(?:en|de)crypt|transformfinal|bxor|256|systemfunction03|securestring|cmsmessage|frombase64|\[char|-join|\biex\b|invoke-expression|invokescript|scriptblock\]::|scriptblock(?:invocation)?logging|[a-z]`[a-z]|['"]\s*\+|\+\s*['"]|-f\s*['"(]|amsi|webclient|webrequest|restmethod|httpclient|\biwr\b|\birm\b|\bwget\b|bitstransfer|download|upload|tcpclient|networkstream|deflatestream|gzipstream|\]::load|add-type|(?:powershell|pwsh)(?:\.exe)?["']?\s+["']?[-/–—―$"']|\bcmd(?:\.exe)?["']?\s+\/|comspec|start-process|[-/–—―]e[nc]{0,2}[a-z]{0,12}\s+["']?[A-Za-z0-9+/]{24}/i;
const PROGRAM = new RegExp(`(?:^|[\\s"'\`\\\\/=&|;($_{])(?:${NAMES})(?:\\.exe)?(?=$|[\\s"'\`})])`, 'i');
const SCRIPT_SHAPE = /\s[-/]h?p[^\s-]|\s--?pass|:crypt[,:]/i;

/** May this PowerShell text matter? */
export function mayMatterInScript(text: string): boolean {
  return SCRIPT.test(text) || PROGRAM.test(text) || SCRIPT_SHAPE.test(text);
}

/** Commands whose logged parameters can show a cipher or run a text. */
const BINDINGS =
  /\((?:New-Object|Invoke-Expression|ForEach-Object|Invoke-Command|Start-Process|Invoke-WmiMethod|Invoke-CimMethod|Add-Type|ConvertFrom-SecureString|ConvertTo-SecureString|Protect-CmsMessage|Start-Job|Invoke-WebRequest|Invoke-RestMethod|Start-BitsTransfer|Set-ItemProperty|New-ItemProperty)\)/i;

/** May these 4103 texts matter? */
export function mayMatterInBindings(text: string): boolean {
  return BINDINGS.test(text);
}
