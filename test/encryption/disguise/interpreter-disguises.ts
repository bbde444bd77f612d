/** Commands hidden in code of an interpreter, code hidden in itself, and code handed over on a command line. */
import { deflateRawSync, deflateSync } from 'node:zlib';
import type { Dice, Disguise, Reader } from './disguise.ts';
import {
  backwards,
  base64,
  codeLiteral,
  codesOf,
  hex,
  isAscii,
  pieces,
  plainLiteral,
  posixLiteral,
  rot13,
  windowsArgument,
} from './quoting.ts';

type Make = (text: string, dice: Dice) => string | undefined;

function disguise(from: Reader, to: Reader, name: string, hide: Make): Disguise {
  return { name: from === to ? `${to} ${name}` : `${from} in ${to}, ${name}`, from, to, hide };
}

/** Every one of these ways hides code in its own language. */
function inItself(language: Reader, ways: Readonly<Record<string, Make>>): Disguise[] {
  return Object.entries(ways).map(([name, hide]) => disguise(language, language, name, hide));
}

/** The command runners of a language; the same text for both families of shells. */
function runners(language: Reader, hide: Make): Disguise[] {
  return (['posix', 'cmd'] as const).map((shell) => disguise(shell, language, 'run', hide));
}

function inline(
  language: Reader,
  name: string,
  posix: readonly string[],
  windows: readonly string[],
): Disguise[] {
  return [
    disguise(language, 'posix', name, (text, dice) => `${dice.pick(posix)} ${posixLiteral(text)}`),
    disguise(language, 'cmd', name, (text, dice) =>
      /[\n%^]/.test(text) || windows.length === 0
        ? undefined
        : `${dice.pick(windows)} ${windowsArgument(text)}`,
    ),
  ];
}

function asciiOnly(hide: Make): Make {
  return (text, dice) => (isAscii(text) && text.length < 4000 ? hide(text, dice) : undefined);
}

const PYTHON: readonly Disguise[] = [
  ...runners('python', (text, dice) =>
    dice.pick([
      `import os; os.system(${codeLiteral(text)})`,
      `import subprocess\nsubprocess.run(${codeLiteral(text)}, shell=True)`,
      `from subprocess import Popen\nPopen(${codeLiteral(text)}, shell=True).wait()`,
      `__import__('os').system(${codeLiteral(text)})`,
      `import os as o\no.popen(${codeLiteral(text)}).read()`,
      `import subprocess as s; s.check_output(${codeLiteral(text)}, shell=True)`,
      `getattr(__import__('o'+'s'), 'sys'+'tem')(${codeLiteral(text)})`,
    ]),
  ),
  ...inItself('python', {
    base64: (text, dice) =>
      dice.pick([
        `import base64;exec(base64.b64decode('${base64(text)}'))`,
        `exec(__import__('base64').b64decode(b"${base64(text)}").decode())`,
        `from base64 import b64decode as d\neval(compile(d('${base64(text)}'),'<s>','exec'))`,
      ]),
    hex: (text, dice) =>
      dice.pick([
        `exec(bytes.fromhex('${hex(text)}').decode())`,
        `import binascii;exec(binascii.unhexlify('${hex(text)}'))`,
      ]),
    compressed: (text) =>
      `import zlib,base64;exec(zlib.decompress(base64.b64decode('${base64(deflateSync(text))}')))`,
    characters: asciiOnly((text, dice) =>
      dice.pick([
        `exec(''.join(chr(c) for c in [${codesOf(text).join(',')}]))`,
        `exec(''.join(map(chr,[${codesOf(text).join(',')}])))`,
        `exec(bytes([${codesOf(text).join(',')}]))`,
      ]),
    ),
    concatenation: (text, dice) => `exec(${pieces(text, dice).map(codeLiteral).join('+')})`,
    reversal: (text) => `exec(${codeLiteral(backwards(text))}[::-1])`,
    rot13: (text) => `import codecs\nexec(codecs.decode(${codeLiteral(rot13(text))},'rot13'))`,
    'hidden exec': (text, dice) =>
      dice.pick([
        `getattr(__builtins__,'ex'+'ec')(${codeLiteral(text)})`,
        `x=${codeLiteral(text)}\nexec(x)`,
        `(lambda c: exec(c))(${codeLiteral(text)})`,
      ]),
  }),
  ...inline(
    'python',
    'inline',
    ['python3 -c', 'python -c', '/usr/bin/python2.7 -c', 'python3 -Ic'],
    ['python -c', 'python.exe -c', 'py -3 -c', 'C:\\Python311\\python.exe -c'],
  ),
  disguise('python', 'posix', 'from input', (text, dice) =>
    dice.pick([
      `echo ${base64(text)} | base64 -d | python3`,
      `python3 - <<'EOF'\n${text}\nEOF`,
      `python3 <<< ${posixLiteral(text)}`,
    ]),
  ),
];

