/** What is done to shell texts on Linux, macOS and ESXi. */
import { gzipSync } from 'node:zlib';
import type { Dice, Disguise } from './disguise.ts';
import { backwards, base64, hex, isAscii, pieces, posixLiteral, rot13 } from './quoting.ts';

function disguise(name: string, hide: (text: string, dice: Dice) => string | undefined): Disguise {
  return { name: `posix ${name}`, from: 'posix', to: 'posix', hide };
}

/** The first word, where it is a plain name, and what follows. */
function program(text: string): [string, string] | undefined {
  const found = /^([a-z][\w-]*[a-z0-9])(?=\s)([\s\S]*)$/.exec(text);
  return found === null || /^(?:eval|exec|alias|export)$/.test(found[1] ?? '')
    ? undefined
    : [found[1] ?? '', found[2] ?? ''];
}

function onProgram(change: (name: string, rest: string, dice: Dice) => string | undefined) {
  return (text: string, dice: Dice): string | undefined => {
    const parts = program(text);
    return parts === undefined ? undefined : change(parts[0], parts[1], dice);
  };
}

/** Bytes spelled out: `\x6f` or `\157`. */
function escaped(text: string, dice: Dice): string {
  return Array.from(text, (letter) => {
    const code = letter.charCodeAt(0);
    return dice.roll(2) === 0
      ? `\\x${code.toString(16).padStart(2, '0')}`
      : `\\${code.toString(8).padStart(3, '0')}`;
  }).join('');
}

const SHELLS = ['sh', 'bash', '/bin/sh', '/bin/bash', 'zsh', 'dash'] as const;

