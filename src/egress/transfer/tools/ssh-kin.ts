/** What rides on ssh under other names. */
import { optionGrammar, readOptions } from '../options.ts';
import { remotePath, targetOf } from '../target.ts';
import type { TransferReading, TransferTarget } from '../transfer.ts';
import type { ToolCall, TransferTool } from '../transfer-tool.ts';

const SSHUTTLE = optionGrammar(
  'r,remote= e,ssh-cmd= x,exclude= X,exclude-from= l,listen= m,method= python= to-ns= ns-hosts= s,subnets= pidfile= user= tmark= c,no-latency-control',
);
const COPY_ID = optionGrammar('i= p= o= F= t=');
const SSHFS = optionGrammar('o= p= F=');
const MOSH = optionGrammar('p,port= ssh= client= server= predict= family= experimental-remote-ip=', {
  stopAtOperand: true,
});

function userHost(text: string | undefined): TransferTarget | undefined {
  if (text === undefined) return undefined;
  const at = text.lastIndexOf('@');
  return targetOf({
    scheme: 'ssh',
    user: at < 0 ? undefined : text.slice(0, at),
    host: text.slice(at + 1).split(':')[0],
  });
}

function read({ program, words, windows }: ToolCall): TransferReading | undefined {
  const encryptsChannel = true;
  if (program === 'sshuttle') {
    const host = readOptions(words, SSHUTTLE).value('remote');
    return {
      direction: 'both',
      carries: 'unknown',
      target: userHost(host),
      encryptsChannel,
      reason: 'sshuttle sends the traffic of other programs through ssh',
    };
  }
  if (program === 'sshfs') {
    const [place] = readOptions(words, SSHFS).operands;
    const target = place === undefined ? undefined : remotePath(place, windows);
    return target === undefined
      ? undefined
      : {
          direction: 'both',
          carries: 'unknown',
          target: { ...target, scheme: 'sftp' },
          encryptsChannel,
          certainty: 0.7,
          reason: 'sshfs makes files of another host a folder here',
        };
  }
  if (program === 'ssh-copy-id') {
    const [host] = readOptions(words, COPY_ID).operands;
    return host === undefined
      ? undefined
      : {
          direction: 'upload',
          carries: 'files',
          target: userHost(host),
          encryptsChannel,
          certainty: 0.8,
          reason: 'ssh-copy-id sends public keys',
        };
  }
  const [host] = readOptions(words, MOSH).operands;
  return host === undefined
    ? undefined
    : {
        direction: 'interactive',
        carries: 'stdin',
        target: userHost(host),
        encryptsChannel,
        reason: 'mosh opens a shell on another host',
      };
}

export const sshKin: TransferTool = {
  id: 'ssh-kin',
  names: ['sshuttle', 'sshfs', 'ssh-copy-id', 'mosh'],
  family: true,
  read,
};