const JAVASCRIPT: readonly Disguise[] = [
  ...runners('javascript', (text, dice) =>
    dice.pick([
      `require('child_process').execSync(${codeLiteral(text)})`,
      `const {exec}=require("child_process");exec(${codeLiteral(text)})`,
      `const cp=require('node:child_process');cp.exec(${codeLiteral(text)},()=>{})`,
      `require('child_'+'process')['ex'+'ecSync'](${codeLiteral(text)})`,
    ]),
  ),
  ...inItself('javascript', {
    base64: (text, dice) =>
      dice.pick([
        `eval(Buffer.from('${base64(text)}','base64').toString())`,
        `eval(atob("${base64(text)}"))`,
        `new Function(atob('${base64(text)}'))()`,
      ]),
    hex: (text) => `eval(Buffer.from('${hex(text)}','hex').toString('utf8'))`,
    compressed: (text) =>
      `eval(require('zlib').inflateRawSync(Buffer.from('${base64(deflateRawSync(text))}','base64')).toString())`,
    characters: asciiOnly((text) => `eval(String.fromCharCode(${codesOf(text).join(',')}))`),
    concatenation: (text, dice) => `eval(${pieces(text, dice).map(codeLiteral).join('+')})`,
    reversal: (text) => `eval(${codeLiteral(backwards(text))}.split('').reverse().join(''))`,
    escapes: asciiOnly((text) => `eval("${hex(text).replace(/../g, '\\x$&')}")`),
  }),
  ...inline(
    'javascript',
    'inline',
    ['node -e', 'node --eval', 'bun -e', 'deno eval'],
    ['node -e', 'node.exe --eval'],
  ),
];

const RUBY: readonly Disguise[] = [
  ...runners('ruby', (text, dice) =>
    dice.pick([
      `system(${plainLiteral(text)})`,
      `system ${plainLiteral(text)}`,
      `exec(${plainLiteral(text)})`,
      `Kernel.system(${plainLiteral(text)})`,
      `IO.popen(${plainLiteral(text)})`,
      `require 'open3'\nOpen3.capture2(${plainLiteral(text)})`,
    ]),
  ),
  ...inItself('ruby', {
    base64: (text, dice) =>
      dice.pick([
        `require 'base64'; eval(Base64.decode64('${base64(text)}'))`,
        `eval('${base64(text)}'.unpack1('m'))`,
        `eval("${base64(text)}".unpack('m')[0])`,
      ]),
    hex: (text) => `eval(['${hex(text)}'].pack('H*'))`,
    characters: asciiOnly((text) => `eval([${codesOf(text).join(',')}].pack('c*'))`),
    concatenation: (text, dice) => `eval(${pieces(text, dice).map(plainLiteral).join('+')})`,
    reversal: (text) => `eval(${plainLiteral(backwards(text))}.reverse)`,
  }),
  ...inline('ruby', 'inline', ['ruby -e', 'ruby -rbase64 -e'], ['ruby -e']),
];

