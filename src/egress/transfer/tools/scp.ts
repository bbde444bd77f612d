import { optionGrammar, readOptions } from '../options.ts';
import { portOf, remotePath, urlTarget } from '../target.ts';
import type { TransferReading, TransferTarget } from '../transfer.ts';
import type { ToolCall, TransferTool } from '../transfer-tool.ts';

/** OpenSSH 9.9, pscp of PuTTY. */
const OPENSSH = optionGrammar('c= D= F= i= J= l= o= P= S= X=', {});
const PSCP = optionGrammar(
  'P= l= pw= pwfile= i= load= hostkey= proxycmd= sshlog= sshrawlog= cert= p q r v 2 1 4 6 C batch sftp scp ls unsafe agent noagent',
  { singleDash: true },
);

function read({ program, words, windows }: ToolCall): TransferReading | undefined {
  const options = readOptions(words, program === 'pscp' ? PSCP : OPENSSH);
  const { operands } = options;
  const served = operands.length === 1;
  // What sshd starts for a copy that was asked for on the other side.
  if (served && options.has('t') && program !== 'pscp')
    return {
      direction: 'download',
      carries: 'none',
      certainty: 0.8,
      reason: 'scp takes a copy from the host that called (-t)',
    };
  if (served && options.has('f') && program !== 'pscp')
    return {
      direction: 'upload',
      carries: 'files',
      files: operands,
      certainty: 0.8,
      reason: 'scp gives a copy to the host that called (-f)',
    };
  const [last] = operands.slice(-1);
  if (last === undefined || operands.length < 2) return undefined;
  const remote = (text: string): TransferTarget | undefined => {
    const found = urlTarget(text) ?? remotePath(text, windows);
    const port = found?.port ?? portOf(options.value('P'));
    const user = found?.user ?? options.value('l');
    if (found === undefined) return undefined;
    return {
      ...found,
      scheme: found.scheme ?? 'scp',
      ...(port === undefined ? {} : { port }),
      ...(user === undefined || program !== 'pscp' ? {} : { user }),
    };
  };
  const sources = operands.slice(0, -1);
  const local = sources.filter((source) => remote(source) === undefined);
  const to = remote(last);
  const from = sources.map(remote).find((source) => source !== undefined);
  const common = { encryptsChannel: true, certainty: 0.95 };
  if (to !== undefined && local.length > 0)
    return {
      ...common,
      direction: 'upload',
      carries: 'files',
      files: local,
      target: to,
      reason: `${program} copies local files to another host`,
    };
  if (to !== undefined)
    return {
      ...common,
      direction: 'both',
      carries: 'none',
      target: to,
      reason: `${program} copies from one host to another`,
    };
  if (from !== undefined)
    return {
      ...common,
      direction: 'download',
      carries: 'none',
      target: from,
      reason: `${program} copies files from another host`,
    };
  return undefined;
}

/** Direction is told by the side that has `host:`. */
export const scp: TransferTool = { id: 'scp', names: ['scp', 'pscp', 'hpnscp'], read };
