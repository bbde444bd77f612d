import { optionGrammar, readOptions } from '../options.ts';
import type { Options } from '../options.ts';
import { hostAndPort, portOf, targetOf, urlTarget } from '../target.ts';
import type { TransferReading, TransferTarget } from '../transfer.ts';
import type { ToolCall, TransferTool } from '../transfer-tool.ts';
import { readRemoteCommand } from './ssh-remote-command.ts';

/** OpenSSH 9.9. */
export const SSH_VALUES = 'B= b= c= D= E= e= F= I= i= J= L= l= m= O= o= p= P= Q= R= S= W= w=';
const OPENSSH = optionGrammar(SSH_VALUES, { stopAtOperand: true });
const DROPBEAR = optionGrammar('p= l= i= L= R= W= K= I= J= B= c= m= o= b=', { stopAtOperand: true });
const AUTOSSH = optionGrammar(`M= ${SSH_VALUES}`, { stopAtOperand: true });
const PLINK = optionGrammar(
  'P= l= pw= pwfile= i= L= R= D= nc= m= hostkey= proxycmd= loghost= load= sshlog= sshrawlog= sercfg= cert= logoverwrite ssh telnet rlogin raw serial batch N T t s A a X x C 1 2 4 6 v agent noagent',
  { singleDash: true, stopAtOperand: true },
);

const GRAMMARS: Readonly<Record<string, typeof OPENSSH>> = {
  plink: PLINK,
  kitty: PLINK,
  dbclient: DROPBEAR,
  autossh: AUTOSSH,
};

interface Call {
  readonly options: readonly Options[];
  readonly host: string | undefined;
  readonly command: readonly string[];
}

/** `ssh options host options command`: after the host, options go on until the command begins. */
function split(words: readonly string[], grammar: typeof OPENSSH): Call {
  const before = readOptions(words, grammar);
  const [host, ...rest] = before.operands;
  const ended = words[words.length - rest.length - 2] === '--';
  if (ended || rest[0]?.startsWith('-') !== true)
    return { options: [before], host, command: rest[0] === '--' ? rest.slice(1) : rest };
  const after = readOptions(rest, grammar);
  return { options: [before, after], host, command: after.operands };
}

function read({ program, words }: ToolCall): TransferReading | undefined {
  const { options, host, command } = split(words, GRAMMARS[program] ?? OPENSSH);
  const has = (...names: string[]): boolean => options.some((each) => each.has(...names));
  const value = (...names: string[]): string | undefined =>
    options.map((each) => each.value(...names)).findLast((found) => found !== undefined);
  if (host === undefined || has('V', 'Q', 'G', 'O')) return undefined;
  const common = {
    target: targetOfHost(host, value),
    encryptsChannel: !has('telnet', 'rlogin', 'raw', 'serial'),
  };
  if (has('R', 'D', 'L', 'w'))
    return {
      ...common,
      direction: 'both',
      carries: 'unknown',
      certainty: 0.85,
      reason: `${program} opens a tunnel (port forwarding)`,
    };
  if (has('W', 'nc'))
    return {
      ...common,
      direction: 'both',
      carries: 'stdin',
      certainty: 0.7,
      reason: `${program} joins what is fed into it with a connection beyond the host`,
    };
  if (has('s'))
    return {
      ...common,
      direction: 'unknown',
      carries: 'unknown',
      certainty: 0.5,
      reason: `${program} carries a subsystem such as sftp; the program that started it says which way`,
    };
  // `-n` and `-f` keep the input away from it.
  if (command.length > 0) return { ...common, ...readRemoteCommand(command, program, !has('n', 'f')) };
  if (has('N'))
    return {
      ...common,
      direction: 'unknown',
      carries: 'none',
      certainty: 0.6,
      reason: `${program} only holds a connection`,
    };
  return {
    ...common,
    direction: 'interactive',
    carries: 'stdin',
    certainty: 0.85,
    reason: `${program} opens a shell on another host`,
  };
}

function targetOfHost(
  written: string,
  value: (...names: string[]) => string | undefined,
): TransferTarget | undefined {
  const url = urlTarget(written);
  if (url !== undefined) return url;
  const at = written.lastIndexOf('@');
  const stated = /^port[= ]+(\d+)$/i.exec(value('o') ?? '')?.[1];
  return targetOf({
    scheme: 'ssh',
    user: at < 0 ? value('l') : written.slice(0, at),
    ...hostOnly(written.slice(at + 1)),
    port: portOf(value('p', 'P') ?? stated) ?? hostAndPort(written.slice(at + 1)).port,
  });
}

function hostOnly(text: string): { readonly host: string | undefined } {
  return { host: hostAndPort(text).host };
}

/** ssh and those that speak like it. */
export const ssh: TransferTool = {
  id: 'ssh',
  names: ['ssh', 'slogin', 'plink', 'kitty', 'dbclient', 'autossh', 'hpnssh'],
  read,
  // PuTTY's own option, and a reverse tunnel to a user at a host.
  shape: (words) => {
    if (words.includes('-pw') && words.some((word) => word.includes('@') || word === '-ssh')) return 'plink';
    const forwards = words.some((word) => /^-\w{0,8}[RD](?:\d{2,5}(?::|$)|$)/.test(word));
    const userAtHost = words.some((word) => /^[\w.-]{1,64}@[\w.-]{1,255}$/.test(word));
    return forwards && userAtHost && words.some((word) => /^-\w{0,8}N/.test(word)) ? 'ssh' : undefined;
  },
};
