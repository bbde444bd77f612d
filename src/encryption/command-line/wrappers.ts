import type { SimpleCommand } from './command-word.ts';
import { programName } from './program-name.ts';

/** Programs and shell words that only start another command, with the options of theirs that take a value. */
const WRAPPERS: ReadonlyMap<string, string> = new Map([
  ['sudo', 'ugpCcrthRDT'],
  ['doas', 'uC'],
  ['env', 'uSC'],
  ['nice', 'n'],
  ['ionice', 'cn'],
  ['time', 'fo'],
  ['timeout', 'ks'],
  ['stdbuf', 'ioe'],
  ['exec', 'a'],
  ['xargs', 'nPIiLsaEd'],
  ['strace', 'eopsu'],
  ...'nohup setsid command builtin eval chroot then do else elif if while until ! { $'
    .split(' ')
    .map((name): [string, string] => [name, '']),
]);
const ASSIGNMENT = /^[A-Za-z_]\w*=/;
/** Wrappers whose first operand is their own. */
const OWN_OPERAND = new Set(['timeout', 'chroot']);

/** The command without `sudo`, `nohup`, `VAR=x` and the like before it. */
export function withoutWrappers(command: SimpleCommand, platform: 'windows' | 'posix'): SimpleCommand {
  if (platform === 'windows') return command;
  const { words } = command;
  let at = 0;
  for (let round = 0; round < 16 && at < words.length; round++) {
    const text = words[at]?.text ?? '';
    if (ASSIGNMENT.test(text)) {
      at++;
      continue;
    }
    const name = programName(text) || text;
    const withValue = WRAPPERS.get(name);
    if (withValue === undefined) break;
    at++;
    while ((words[at]?.text ?? '').startsWith('-')) {
      const option = words[at]?.text ?? '';
      at += option.length === 2 && withValue.includes(option.charAt(1)) ? 2 : 1;
    }
    if (OWN_OPERAND.has(name)) at++;
  }
  return at === 0 ? command : { ...command, words: words.slice(at) };
}