const PERL: readonly Disguise[] = [
  ...runners('perl', (text, dice) =>
    dice.pick([
      `system(${plainLiteral(text)});`,
      `exec ${plainLiteral(text)};`,
      `my $c=${plainLiteral(text)}; system($c);`,
      `open(P, ${plainLiteral(`${text} |`)});`,
    ]),
  ),
  ...inItself('perl', {
    base64: (text) => `use MIME::Base64; eval(decode_base64('${base64(text)}'));`,
    hex: (text) => `eval(pack('H*','${hex(text)}'));`,
    concatenation: (text, dice) => `eval(${pieces(text, dice).map(plainLiteral).join('.')});`,
    reversal: (text) => `eval(scalar reverse(${plainLiteral(backwards(text))}));`,
    characters: asciiOnly((text) => `eval(join('',map{chr}(${codesOf(text).join(',')})));`),
  }),
  ...inline('perl', 'inline', ['perl -e', 'perl -MMIME::Base64 -e', 'perl -we'], ['perl -e']),
];

const PHP: readonly Disguise[] = [
  ...runners('php', (text, dice) =>
    dice.pick([
      `system(${plainLiteral(text)});`,
      `echo shell_exec(${plainLiteral(text)});`,
      `passthru(${plainLiteral(text)});`,
      `$c=${plainLiteral(text)}; exec($c, $o);`,
    ]),
  ),
  ...inItself('php', {
    base64: (text) => `eval(base64_decode('${base64(text)}'));`,
    compressed: (text) => `eval(gzinflate(base64_decode('${base64(deflateRawSync(text))}')));`,
    rot13: (text) => `eval(str_rot13(${plainLiteral(rot13(text))}));`,
    reversal: (text) => `eval(strrev(${plainLiteral(backwards(text))}));`,
    hex: (text) => `eval(hex2bin('${hex(text)}'));`,
    concatenation: (text, dice) => `eval(${pieces(text, dice).map(plainLiteral).join('.')});`,
  }),
  ...inline('php', 'inline', ['php -r', 'php -d display_errors=0 -r'], ['php -r', 'php.exe -r']),
];

function appleLiteral(text: string): string {
  return `"${text.replaceAll('\\', '\\\\').replaceAll('"', '\\"')}"`;
}

const APPLESCRIPT: readonly Disguise[] = [
  disguise('posix', 'applescript', 'do shell script', (text, dice) =>
    dice.pick([
      `do shell script ${appleLiteral(text)}`,
      `do shell script ${appleLiteral(text)} with administrator privileges`,
      `set c to ${appleLiteral(text)}\ndo shell script c`,
      `do shell script (${pieces(text, dice).map(appleLiteral).join(' & ')})`,
    ]),
  ),
  disguise(
    'posix',
    'applescript',
    'character ids',
    asciiOnly((text) => `do shell script (character id {${codesOf(text).join(', ')}})`),
  ),
  disguise('applescript', 'applescript', 'run script', (text) => `run script ${appleLiteral(text)}`),
  disguise('applescript', 'posix', 'osascript', (text) => `osascript -e ${posixLiteral(text)}`),
  disguise(
    'posix',
    'javascript',
    'jxa shell script',
    (text) =>
      `var app=Application.currentApplication();app.includeStandardAdditions=true;app.doShellScript(${codeLiteral(text)})`,
  ),
  // JXA has none of Node's modules.
  disguise('javascript', 'posix', 'jxa', (text) =>
    /require\(|Buffer|atob|crypto\./.test(text)
      ? undefined
      : `osascript -l JavaScript -e ${posixLiteral(text)}`,
  ),
];

export const INTERPRETER_DISGUISES: readonly Disguise[] = [
  ...PYTHON,
  ...JAVASCRIPT,
  ...RUBY,
  ...PERL,
  ...PHP,
  ...APPLESCRIPT,
];
