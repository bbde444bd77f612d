import { optionGrammar, readOptions } from '../options.ts';
import { targetOf } from '../target.ts';
import type { TransferReading } from '../transfer.ts';
import type { ToolCall, TransferTool } from '../transfer-tool.ts';

/** gs-netcat 1.4: both sides meet at a relay by a shared secret. */
const OPTIONS = optionGrammar('s= k= d= p= e= L= P= l g w q v r u i S D C T I');

function read({ program, words }: ToolCall): TransferReading | undefined {
  const options = readOptions(words, OPTIONS);
  if (options.has('g')) return undefined;
  const common = { target: targetOf({ host: 'gs.thc.org' }), encryptsChannel: true };
  if (program === 'blitz')
    return options.has('l')
      ? { ...common, direction: 'listen', carries: 'none', reason: 'blitz waits for files' }
      : {
          ...common,
          direction: 'upload',
          carries: 'files',
          files: options.operands,
          certainty: 0.95,
          reason: 'blitz sends files to another host',
        };
  if (options.has('l'))
    return {
      ...common,
      direction: 'listen',
      carries: options.has('e', 'i') ? 'command-output' : 'stdin',
      reason: 'gs-netcat waits for another host',
    };
  if (options.has('i'))
    return {
      ...common,
      direction: 'interactive',
      carries: 'stdin',
      reason: 'gs-netcat opens a shell on another host',
    };
  if (options.has('S', 'd', 'p'))
    return { ...common, direction: 'both', carries: 'unknown', reason: 'gs-netcat opens a tunnel' };
  return {
    ...common,
    direction: 'both',
    carries: options.has('e') ? 'command-output' : 'stdin',
    certainty: 0.8,
    reason: 'gs-netcat joins what is fed into it with another host',
  };
}

export const gsocket: TransferTool = {
  id: 'gsocket',
  names: ['gs-netcat', 'blitz', 'gsocket', 'gs-sftp', 'gs-mount'],
  read,
};
