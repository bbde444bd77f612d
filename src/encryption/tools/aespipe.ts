import { OptionSet } from './option-set.ts';
import type { Tool, ToolArguments, ToolReading } from './tool.ts';

function read({ words, command }: ToolArguments): ToolReading {
  const options = new OptionSet(words, { short: 'eHCSpPKGAOw' });
  if (options.has('V', 'version', 'h', 'help')) return { class: 'none', reason: 'aespipe shows information' };
  return {
    class: 'symmetric',
    direction: options.has('d') ? 'decrypt-claimed' : 'encrypt',
    algorithm: (options.value('e') ?? 'aes128').toLowerCase().replace(/^aes(\d+)$/, 'aes-$1-cbc'),
    keySource: options.has('p') ? 'descriptor' : options.has('P', 'K') ? 'file' : 'prompt',
    inputs: command.inputs,
    outputs: command.outputs,
    reason: 'aespipe works on a stream',
  };
}

/** aespipe: standard input to standard output. */
export const aespipe: Tool = {
  id: 'aespipe',
  names: ['aespipe'],
  read,
  examples: {
    positive: [
      {
        line: 'tar c /srv | aespipe -e aes256 -P key.txt > s.aes',
        platform: 'posix',
        class: 'symmetric',
        direction: 'encrypt',
        algorithm: 'aes-256-cbc',
        keySource: 'file',
        outputs: ['s.aes'],
      },
      {
        line: 'aespipe -d < s.aes',
        platform: 'posix',
        class: 'symmetric',
        direction: 'decrypt-claimed',
        inputs: ['s.aes'],
      },
    ],
    negative: [
      { line: 'aespipe --version', platform: 'posix' },
      { line: 'aespipe -h', platform: 'posix' },
    ],
  },
};
