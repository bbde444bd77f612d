import { optionGrammar, readOptions } from '../options.ts';
import { hostAndPort, portOf, remotePath, targetOf, urlTarget } from '../target.ts';
import type { TransferReading, TransferTarget } from '../transfer.ts';
import type { ToolCall, TransferTool } from '../transfer-tool.ts';

const OPENSSH = optionGrammar('B= b= c= D= F= i= J= l= o= P= R= S= s= X=');
const PSFTP = optionGrammar(
  'P= l= pw= pwfile= i= load= hostkey= proxycmd= b= sshlog= sshrawlog= cert= bc be batch v 2 1 4 6 C agent noagent',
  { singleDash: true },
);

function read({ program, words, windows }: ToolCall): TransferReading | undefined {
  if (program === 'sftp-server')
    return {
      direction: 'both',
      carries: 'unknown',
      encryptsChannel: true,
      certainty: 0.4,
      reason: 'sftp-server serves files to a host that called',
    };
  const options = readOptions(words, program === 'psftp' ? PSFTP : OPENSSH);
  const [place, localName] = options.operands;
  if (place === undefined) return undefined;
  const target = targetOfPlace(place, windows, portOf(options.value('P')));
  const common = { target, encryptsChannel: true };
  const batch = options.value('b');
  if (batch !== undefined)
    return {
      ...common,
      direction: 'unknown',
      carries: 'unknown',
      certainty: 0.6,
      reason: `${program} runs commands of a ${batch === '-' ? 'fed script' : 'batch file'} that is not seen (-b)`,
    };
  const path = target?.path ?? '';
  if (
    program !== 'psftp' &&
    (localName !== undefined || (path !== '' && !/[/.~]$/.test(path) && /[^/]\.\w{1,8}$/.test(path)))
  )
    return {
      ...common,
      direction: 'download',
      carries: 'none',
      certainty: 0.7,
      reason: 'sftp fetches the file that its destination names',
    };
  return {
    ...common,
    direction: 'interactive',
    carries: 'unknown',
    certainty: 0.85,
    reason: `${program} waits for commands, typed or fed: what it moves is not in its arguments`,
  };
}

function targetOfPlace(
  place: string,
  windows: boolean,
  port: number | undefined,
): TransferTarget | undefined {
  const url = urlTarget(place);
  if (url !== undefined) return url;
  const remote = remotePath(place, windows);
  const at = place.lastIndexOf('@');
  return targetOf({
    scheme: 'sftp',
    user: remote?.user ?? (at < 0 ? undefined : place.slice(0, at)),
    host: remote?.host ?? hostAndPort(place.slice(at + 1)).host,
    port,
    path: remote?.path,
  });
}

/** sftp takes its commands from a terminal, a pipe or a batch file, hardly ever from its arguments. */
export const sftp: TransferTool = { id: 'sftp', names: ['sftp', 'psftp', 'sftp-server', 'hpnsftp'], read };
