import { OptionSet } from './option-set.ts';
import { assigned } from './environment.ts';
import type { Tool, ToolArguments, ToolReading } from './tool.ts';

function read(given: ToolArguments): ToolReading {
  const options = new OptionSet(given.words, { short: 'skpedLa' });
  const secrets = options.ranges('s');
  if (
    options.has('g', 'h', 'help') ||
    (given.words.length === 0 && assigned(given, /^GS(?:OCKET)?_/) === undefined)
  )
    return { class: 'none', secrets, reason: `${given.program} makes a secret or shows help` };
  return {
    class: 'symmetric',
    direction: 'both',
    algorithm: 'aes-256',
    keySource:
      secrets.length > 0
        ? 'command-line'
        : options.has('k')
          ? 'file'
          : assigned(given, /^GSOCKET_(?:SECRET|ARGS)$/) === undefined
            ? 'prompt'
            : 'environment',
    inputs: [],
    secrets,
    confidence: 0.8,
    reason: `${given.program} connects through a relay under a shared secret (SRP)`,
  };
}

/** Global Socket: two ends find each other by a shared secret, from which the AES key comes. */
export const gsocket: Tool = {
  id: 'gsocket',
  names: ['gs-netcat', 'gs-sftp', 'gs-mount', 'gsocket', 'blitz', 'gs-full-pipe'],
  gate: ['gs-netcat', 'gs-sftp', 'gs-mount', 'gsocket', 'gs-full-pipe', 'blitz'],
  read,
  examples: {
    positive: [
      {
        line: 'gs-netcat -s winter -i',
        platform: 'posix',
        class: 'symmetric',
        direction: 'both',
        keySource: 'command-line',
        secrets: ['winter'],
      },
      {
        line: 'GSOCKET_ARGS="-k /k.txt -liq" gs-netcat',
        platform: 'posix',
        class: 'symmetric',
        keySource: 'environment',
      },
    ],
    negative: [
      { line: 'gs-netcat -g', platform: 'posix' },
      { line: 'gs -sDEVICE=pdfwrite -o a.pdf b.ps', platform: 'posix' },
    ],
  },
};
