/** Programs that only start another program: what stands behind them counts. */
import type { CommandWord, SimpleCommand } from './command-word.ts';
import { withoutLeadIn } from './lead-in.ts';
import { hasShellTextOption } from './nested-shell.ts';
import { programName } from './program-name.ts';

interface Wrapper {
  /** Letters of options that take the next word. */
  readonly values: string;
  /** Long options that take the next word. */
  readonly long: readonly string[];
  /** Words of its own before the program: a duration, a lock file, a user. */
  readonly operands: number;
}

function wrapper(values: string, operands = 0, long = ''): Wrapper {
  return { values, operands, long: long === '' ? [] : long.split(' ') };
}

const WRAPPERS: ReadonlyMap<string, Wrapper> = new Map([
  ['sudo', wrapper('ugpCcrthRDTU', 0, 'user group prompt chdir host role type chroot other-user close-from')],
  ['doas', wrapper('uC')],
  ['pkexec', wrapper('', 0, 'user')],
  ['runuser', wrapper('ugGs', 0, 'user group supp-group shell')],
  ['gosu', wrapper('', 1)],
  ['su-exec', wrapper('', 1)],
  ['setuidgid', wrapper('', 1)],
  ['env', wrapper('uC', 0, 'unset chdir')],
  ['nice', wrapper('n', 0, 'adjustment')],
  ['ionice', wrapper('cn', 0, 'class classdata')],
  ['chrt', wrapper('TPD', 1)],
  ['taskset', wrapper('', 1)],
  ['numactl', wrapper('NmiCp')],
  ['time', wrapper('fo')],
  ['timeout', wrapper('ks', 1, 'kill-after signal')],
  ['gtimeout', wrapper('ks', 1, 'kill-after signal')],
  ['faketime', wrapper('f', 1)],
  ['stdbuf', wrapper('ioe', 0, 'input output error')],
  ['flock', wrapper('wE', 1, 'timeout wait conflict-exit-code')],
  ['chroot', wrapper('', 1)],
  ['nsenter', wrapper('tSG', 0, 'target')],
  ['unshare', wrapper('SGRw')],
  ['setpriv', wrapper('', 0, 'reuid regid')],
  ['capsh', wrapper('')],
  ['exec', wrapper('a')],
  ['xargs', wrapper('nPILsaEdR', 0, 'max-args max-procs arg-file delimiter max-chars')],
  ['parallel', wrapper('jNaIS', 0, 'jobs colsep')],
  ['strace', wrapper('eopsuEISXaP')],
  ['ltrace', wrapper('eopsuanAlx')],
  ['caffeinate', wrapper('tw')],
  ['proxychains', wrapper('f')],
  ['proxychains4', wrapper('f')],
  ['torsocks', wrapper('aPup')],
  ['sshpass', wrapper('pfdeP')],
  [
    'systemd-run',
    wrapper('pMuHE', 0, 'unit property description slice uid gid setenv on-active on-calendar'),
  ],
  ['dbus-run-session', wrapper('')],
  ['cgexec', wrapper('g')],
  ['wsl', wrapper('du', 0, 'distribution user cd')],
  ...'nohup setsid command builtin then do else elif if while until ! { coproc busybox toybox torify tsocks chronic unbuffer eatmydata firejail rlwrap setarch winpty noglob nocorrect'
    .split(' ')
    .map((name): [string, Wrapper] => [name, wrapper('')]),
]);
const ASSIGNMENT = /^[A-Za-z_]\w*\+?=/;
/** `python3 -m ansible`, `pipx run x`: a module or a package run as a program. */
const MODULE_RUNNER = /^(?:python|pypy|py)[\d.]*$/;
const ROUNDS = 16;

/** Does this program only start another? */
export function isWrapper(program: string): boolean {
  return WRAPPERS.has(program);
}

function isWrapperOption(text: string): boolean {
  return text.length > 1 && text.startsWith('-');
}

/** `-n` and `-xn` take the next word, `-n5` does not. */
function endsInValueLetter(text: string, values: string): boolean {
  for (let at = 1; at < text.length; at++)
    if (values.includes(text.charAt(at))) return at === text.length - 1;
  return false;
}

/** Offset of the program after a wrapper's options and own words. */
function skipOwnWords(
  words: readonly CommandWord[],
  start: number,
  { values, long, operands }: Wrapper,
): number {
  let at = start;
  while (isWrapperOption(words[at]?.text ?? '')) {
    const text = words[at]?.text ?? '';
    at++;
    if (text === '--') break;
    if (text.startsWith('--') ? long.includes(text.slice(2)) : endsInValueLetter(text, values)) at++;
  }
  let own = operands;
  while (own > 0 && at < words.length) {
    // `sudo VAR=x timeout 5`: assignments are never a wrapper's own operand.
    if (!ASSIGNMENT.test(words[at]?.text ?? '')) own--;
    at++;
  }
  return at;
}

/** The command without `sudo`, `nohup`, `VAR=x` and the like before it; the assignments are kept. */
export function withoutWrappers(command: SimpleCommand, platform: 'windows' | 'posix'): SimpleCommand {
  const words = platform === 'posix' ? withoutLeadIn(command.words) : command.words;
  const assignments: CommandWord[] = [...(command.assignments ?? [])];
  let at = 0;
  for (let round = 0; round < ROUNDS && at < words.length; round++) {
    const word = words[at];
    if (word === undefined) break;
    if (platform === 'posix' && ASSIGNMENT.test(word.text)) {
      assignments.push(word);
      at++;
      continue;
    }
    const name = programName(word.text) || word.text;
    if (MODULE_RUNNER.test(name) && words[at + 1]?.text === '-m' && words[at + 2] !== undefined) {
      at += 2;
      break;
    }
    const known =
      platform === 'windows' && name !== 'wsl' && name !== 'winpty' ? undefined : WRAPPERS.get(name);
    // A wrapper without anything behind it is a program like any other.
    if (known === undefined || at + 1 >= words.length) break;
    if (hasShellTextOption(name, words.slice(at + 1, at + 16))) break;
    const next = skipOwnWords(words, at + 1, known);
    if (next >= words.length) break;
    at = next;
  }
  return at === 0 && words === command.words ? command : { ...command, words: words.slice(at), assignments };
}
