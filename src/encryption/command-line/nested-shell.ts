/** Arguments that some program hands to a shell: `su -c`, `ssh host '...'`, `eval`, `tar -I '...'`. */
import type { CommandWord, SimpleCommand } from './command-word.ts';
import { programName } from './program-name.ts';

/** Words that are read together as one shell text. */
export interface NestedShellText {
  readonly words: readonly CommandWord[];
  /** Kind of the layer. */
  readonly kind: string;
  /** Below 1 where the text runs elsewhere, later or perhaps not at all. */
  readonly certainty: number;
}

/** Options whose value is run by a shell; short ones may be glued. */
const OPTIONS: ReadonlyMap<string, readonly string[]> = new Map([
  ['su', ['-c', '--command', '--session-command']],
  ['runuser', ['-c', '--command']],
  ['sg', ['-c']],
  ['script', ['-c', '--command']],
  ['flock', ['-c', '--command']],
  ['env', ['-S', '--split-string']],
  ['tar', ['-I', '--use-compress-program', '--to-command', '--rmt-command']],
  ['gtar', ['-I', '--use-compress-program', '--to-command']],
  ['bsdtar', ['--use-compress-program']],
  ['split', ['--filter']],
  ['nc', ['-c', '-e']],
  ['netcat', ['-c', '-e']],
  ['ncat', ['-c', '-e', '--exec', '--sh-exec', '--lua-exec']],
  ['rsync', ['-e', '--rsh', '--rsync-path']],
  ['watch', []],
  ['zip', ['-TT', '--unzip-command']],
  ['pv', []],
  ['crontab', []],
]);
/** Programs whose operands, joined, are a shell text. */
const JOINED = new Set(['eval', 'watch', 'at']);
const SSH_VALUES = 'bcDEeFIiJLlmOoPpQRSWw';
const CONTAINERS = /^(?:docker|podman|nerdctl|kubectl|oc|lxc|crictl|ctr|machinectl|incus)$/;
const CONTAINER_VALUES =
  /^(?:-[euwncvpmhl]|--(?:env|env-file|user|workdir|container|namespace|volume|mount|name|network|publish|entrypoint|label|memory|cpus|hostname|platform))$/;
const MOST = 8;

function optionValues(program: string, words: readonly CommandWord[]): CommandWord[] {
  const names = OPTIONS.get(program);
  if (names === undefined) return [];
  const found: CommandWord[] = [];
  for (let index = 1; index < words.length && found.length < MOST; index++) {
    const word = words[index];
    if (word === undefined) break;
    for (const name of names) {
      const value = words[index + 1];
      if (word.text === name && value !== undefined) found.push(value);
      else if (word.text.startsWith(`${name}=`)) found.push(tailOf(word, name.length + 1));
    }
  }
  return found;
}

function tailOf(word: CommandWord, skipped: number): CommandWord {
  return {
    text: word.text.slice(skipped),
    start: word.map?.[skipped] ?? word.start + skipped,
    end: word.end,
    map: word.map?.slice(skipped),
  };
}

/** Does the wrapper `program` take its command as one text here? */
export function hasShellTextOption(program: string, words: readonly CommandWord[]): boolean {
  const names = OPTIONS.get(program);
  return (
    names !== undefined && words.some(({ text }) => names.includes(text.replace(/^(--[^=]+)=.*$/s, '$1')))
  );
}

/** What ssh runs on the other side: everything after the host. */
export function remoteCommand(words: readonly CommandWord[]): readonly CommandWord[] {
  let at = 1;
  for (; at < words.length; at++) {
    const text = words[at]?.text ?? '';
    if (!text.startsWith('-') || text.length < 2) break;
    if (text.length === 2 && SSH_VALUES.includes(text.charAt(1))) at++;
  }
  const rest = words.slice(at + 1);
  return rest[0]?.text === '--' ? rest.slice(1) : rest;
}

