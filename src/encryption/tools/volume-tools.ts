import { OptionSet } from './option-set.ts';
import type { Tool, ToolArguments, ToolReading } from './tool.ts';

type Words = ToolArguments['words'];

function volume(
  encrypts: boolean,
  algorithm: string | undefined,
  more: Partial<ToolReading> & { readonly reason: string },
): ToolReading {
  return {
    class: 'symmetric',
    direction: encrypts ? 'encrypt' : 'both',
    algorithm,
    keySource: 'prompt',
    confidence: 0.7,
    ...more,
  };
}

const READERS: Readonly<Record<string, (words: Words) => ToolReading | undefined>> = {
  tomb: (words) => {
    const options = new OptionSet(words, { short: 'koscr', long: 'tomb-pwd' });
    const verb = options.operands[0];
    const shared = {
      keySource: options.has('k') ? 'file' : 'prompt',
      inputs: options.operands.slice(1),
    } as const;
    if (verb === 'forge' || verb === 'lock')
      return volume(true, verb === 'lock' ? 'aes-xts' : 'aes-256', { ...shared, reason: `tomb ${verb}` });
    return verb === 'open' || verb === 'close' || verb === 'slam'
      ? volume(false, 'aes-xts', { ...shared, reason: `tomb ${verb}` })
      : undefined;
  },
  'ecryptfs-setup-private': () => volume(true, 'aes', { reason: 'eCryptfs sets up an encrypted folder' }),
  'ecryptfs-migrate-home': () => volume(true, 'aes', { reason: 'eCryptfs encrypts a home folder' }),
  'ecryptfs-mount-private': () => volume(false, 'aes', { reason: 'eCryptfs opens an encrypted folder' }),
  'mount.ecryptfs': (words) =>
    volume(false, 'aes', { inputs: operands(words), reason: 'eCryptfs opens an encrypted folder' }),
  mount: (words) => {
    const options = new OptionSet(words, { short: 'toOULp', long: 'types options' });
    const settings = options.value('o', 'options') ?? '';
    const cipher = /(?:^|,)(?:encryption|ecryptfs_cipher)=([\w-]{1,40})/.exec(settings)?.[1]?.toLowerCase();
    const ecryptfs = options.value('t', 'types') === 'ecryptfs';
    return ecryptfs || cipher !== undefined
      ? volume(false, cipher ?? 'aes', {
          inputs: options.operands.slice(0, 1),
          reason: 'an encrypted file system is mounted',
        })
      : undefined;
  },
  losetup: (words) => {
    const options = new OptionSet(words, { short: 'eEopkS', long: 'encryption offset' });
    const cipher = options
      .value('e', 'E', 'encryption')
      ?.toLowerCase()
      .replace(/^aes-?(128|192|256)$/, 'aes-$1');
    return cipher === undefined || cipher === 'none'
      ? undefined
      : volume(false, cipher, {
          inputs: options.operands.slice(1),
          reason: 'an encrypted loop device is set up',
        });
  },
  tcplay: (words) => {
    const options = new OptionSet(words, {
      short: 'dfbkmsx',
      long: 'device map keyfile hidden-keyfile cipher pbkdf-prf keyfile-hidden',
    });
    if (!options.has('c', 'create', 'm', 'map')) return undefined;
    const reason = options.has('c', 'create') ? 'tcplay creates a volume' : 'tcplay opens a volume';
    return volume(options.has('c', 'create'), options.value('b', 'cipher')?.toLowerCase(), {
      outputs: options.values('d', 'device'),
      reason,
    });
  },
  'zulucrypt-cli': (words) => {
    const options = new OptionSet(words, { short: 'dfmezptkgyuxn' });
    const encrypts = options.has('c', 'E');
    if (!encrypts && !options.has('o', 'D', 'O')) return undefined;
    return volume(encrypts, undefined, {
      keySource: options.has('p') ? 'command-line' : options.has('f') ? 'file' : 'prompt',
      secrets: options.ranges('p'),
      inputs: options.values('d'),
      outputs: options.values('z'),
      reason: `zuluCrypt ${encrypts ? 'encrypts' : 'opens'} a volume or file`,
    });
  },
  dislocker: (words) =>
    volume(false, 'aes', { inputs: operands(words), reason: 'dislocker opens a BitLocker volume' }),
  'dislocker-fuse': (words) =>
    volume(false, 'aes', { inputs: operands(words), reason: 'dislocker opens a BitLocker volume' }),
};

function operands(words: Words): readonly string[] {
  return words.filter(({ text }) => /^\/(?:dev|srv|home|mnt|media)\//.test(text)).map(({ text }) => text);
}

/** Encrypted volumes and folders beside LUKS and VeraCrypt: Tomb, eCryptfs, loop-AES, tcplay, zuluCrypt, dislocker. */
export const volumeTools: Tool = {
  id: 'volume',
  names: Object.keys(READERS),
  gate: [
    'tomb',
    'ecryptfs-setup-private',
    'ecryptfs-migrate-home',
    'ecryptfs-mount-private',
    'ecryptfs',
    'losetup',
    'tcplay',
    'zulucrypt-cli',
    'dislocker',
    'dislocker-fuse',
    'encryption',
  ],
  read: ({ program, words }) => {
    const reading = READERS[program]?.(words);
    return reading === undefined
      ? { class: 'none', reason: `${program} without encryption` }
      : { form: program, ...reading };
  },
  examples: {
    positive: [
      {
        line: 'tomb lock secret.tomb -k secret.tomb.key',
        platform: 'posix',
        class: 'symmetric',
        direction: 'encrypt',
        keySource: 'file',
      },
      { line: 'tomb open secret.tomb -k k', platform: 'posix', class: 'symmetric', direction: 'both' },
      { line: 'ecryptfs-setup-private', platform: 'posix', class: 'symmetric', direction: 'encrypt' },
      {
        line: 'mount -t ecryptfs -o ecryptfs_cipher=aes /srv/a /srv/b',
        platform: 'posix',
        class: 'symmetric',
        algorithm: 'aes',
      },
      {
        line: 'losetup -e aes256 /dev/loop0 /srv/a.img',
        platform: 'posix',
        class: 'symmetric',
        algorithm: 'aes-256',
      },
      {
        line: 'tcplay -c -d /dev/sdb -b AES-256-XTS',
        platform: 'posix',
        class: 'symmetric',
        direction: 'encrypt',
      },
      {
        line: 'zuluCrypt-cli -E -d a.tar -z a.zc -p winter',
        platform: 'posix',
        class: 'symmetric',
        secrets: ['winter'],
      },
      { line: 'dislocker -V /dev/sdb1 -u -- /mnt/b', platform: 'posix', class: 'symmetric' },
    ],
    negative: [
      { line: 'mount -o ro /dev/sdb1 /mnt', platform: 'posix' },
      { line: 'losetup -f --show a.img', platform: 'posix' },
      { line: 'tomb dig -s 100 secret.tomb', platform: 'posix' },
    ],
  },
};