export const POSIX_DISGUISES: readonly Disguise[] = [
  disguise(
    'quotes in words',
    onProgram((name, rest, dice) => {
      const at = 1 + dice.roll(name.length - 1);
      const [head, tail] = [name.slice(0, at), name.slice(at)];
      return (
        dice.pick([`${head}''${tail}`, `${head}"${tail}"`, `'${head}'${tail}`, `${head}\\${tail}`]) + rest
      );
    }),
  ),
  disguise(
    'ansi-c words',
    onProgram((name, rest, dice) => `$'${escaped(name, dice)}'${rest}`),
  ),
  disguise('shell command', (text, dice) => {
    const shell = dice.pick(SHELLS);
    return `${shell} ${dice.pick(['-c', '-lc', '-xc', '-c --'.slice(0, 2)])} ${posixLiteral(text)}`;
  }),
  disguise('eval', (text) => `eval ${posixLiteral(text)}`),
  disguise('base64', (text, dice) => {
    const shell = dice.pick(SHELLS);
    const coded = base64(text);
    return dice.pick([
      `echo ${coded} | base64 -d | ${shell}`,
      `echo "${coded}"|base64 --decode|${shell}`,
      `base64 -d <<< ${coded} | ${shell}`,
      `printf %s ${coded} | base64 -D | ${shell}`,
      `echo ${coded} | openssl base64 -d -A | ${shell}`,
      `eval "$(echo ${coded} | base64 -d)"`,
      `eval \`echo ${coded}|base64 -d\``,
      `${shell} -c "$(echo ${coded}|base64 -d)"`,
      `bash <(echo ${coded} | base64 -d)`,
      `. <(base64 -d <<<"${coded}")`,
      `bash <<< "$(base64 -d <<< '${coded}')"`,
      `b=$(echo ${coded} | base64 -d); eval "$b"`,
      `b="\`base64 -d <<<${coded}\`"; ${shell} -c "$b"`,
      `e=${coded}; b=$(echo $e | base64 -d); eval "$b"`,
      `e='${coded}'\necho "$e" | base64 -d | ${shell}`,
    ]);
  }),
  disguise('hex', (text, dice) =>
    dice.pick([
      `echo ${hex(text)} | xxd -r -p | sh`,
      `xxd -r -p <<< ${hex(text)} | bash`,
      `printf ${hex(text)} | xxd -p -r | sh`,
      `eval "$(echo '${hex(text)}' | xxd -p -r)"`,
    ]),
  ),
  disguise('printf', (text, dice) =>
    isAscii(text) && text.length < 2000
      ? dice.pick([
          `printf '${escaped(text, dice)}' | sh`,
          `echo -e '${hex(text).replace(/../g, '\\x$&')}' | bash`,
          `eval "$(printf '${hex(text).replace(/../g, '\\x$&')}')"`,
          `sh -c $'${hex(text).replace(/../g, '\\x$&')}'`,
        ])
      : undefined,
  ),
  disguise('compressed', (text, dice) => {
    const coded = base64(gzipSync(text));
    return dice.pick([
      `echo ${coded} | base64 -d | gunzip | sh`,
      `base64 -d <<< ${coded} | gzip -dc | bash`,
      `echo ${coded}|base64 -d|zcat|sh`,
    ]);
  }),
  disguise('reversal', (text, dice) =>
    text.includes('\n')
      ? undefined
      : dice.pick([
          `echo ${posixLiteral(backwards(text))} | rev | sh`,
          `eval "$(rev <<< ${posixLiteral(backwards(text))})"`,
        ]),
  ),
  disguise('letters exchanged', (text, dice) =>
    dice.pick([
      `echo ${posixLiteral(rot13(text))} | tr 'A-Za-z' 'N-ZA-Mn-za-m' | sh`,
      `tr 'a-zA-Z' 'n-za-mN-ZA-M' <<< ${posixLiteral(rot13(text))} | bash`,
    ]),
  ),
  disguise(
    'variables',
    onProgram((name, rest, dice) => {
      const made = pieces(name, dice);
      const sets = made.map((piece, index) => `v${index}=${dice.pick([piece, `'${piece}'`, `"${piece}"`])}`);
      const uses = made.map((_, index) => dice.pick([`\${v${index}}`, `"$v${index}"`])).join('');
      return `${sets.join(';')};${uses}${rest}`;
    }),
  ),
  disguise('whole text in a variable', (text, dice) => {
    const quoted = posixLiteral(text);
    const ways = [`c=${quoted}; eval "$c"`, `X=${quoted}\nsh -c "$X"`];
    // Lines are lost where the value is split into words.
    return dice.pick(text.includes('\n') ? ways : [...ways, `c=${quoted};eval $c`]);
  }),
  disguise('field separators', (text, dice) =>
    /^[\w ./:=,@%+-]+$/.test(text) && !/^\w+=/.test(text)
      ? text.replaceAll(' ', dice.pick(['${IFS}', '$IFS'])).replace(/\$IFS(?=\w)/g, '${IFS}')
      : undefined,
  ),
  disguise('braces', (text) =>
    /^[\w ./:=@%+-]+$/.test(text) && !/^\w+=/.test(text) ? `{${text.replaceAll(' ', ',')}}` : undefined,
  ),
  disguise(
    'name from a command',
    onProgram((name, rest, dice) =>
      dice.pick([
        `$(echo ${name})${rest}`,
        `\`echo ${name}\`${rest}`,
        `$(printf ${name})${rest}`,
        `"$(echo ${name})"${rest}`,
      ]),
    ),
  ),
  disguise('here-document', (text, dice) =>
    text.includes('EOF') ? undefined : `${dice.pick(['sh', 'bash', 'bash -s'])} <<'EOF'\n${text}\nEOF`,
  ),
  disguise('wrappers', (text, dice) => {
    const wrapper = dice.pick([
      'sudo',
      'nohup',
      'env',
      'nice -n 19',
      'timeout 60',
      'setsid',
      'exec',
      'sudo -u root',
      'stdbuf -oL',
    ]);
    return program(text) === undefined ? undefined : `${wrapper} ${text}`;
  }),
  disguise('subshell', (text, dice) =>
    text.includes('<<')
      ? undefined
      : dice.pick([`(${text})`, `{ ${text}; }`, `( ${text} ) &`, `if true; then ${text}; fi`]),
  ),
];
