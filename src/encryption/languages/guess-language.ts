import type { ScriptLanguage } from './language.ts';

const SHEBANG: readonly (readonly [RegExp, ScriptLanguage])[] = [
  [/python|pypy/, 'python'],
  [/\b(?:node|deno|bun)\b|-l\s+JavaScript/, 'javascript'],
  [/ruby/, 'ruby'],
  [/perl/, 'perl'],
  [/php/, 'php'],
  [/osascript/, 'applescript'],
  [/pwsh/, 'powershell'],
  [/sh\b|busybox/, 'shell'],
];

type Sign = readonly [sign: RegExp, points: number];

/** Signs of each language and what they are worth; the language with most points is the answer. */
const SIGNS: readonly (readonly [ScriptLanguage, readonly Sign[]])[] = [
  [
    'python',
    [
      [/^[ \t]*from\s+[\w.]{1,80}\s+import\s/m, 3],
      [/\b[A-Z]\w{1,20}\.MODE_[A-Z]{3}/, 3],
      [
        /(?:^|;)[ \t]*import\s+[a-z_][\w.]{0,80}(?:\s+as\s+\w{1,40})?(?:\s?,\s?\w{1,40}){0,8}[ \t]{0,8}(?:[;#\r\n]|$)/im,
        2,
      ],
      [
        /^[ \t]*(?:async\s+)?(?:def\s+\w{1,80}\s{0,4}\([^\n]{0,400}\)|class\s+\w{1,80}[^\n{]{0,200})[^\n{]{0,80}:/m,
        3,
      ],
      [
        /^[ \t]*(?:if|for|while|with|elif|else|try|except|finally)\b[^\n{}]{0,400}:[ \t]*(?:#[^\n]{0,200})?$/m,
        2,
      ],
      [
        /\b(?:__import__|self\.\w|None|elif\s|lambda\s\w{0,40}\s?:|b64decode|os\.(?:system|environ|popen|urandom)|subprocess\.|range\s?\(len)/,
        2,
      ],
      [
        /\bexec\s?\(|\b[bf](?:'|")|\bprint\s?\(|\bopen\s?\(|\b(?:bytes|bytearray|zip|ord|chr)\s?\(|\bfor\s+\w+(?:\s?,\s?\w+){0,4}\s+in\s/,
        1,
      ],
    ],
  ],
  [
    'javascript',
    [
      [/\b(?:const|let|var)\s+[\w${[][^\n]{0,200}=/, 2],
      [/=>|\bfunction\s{0,4}\w{0,80}\s{0,4}\([^)\n]{0,200}\)\s{0,4}\{/, 1],
      [/\brequire\s?\(\s?['"`]|\bimport\s+[\w{*][^\n;]{0,200}\sfrom\s+['"]/, 3],
      [
        /\b(?:console\.log|process\.(?:env|argv|exit)|String\.fromCharCode|Buffer\.(?:from|concat)|ObjC\.|Application[.(]|new\s+(?:Uint8Array|Function|TextEncoder|ActiveXObject)|crypto\.(?:subtle|create)|CryptoJS|atob\s?\(|document\.|window\.)/,
        3,
      ],
      [/===|!==|\bawait\s|\$\.[A-Z]|\b(?:eval|unescape)\s?\(|\.charCodeAt\b/, 1],
    ],
  ],
  [
    'ruby',
    [
      [/^[ \t]*require(?:_relative)?\s+['"]/m, 3],
      [/^[ \t]*(?:def\s+[\w.?!]{1,80}(?:\([^)\n]{0,200}\))?[ \t]*$|end[ \t]*$)/m, 2],
      [/\bdo\s+\|[\w, ]{1,80}\||\{\s?\|[\w, ]{1,80}\|/, 3],
      [
        /\bputs\s|\b[A-Z]\w{1,40}::[A-Z]\w|#\{|\b[A-Z]\w{1,40}\.(?:new|open|read|binread|write|binwrite)\b|\bENV\[|\bARGV\b/,
        2,
      ],
      [
        /\.(?:each\w{0,12}|unpack1?|pack|nil\?|empty\?|bytes|times)\b|\b(?:elsif|unless|nil)\b|\bBase64\.|\bsystem[ (]"/,
        1,
      ],
    ],
  ],
  [
    'perl',
    [
      [/^[ \t]*(?:use|no)\s+(?:strict|warnings|utf8|[A-Z]\w{0,40}(?:::\w{1,40})*|v?5)[^\n]{0,200};/m, 3],
      [/\bmy\s+[($@%]/, 3],
      [/->\{|\$_\b|@ARGV|%ENV|\$ENV\{|@\{?\$|\$#\w|@\w{1,40}\s?=/, 2],
      [/=~\s?[ms/ty]|\bq[qwx]?\s?[(/{[]|\bsub\s+\w{1,80}\s?\{|\b[A-Z]\w{1,40}::[A-Z]\w{0,40}->/, 2],
      [
        /\bforeach\s|\bprint\s+(?:STD|\$|")|\b(?:un)?pack[ (]|\bdecode_base64\b|\$\w{1,40}\s?x\s|\$\w{1,40}\s?=[^=~>][^\n]{0,200};|\b(?:system|eval)[ (]/,
        1,
      ],
    ],
  ],
  [
    'php',
    [
      [/<\?(?:php|=)/i, 8],
      [
        /\b(?:base64_decode|gzinflate|openssl_encrypt|file_get_contents|shell_exec|str_rot13|sodium_crypto_\w{1,40}|strlen)\s?\(/i,
        2,
      ],
      [/\$\w{1,40}->\w|\$_(?:GET|POST|SERVER|REQUEST)\b|\bfunction\s+\w{1,80}\s?\(\s?\$/, 2],
      [/\becho\s+\$\w|\bforeach\s?\([^\n]{0,80}\sas\s/, 1],
    ],
  ],
  [
    'applescript',
    [
      [/\bdo shell script\b/, 6],
      [/\btell application\b|\bend tell\b/, 4],
      [/\bquoted form of\b|\bPOSIX (?:path|file)\b|\bcharacter id\b/, 3],
      [/^[ \t]*set\s+\w{1,80}\s+to\s/m, 3],
      [/\bdisplay (?:dialog|alert|notification)\b|\brun script\b/, 3],
    ],
  ],
  [
    'vbscript',
    [
      [/\b(?:CreateObject|GetObject)\s?\(\s?"/i, 4],
      [/^[ \t]*(?:(?:Dim|ReDim)\s+\w|Option Explicit)/im, 2],
      [/^[ \t]*Set\s+\w{1,80}\s?=/im, 3],
      [/\b(?:End (?:If|Sub|Function)|WScript\.|MsgBox|Chr\(\d|Asc\(|Mid\()/, 2],
      [
        /\bFor Each\b|\bElseIf\b|\bOn Error Resume Next\b|^[ \t]*Next\b|\b(?:Xor|Mod)\s|\bExecute(?:Global)?\s/m,
        2,
      ],
    ],
  ],
  [
    'powershell',
    [
      [/\[[A-Za-z][\w.]{2,120}(?:\[\])?\](?:::|\$|\()/, 3],
      [
        /\b(?:New-Object|Invoke-\w{2,40}|Get-\w{2,40}|Set-\w{2,40}|Write-\w{2,40}|ForEach-Object|Start-\w{2,40}|ConvertTo-\w{2,40}|Out-\w{2,40})\b/i,
        3,
      ],
      [/\s-(?:eq|ne|bxor|join|replace|split|f|match|like|gt|lt|band|bor)\s/i, 2],
      [/\$\w{1,40}\s?=[^=~][^\n;]{0,200}(?:$|[\n}])|\$env:/m, 1],
      [/\bparam\s?\(|\|\s?%|\biex\b|\.Get(?:Bytes|String)\(/i, 1],
    ],
  ],
  [
    'shell',
    [
      [
        /^[ \t]*(?:if|while|until)\s[^\n]{0,400};\s?(?:then|do)\b|^[ \t]*(?:fi|done|esac)\b|\bdo\s[^\n]{0,400};\s?done\b/m,
        3,
      ],
      [/\$\([^(]|\$\{\w/, 1],
      [/(?:^|[;&|]\s?)[A-Za-z_]\w{0,40}=(?:["'$/]|[\w.]{1,200}(?:[;\n]|$))/m, 1],
      [
        /(?:^|[;&|(]\s?)(?:echo|export|set\s-|cd|mkdir|rm|cp|mv|tar|curl|wget|openssl|gpg2?|sudo|cat|source|trap|printf|chmod|7z|zip|scp|nohup|alias|age|python3?\s-|eval)(?=\s)/m,
        2,
      ],
      [
        /\|\s?(?:grep|awk|sed|sh|bash|base64|xargs|tee|nc|openssl|gpg|curl|xxd)\b|2>&1|>\s?\/dev\/null|<<-?\s?['"]?\w/,
        2,
      ],
    ],
  ],
];
/** How much of a text is looked at. */
const SAMPLE = 16_384;
/** A text that begins like a shell and holds code of another language hands it over. */
const HANDED_OVER = /^\s{0,16}(?:sudo\s+)?(?:python|perl|ruby|node|php|osascript)[\d.]{0,6}\s+(?:-|<<)/;

/** The language a script text is most likely written in; `undefined` if nothing of any shows. */
export function guessLanguage(text: string): ScriptLanguage | undefined {
  return likelyLanguages(text)[0];
}

/** Every language of which something shows, the likeliest first; a fragment of a script may show little of its own. */
export function likelyLanguages(text: string): ScriptLanguage[] {
  const sample = text.slice(0, SAMPLE);
  const shebang = /^\s{0,16}#!([^\n]{1,200})/.exec(sample)?.[1];
  const told = shebang === undefined ? undefined : SHEBANG.find(([pattern]) => pattern.test(shebang));
  if (told !== undefined) return [told[1]];
  const scored = SIGNS.map(([language, signs]) => ({
    language,
    points: signs.reduce((sum, [sign, worth]) => sum + (sign.test(sample) ? worth : 0), 0),
  })).filter(({ points }) => points > 0);
  const ranked = scored.sort((a, b) => b.points - a.points).map(({ language }) => language);
  return HANDED_OVER.test(sample) ? ['shell', ...ranked.filter((language) => language !== 'shell')] : ranked;
}
