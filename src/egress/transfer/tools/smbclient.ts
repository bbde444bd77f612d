import { commandWords } from '../command-words.ts';
import { optionGrammar, readOptions } from '../options.ts';
import { portOf, targetOf } from '../target.ts';
import type { TransferReading } from '../transfer.ts';
import type { ToolCall, TransferTool } from '../transfer-tool.ts';

/** smbclient of Samba 4.20. */
const OPTIONS = optionGrammar(
  'c,command= U,user= p,port= I,ip-address= W,workgroup= A,authentication-file= D,directory= m,max-protocol= n,netbiosname= s,configfile= d,debuglevel= b,send-buffer= t,timeout= L,list= M,message= R,name-resolve= O,socket-options= T,tar= i,scope= l,log-basename= option= password= pw-nt-hash k,kerberos N,no-pass E,stderr e,encrypt q,quiet g,grepable P,machine-pass client-protection= use-kerberos= use-krb5-ccache=',
);

function read({ program, words }: ToolCall): TransferReading | undefined {
  const options = readOptions(words, OPTIONS);
  const share = options.operands.find((word) => /^[/\\]{2}/.test(word)) ?? options.operands[0];
  const [, host, path] = /^[/\\]{2}([^/\\]{1,255})[/\\]?(.*)$/s.exec(share ?? '') ?? [];
  const user = options.value('user')?.split('%')[0];
  const target = targetOf({
    scheme: 'smb',
    user,
    host: host ?? options.value('ip-address', 'list'),
    port: portOf(options.value('port')),
    path,
  });
  if (target?.host === undefined) return undefined;
  const common = { target, encryptsChannel: options.has('encrypt') ? true : undefined };
  if (options.has('list'))
    return { ...common, direction: 'download', carries: 'none', reason: `${program} lists shares` };
  if (options.has('message'))
    return { ...common, direction: 'upload', carries: 'stdin', reason: `${program} sends a message` };
  const tar = options.value('tar');
  // `-Tx`: what is in a local archive is put onto the share; `-Tc`: the share is put into one.
  if (tar?.includes('x') === true)
    return {
      ...common,
      direction: 'upload',
      carries: 'files',
      files: options.operands.slice(1, 2),
      reason: `${program} puts an archive onto a share (-Tx)`,
    };
  if (tar !== undefined)
    return {
      ...common,
      direction: 'download',
      carries: 'none',
      reason: `${program} fetches a share into an archive (-Tc)`,
    };
  const commands = options.values('command').flatMap((text) => commandWords(text));
  const puts = commands.filter(([name]) => /^(?:put|mput|reput)$/.test(name ?? ''));
  const gets = commands.some(([name]) => /^(?:get|mget|more|reget|tar)$/.test(name ?? ''));
  if (puts.length > 0)
    return {
      ...common,
      direction: gets ? 'both' : 'upload',
      carries: puts.every((words) => words[1] === '-') ? 'stdin' : 'files',
      files: puts
        .flatMap((words) => (words[0] === 'put' ? words.slice(1, 2) : words.slice(1)))
        .filter((file) => file !== '-'),
      certainty: 0.95,
      reason: `${program} puts files onto a share`,
    };
  if (commands.length > 0)
    return {
      ...common,
      direction: 'download',
      carries: 'none',
      certainty: 0.8,
      reason: `${program} reads from a share or looks at it`,
    };
  return {
    ...common,
    direction: 'interactive',
    carries: 'unknown',
    certainty: 0.85,
    reason: `${program} waits for commands, typed or fed`,
  };
}

export const smbclient: TransferTool = { id: 'smbclient', names: ['smbclient'], read };
