/** What Invoke-Obfuscation, Empire and Cobalt Strike do to PowerShell, in our own words. */
import { deflateRawSync, gzipSync } from 'node:zlib';
import type { Dice, Disguise } from './disguise.ts';
import {
  anyCase,
  backwards,
  base64,
  codesOf,
  freshToken,
  hex,
  isAscii,
  outsideQuotes,
  pieces,
  powershellLiteral,
  wideBase64,
  windowsArgument,
} from './quoting.ts';

/** Runs the text that the expression gives. */
function invoke(expression: string, dice: Dice): string {
  return dice.pick([
    `IEX ${expression}`,
    `Invoke-Expression ${expression}`,
    `${expression} | iex`,
    `${expression}|Invoke-Expression`,
    `&('i'+'ex') ${expression}`,
    `.("{1}{0}" -f 'X','IE') ${expression}`,
    `& ($env:ComSpec[4,15,25]-join'') ${expression}`,
    `[scriptblock]::Create(${expression}).Invoke()`,
    `& ([ScriptBlock]::Create(${expression}))`,
    `$s=${expression};iex $s`,
    `$ExecutionContext.InvokeCommand.InvokeScript(${expression})`,
    `i\`e\`x ${expression}`,
    `Invoke-Command -ScriptBlock ([scriptblock]::Create(${expression}))`,
  ]);
}

function expression(name: string, make: (text: string, dice: Dice) => string | undefined): Disguise {
  return {
    name: `powershell ${name}`,
    from: 'powershell',
    to: 'powershell',
    hide: (text, dice) => {
      const made = make(text, dice);
      return made === undefined ? undefined : invoke(made, dice);
    },
  };
}

const EXPRESSIONS: readonly Disguise[] = [
  expression('string', (text) => `(${powershellLiteral(text)})`),
  expression('base64', (text, dice) =>
    dice.pick([
      `([Text.Encoding]::UTF8.GetString([Convert]::FromBase64String('${base64(text)}')))`,
      `([System.Text.Encoding]::Unicode.GetString([System.Convert]::FromBase64String("${wideBase64(text)}")))`,
      `([Text.Encoding]::ASCII.GetString([Convert]::('From'+'Base64String').Invoke('${base64(text)}')))`,
    ]),
  ),
  expression('hex', (text, dice) =>
    isAscii(text)
      ? dice.pick([
          `(-join('${hex(text)}' -split '(..)' | ?{$_} | %{[char][convert]::ToInt32($_,16)}))`,
          `(([regex]::Matches('${hex(text)}','..') | %{[char][convert]::ToInt32($_.Value,16)}) -join '')`,
          `(-join(${codesOf(text)
            .map((code) => `0x${code.toString(16)}`)
            .join(',')} | ForEach-Object {[char]$_}))`,
        ])
      : undefined,
  ),
  expression('compressed', (text, dice) =>
    dice.pick([
      `(New-Object IO.StreamReader((New-Object IO.Compression.DeflateStream([IO.MemoryStream][Convert]::FromBase64String('${base64(deflateRawSync(text))}'),[IO.Compression.CompressionMode]::Decompress)),[Text.Encoding]::UTF8)).ReadToEnd()`,
      `(New-Object System.IO.StreamReader(New-Object System.IO.Compression.GzipStream((New-Object System.IO.MemoryStream(,[Convert]::FromBase64String("${base64(gzipSync(text))}"))),[System.IO.Compression.CompressionMode]::Decompress))).ReadToEnd()`,
    ]),
  ),
  expression('characters', (text, dice) =>
    isAscii(text)
      ? dice.pick([
          `([char[]](${codesOf(text).join(',')}) -join '')`,
          `(-join [char[]]@(${codesOf(text).join(',')}))`,
          `([string]::Join('',(${codesOf(text).join(',')} | %{[char]$_})))`,
          `([string][char[]](${codesOf(text).join(',')}) -replace ' ','')`.includes("' '") &&
          text.includes(' ')
            ? `(${codesOf(text)
                .map((code) => `[char]${code}`)
                .join('+')})`
            : `([string]::Concat([char[]](${codesOf(text).join(',')})))`,
          `('${codesOf(text).join('-')}'.Split('-') | %{[char][int]$_}) -join ''`.replace(/^(.*)$/s, '($1)'),
        ])
      : undefined,
  ),
  expression('concatenation', (text, dice) => `(${pieces(text, dice).map(powershellLiteral).join('+')})`),
  expression('concatenated variables', (text, dice) => {
    const parts = pieces(text, dice);
    const names = parts.map((_, index) => `$v${index}`);
    return `(${names.map((name, index) => `(${name}=${powershellLiteral(parts[index] ?? '')})`).join('+')})`;
  }),
  expression('format', (text, dice) => {
    const parts = pieces(text, dice);
    const order = parts.map((_, index) => (index * 2 + 1) % parts.length);
    if (new Set(order).size < parts.length) return undefined;
    const places = parts.map((_, index) => `{${order.indexOf(index)}}`).join('');
    return `("${places}" -f ${order.map((index) => powershellLiteral(parts[index] ?? '')).join(',')})`;
  }),
  expression('replacement', (text, dice) => {
    const letter = dice.pick(Array.from(text.replace(/[^a-zA-Z]/g, '') || 'a'));
    const token = freshToken(text, dice);
    const changed = powershellLiteral(text.replaceAll(letter, token));
    return dice.pick([
      `(${changed}.Replace('${token}','${letter}'))`,
      `(${changed} -creplace '${token}','${letter}')`,
      `(${changed} -replace '${token}','${letter}')`,
      `(${changed}.Replace(([char]${token.charCodeAt(0)}+'${token.slice(1)}'),[string][char]${letter.charCodeAt(0)}))`,
    ]);
  }),
  expression('reversal', (text, dice) => {
    const turned = powershellLiteral(backwards(text));
    return dice.pick([
      `(-join ${turned}[-1..-${text.length}])`,
      `(${turned}[-1..-${text.length}] -join '')`,
      `($r=${turned}.ToCharArray();[array]::Reverse($r);-join $r)`.replace(/^\((.*)\)$/s, '$($1)'),
      `([regex]::Matches(${turned},'.','RightToLeft') -join '')`,
    ]);
  }),
  expression('split and joined', (text, dice) => {
    const token = freshToken(text, dice);
    return `((${powershellLiteral(pieces(text, dice).join(token))} -split '${token}') -join '')`;
  }),
];

