import { OptionSet } from './option-set.ts';
import type { Tool, ToolArguments, ToolReading } from './tool.ts';

function read({ words, program }: ToolArguments): ToolReading {
  const options = new OptionSet(words, { short: program === 'zpool' ? 'oORmt' : 'obVL' });
  const [verb = '', ...rest] = options.operands;
  const settings = options.values('o', 'O');
  const encryption = settings.find((setting) => setting.startsWith('encryption='))?.slice(11);
  const dataset = rest[0];
  const common = {
    inputs: dataset === undefined ? [] : [dataset],
    confidence: 0.6,
    class: 'symmetric',
  } as const;
  if (verb === 'create' && encryption !== undefined && encryption !== 'off') {
    const keyed = settings.some((setting) => /^keylocation=(?:file|https?):/.test(setting));
    return {
      ...common,
      direction: 'encrypt',
      algorithm: encryption === 'on' ? 'aes-256-gcm' : encryption,
      keySource: keyed ? 'file' : 'prompt',
      reason: 'zfs makes an encrypted dataset',
    };
  }
  if (verb === 'load-key')
    return { ...common, direction: 'both', keySource: 'unknown', reason: 'zfs opens an encrypted dataset' };
  return { class: 'none', reason: 'zfs without encryption' };
}

/** OpenZFS native encryption. */
export const zfs: Tool = {
  id: 'zfs',
  names: ['zfs', 'zpool'],
  read,
  examples: {
    positive: [
      {
        line: 'zfs create -o encryption=aes-256-gcm -o keyformat=passphrase tank/s',
        platform: 'posix',
        class: 'symmetric',
        direction: 'encrypt',
        algorithm: 'aes-256-gcm',
        inputs: ['tank/s'],
      },
    ],
    negative: [
      { line: 'zfs create tank/s', platform: 'posix' },
      { line: 'zfs send tank/s@a', platform: 'posix' },
    ],
  },
};
