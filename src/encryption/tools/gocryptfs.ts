import { OptionSet } from './option-set.ts';
import type { Tool, ToolArguments, ToolReading } from './tool.ts';

const NAMES = {
  short: 'o',
  long: 'passfile extpass config masterkey scryptn ko exclude exclude-wildcard exclude-from idle fido2 ctlsock badname longnamemax nodev_value',
  singleDash: true,
};
const MASTER_KEY = /^(?:[0-9a-f]{8}-){7}[0-9a-f]{8}$|^[0-9a-f]{64}$|^stdin$/i;

function read({ words }: ToolArguments): ToolReading {
  const options = new OptionSet(words, NAMES);
  if (options.has('version', 'info', 'speed', 'fsck', 'help', 'h', 'hh'))
    return { class: 'none', reason: 'gocryptfs asked for information only' };
  // The key may be given or not; a path behind the option is no key.
  const stated = options.value('masterkey') ?? '';
  const isKey = MASTER_KEY.test(stated) || options.operands.length > 1;
  const operands = stated === '' || isKey ? options.operands : [stated, ...options.operands];
  const starts = options.has('init');
  const keySource =
    stated !== '' && isKey && stated !== 'stdin'
      ? 'command-line'
      : options.has('passfile')
        ? 'file'
        : options.has('extpass')
          ? 'agent'
          : 'prompt';
  const manages = options.has('passwd');
  return {
    class: 'symmetric',
    direction: starts ? 'encrypt' : manages ? 'unknown' : 'both',
    algorithm: options.has('xchacha')
      ? 'xchacha20-poly1305'
      : options.has('aessiv', 'reverse')
        ? 'aes-256-siv'
        : 'aes-256-gcm',
    keySource,
    confidence: starts || manages ? 0.7 : 0.85,
    inputs: operands.slice(0, 1),
    outputs: operands.slice(1, 2),
    secrets: keySource === 'command-line' ? options.ranges('masterkey') : [],
    reason: starts
      ? 'gocryptfs makes an encrypted folder'
      : manages
        ? 'gocryptfs changes the password of an encrypted folder'
        : 'gocryptfs mounts an encrypted folder',
  };
}

/** gocryptfs: an encrypted folder; `-reverse` shows a plain folder encrypted, ready to be copied away. */
export const gocryptfs: Tool = {
  id: 'gocryptfs',
  names: ['gocryptfs', 'gocryptfs-xray'],
  gate: ['gocryptfs'],
  read,
  examples: {
    positive: [
      {
        line: 'gocryptfs -init -passfile pw /srv/cipher',
        platform: 'posix',
        class: 'symmetric',
        direction: 'encrypt',
        keySource: 'file',
        inputs: ['/srv/cipher'],
      },
      {
        line: 'gocryptfs --reverse /home/a /tmp/c',
        platform: 'posix',
        class: 'symmetric',
        direction: 'both',
        inputs: ['/home/a'],
        outputs: ['/tmp/c'],
      },
      {
        line: 'gocryptfs -masterkey 00112233-00112233-00112233-00112233-00112233-00112233-00112233-00112233 c p',
        platform: 'posix',
        class: 'symmetric',
        keySource: 'command-line',
        secrets: ['00112233-00112233-00112233-00112233-00112233-00112233-00112233-00112233'],
      },
    ],
    negative: [
      { line: 'gocryptfs -info /srv/cipher', platform: 'posix' },
      { line: 'gocryptfs -speed', platform: 'posix' },
    ],
  },
};