/** `-EncodedCommand` may be cut short anywhere, and begin with any dash. */
const ENCODED = 'EncodedCommand';

const HOSTS: readonly Disguise[] = [
  {
    name: 'powershell encoded command',
    from: 'powershell',
    to: 'cmd',
    hide: (text, dice) => {
      const name = dice.pick(['ec', ENCODED.slice(0, 1 + dice.roll(ENCODED.length)), 'enc']);
      const host = dice.pick([
        'powershell',
        'powershell.exe',
        'pwsh',
        'C:\\Windows\\System32\\WindowsPowerShell\\v1.0\\powershell.exe',
        'PowerShell.EXE',
      ]);
      const before = dice.pick([
        '',
        '-nop -w hidden',
        '-NoP -NonI -W 1',
        '-ep bypass',
        '/noni -sta',
        '-Exec Bypass',
      ]);
      const dash = dice.pick(['-', '/', '–', '—', '―']);
      return `${host} ${before} ${dash}${anyCase(name, dice)} ${wideBase64(text)}`;
    },
  },
  {
    name: 'powershell command tail',
    from: 'powershell',
    to: 'cmd',
    hide: (text, dice) => {
      if (/[\n%^]/.test(text) || text.length > 8000) return undefined;
      const name = dice.pick(['-c', '-Command', '-NoProfile -com', '/c', '-w hidden', '']);
      return `powershell.exe ${name} ${windowsArgument(dice.pick([text, `& {${text}}`]))}`;
    },
  },
  {
    name: 'pwsh encoded command',
    from: 'powershell',
    to: 'posix',
    hide: (text, dice) => `pwsh -${dice.pick(['e', 'enc', ENCODED, 'ec'])} ${wideBase64(text)}`,
  },
  {
    name: 'cmd inside powershell',
    from: 'cmd',
    to: 'powershell',
    hide: (text, dice) =>
      dice.pick([
        `cmd /c ${powershellLiteral(text)}`,
        `& cmd.exe /c ${powershellLiteral(text)}`,
        `Start-Process cmd.exe -ArgumentList ${powershellLiteral(`/c ${text}`)} -WindowStyle Hidden`,
        `Start-Process -FilePath cmd -ArgumentList @('/c',${powershellLiteral(text)})`,
        `([wmiclass]'Win32_Process').Create(${powershellLiteral(`cmd /c ${text}`)})`,
        `Invoke-WmiMethod -Class Win32_Process -Name Create -ArgumentList ${powershellLiteral(`cmd /c ${text}`)}`,
      ]),
  },
  {
    name: 'posix shell inside powershell',
    from: 'posix',
    to: 'powershell',
    hide: (text, dice) =>
      text.includes('\n')
        ? undefined
        : dice.pick([`bash -c ${powershellLiteral(text)}`, `& sh -c ${powershellLiteral(text)}`]),
  },
];

/** A backtick before a letter that it gives no other meaning. */
function backticked(word: string, dice: Dice): string {
  return word.replace(/(?<=\w)[c-dg-mo-qs-uw-zC-DG-MO-QS-UW-Z]/g, (letter) =>
    dice.roll(3) === 0 ? `\`${letter}` : letter,
  );
}

const WORDS: readonly Disguise[] = [
  {
    name: 'powershell random case',
    from: 'powershell',
    to: 'powershell',
    // Arguments of native programs and -creplace keep theirs.
    hide: (text, dice) =>
      /\b(?:openssl|7z|gpg|rar|cmd|bash|sh|powershell|pwsh|python|creplace)\b/i.test(text)
        ? undefined
        : outsideQuotes(text, (stretch) => anyCase(stretch, dice)),
  },
  {
    name: 'powershell backticks',
    from: 'powershell',
    to: 'powershell',
    hide: (text, dice) =>
      outsideQuotes(text, (stretch) =>
        stretch.replace(
          /\b(?:New-Object|Invoke-Expression|Invoke-Command|Start-Process|ForEach-Object|ConvertFrom-SecureString|ConvertTo-SecureString)\b/gi,
          (word) => backticked(word, dice),
        ),
      ),
  },
];

export const POWERSHELL_DISGUISES: readonly Disguise[] = [...EXPRESSIONS, ...HOSTS, ...WORDS];
