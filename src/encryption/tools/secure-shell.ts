import { remoteCommand } from '../command-line/nested-shell.ts';
import { scanOptions } from './option-scan.ts';
import type { Tool, ToolArguments, ToolReading } from './tool.ts';

const VALUES = 'BbcDEeFIiJLlmOoPpQRSWw';

function read({ program, words, command }: ToolArguments): ToolReading {
  if (program.startsWith('ssh-key'))
    return { class: 'asymmetric', form: 'keygen', inputs: [], reason: 'ssh-keygen handles keys' };
  // What follows the host are words of the other side.
  const own = program === 'ssh' ? words.slice(0, words.length - remoteCommand(command.words).length) : words;
  const { options } = scanOptions(own.slice(0, 64), { shortWithValue: VALUES, longWithValue: () => false });
  const stated = options.find(
    ({ name, long, value }) =>
      !long && (name === 'c' || (name === 'o' && /^ciphers?[= ]/i.test(value ?? ''))),
  )?.value;
  if (stated === undefined) return { class: 'none', reason: `${program} encrypts its channel only` };
  return {
    class: 'asymmetric',
    form: 'channel',
    direction: 'both',
    algorithm: stated.replace(/^ciphers?[= ]/i, '').toLowerCase(),
    keySource: 'network',
    inputs: [],
    outputs: [],
    reason: `${program} with a cipher chosen for its channel; keys are exchanged`,
  };
}

/** OpenSSH: the channel is encrypted under exchanged keys; nothing on disk is. */
export const secureShell: Tool = {
  id: 'ssh',
  names: ['ssh', 'scp', 'sftp', 'ssh-keygen', 'plink', 'pscp', 'psftp'],
  encrypts: false,
  read,
  examples: {
    positive: [
      {
        line: 'ssh -c aes256-ctr h.example.com',
        platform: 'posix',
        class: 'asymmetric',
        direction: 'both',
        algorithm: 'aes256-ctr',
        keySource: 'network',
      },
      { line: 'scp -oCiphers=aes256-gcm@openssh.com a h:', platform: 'posix', class: 'asymmetric' },
      { line: 'ssh-keygen -t ed25519 -N winter -f k', platform: 'posix', class: 'asymmetric' },
    ],
    negative: [
      { line: 'ssh -c aes256-ctr h.example.com', platform: 'posix' },
      { line: 'ssh -i k u@h.example.com', platform: 'posix' },
    ],
  },
};
