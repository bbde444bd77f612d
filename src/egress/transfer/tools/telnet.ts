import { optionGrammar, readOptions } from '../options.ts';
import { portOf, targetOf } from '../target.ts';
import type { TransferReading } from '../transfer.ts';
import type { ToolCall, TransferTool } from '../transfer-tool.ts';

const TELNET = optionGrammar('l= e= n= X= b= S= k= t= f= a= z=');
const RLOGIN = optionGrammar('l= e= k= p=', { stopAtOperand: true });

function read({ program, words, windows }: ToolCall): TransferReading | undefined {
  const options = readOptions(
    windows ? words.filter((word) => !word.startsWith('/')) : words,
    program.startsWith('r') ? RLOGIN : TELNET,
  );
  const [host, ...rest] = options.operands;
  if (host === undefined) return undefined;
  const user = options.value('l');
  const target = targetOf({
    scheme: program.startsWith('r') ? 'rlogin' : 'telnet',
    // A user name with blanks or long text is data, as GTFOBins sends them.
    user: user !== undefined && user.length <= 64 ? user : undefined,
    host,
    port: portOf(rest[0]),
  });
  const common = {
    target,
    encryptsChannel: program.endsWith('-ssl') || program === 'telnets',
  };
  if (user !== undefined && user.length > 64)
    return {
      ...common,
      direction: 'upload',
      carries: 'literal',
      certainty: 0.6,
      reason: `${program} sends a long text as a user name`,
    };
  return {
    ...common,
    direction: 'interactive',
    carries: 'stdin',
    certainty: 0.8,
    reason: `${program} opens a session in clear text`,
  };
}

/** Sessions in clear text; what is fed in goes out. */
export const telnet: TransferTool = {
  id: 'telnet',
  names: [
    'telnet',
    'telnet.netkit',
    'inetutils-telnet',
    'telnet-ssl',
    'telnets',
    'rlogin',
    'rsh',
    'rsh-redone-rlogin',
    'netkit-rsh',
    'tn3270',
  ],
  read,
};