/** The shell texts among the arguments of one command. */
export function nestedShellTexts(program: string, words: readonly CommandWord[]): NestedShellText[] {
  if (program === 'ssh') {
    const remote = remoteCommand(words);
    return remote.length === 0 ? [] : [{ words: remote, kind: 'remote-command', certainty: 0.85 }];
  }
  if (JOINED.has(program)) {
    const from =
      program === 'eval' ? 1 : words.findIndex((word, index) => index > 0 && /^[^-\d]/.test(word.text));
    return from < 1 || from >= words.length
      ? []
      : [{ words: words.slice(from), kind: 'shell-text', certainty: program === 'eval' ? 1 : 0.9 }];
  }
  const first = words[1];
  if (program === 'trap' && first !== undefined)
    return [{ words: [first], kind: 'shell-text', certainty: 0.8 }];
  return optionValues(program, words).map((word) => ({ words: [word], kind: 'shell-text', certainty: 0.95 }));
}

/** Commands given as separate words: `find -exec ... ;`, `docker exec container ...`. */
export function nestedCommands(program: string, command: SimpleCommand): SimpleCommand[] {
  const { words } = command;
  if (program === 'find' || program === 'fd' || program === 'fdfind') return executedByFind(command);
  if (!CONTAINERS.test(program)) return [];
  const separator = words.findIndex((word) => word.text === '--');
  if (separator > 0) return [{ ...command, words: words.slice(separator + 1) }];
  const verb = words.findIndex(({ text }) => text === 'exec' || text === 'run');
  if (verb < 1) return [];
  let at = verb + 1;
  for (; (words[at]?.text ?? '').startsWith('-'); at++)
    if (CONTAINER_VALUES.test(words[at]?.text ?? '')) at++;
  const box = words[at];
  const inner = { ...command, words: words.slice(at + 1) };
  if (box === undefined) return [];
  // `docker run alpine/openssl enc ...`: an image may be named after the program it starts.
  const name = /^(?:[\w.-]+\/)*([\w-]+)(?:[:@]\S*)?$/.exec(box.text)?.[1] ?? '';
  const started = { ...box, text: name, map: undefined, start: box.start };
  return words[verb]?.text === 'run' ? [inner, { ...command, words: [started, ...inner.words] }] : [inner];
}

function executedByFind(command: SimpleCommand): SimpleCommand[] {
  const found: SimpleCommand[] = [];
  const { words } = command;
  for (let index = 1; index < words.length && found.length < MOST; index++) {
    if (!/^(?:-(?:exec|execdir|ok|okdir)|-x|-X|--exec|--exec-batch)$/.test(words[index]?.text ?? ''))
      continue;
    const stop = words.findIndex(({ text }, at) => at > index && (text === ';' || text === '+'));
    const end = stop < 0 ? words.length : stop;
    if (end > index + 1) found.push({ ...command, words: words.slice(index + 1, end) });
    index = end;
  }
  return found;
}

/** Does this command take its standard input for a program text? */
export function readsCommandsFromInput(program: string, words: readonly CommandWord[]): boolean {
  if (program === 'ssh') return remoteCommand(words).length === 0;
  if (program === 'at' || program === 'batch') return true;
  if (program === 'crontab') return words.some(({ text }) => text === '-');
  if (program === 'su') return !words.some(({ text }) => /^-[a-z]*c$|^--command/.test(text));
  return false;
}

/** The shell that ssh starts on the other side, if it does nothing but read its input: `ssh host bash -s`. */
export function remoteShell(
  words: readonly CommandWord[],
  isShell: (program: string) => boolean,
): readonly CommandWord[] | undefined {
  const remote = remoteCommand(words);
  const name = programName(remote[0]?.text ?? '');
  const reads = (isShell(name) || name === 'sudo') && remote.every(({ text }) => !/^-[a-z]*c$|\s/.test(text));
  return reads ? remote : undefined;
}
