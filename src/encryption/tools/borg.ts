import { assigned } from './environment.ts';
import { OptionSet } from './option-set.ts';
import type { Tool, ToolArguments, ToolReading } from './tool.ts';

const NAMES = {
  short: 'eCprx',
  long: 'encryption compression repo exclude exclude-from pattern patterns-from comment remote-path rsh upload-ratelimit checkpoint-interval chunker-params files-cache stdin-name storage-quota lock-wait',
};

function algorithmOf(mode: string): string {
  if (mode.includes('chacha')) return 'chacha20-poly1305';
  return mode.includes('ocb') ? 'aes-256-ocb' : 'aes-256-ctr';
}

function read(given: ToolArguments): ToolReading {
  const options = new OptionSet(given.words, NAMES);
  const [verb = '', ...operands] = options.operands;
  const secret = assigned(given, /^BORG_(?:NEW_)?PASS(?:PHRASE|COMMAND|PHRASE_FD)$/);
  const keySource = secret === undefined ? 'unknown' : 'environment';
  const mode = (options.value('e', 'encryption') ?? '').toLowerCase();
  if (verb === 'init' || verb === 'repo-create' || verb === 'rcreate') {
    if (!/^(?:repokey|keyfile)/.test(mode))
      return { class: 'none', reason: 'borg makes a repository without encryption' };
    return {
      class: 'symmetric',
      direction: 'encrypt',
      algorithm: algorithmOf(mode),
      keySource: mode.startsWith('keyfile') ? 'file' : keySource,
      confidence: 0.8,
      outputs: operands.slice(0, 1),
      reason: `borg makes a repository that encrypts (${mode})`,
    };
  }
  if (verb !== 'create' && verb !== 'extract' && verb !== 'export-tar')
    return { class: 'none', reason: 'borg manages a repository' };
  const writes = verb === 'create';
  return {
    class: 'symmetric',
    direction: writes ? 'encrypt' : 'decrypt-claimed',
    keySource,
    tier: secret === undefined ? 1 : 3,
    confidence: secret === undefined ? 0.5 : 0.9,
    inputs: writes ? operands.slice(1) : operands.slice(0, 1),
    outputs: writes ? operands.slice(0, 1) : [],
    reason:
      secret === undefined
        ? 'borg; whether it encrypts was chosen when the repository was made'
        : 'borg works on a repository with a passphrase',
  };
}

/** BorgBackup: encryption is chosen with `init`, and shows later only where a passphrase is given. */
export const borg: Tool = {
  id: 'borg',
  names: ['borg', 'borg1', 'borg2'],
  read,
  examples: {
    positive: [
      {
        line: 'borg init --encryption=repokey-blake2 /b/repo',
        platform: 'posix',
        class: 'symmetric',
        direction: 'encrypt',
        algorithm: 'aes-256-ctr',
        outputs: ['/b/repo'],
      },
      {
        line: 'BORG_PASSPHRASE=winter borg create /b/repo::a /srv',
        platform: 'posix',
        class: 'symmetric',
        direction: 'encrypt',
        keySource: 'environment',
        inputs: ['/srv'],
        secrets: ['winter'],
      },
      {
        line: 'borg init -e keyfile-chacha20-poly1305 r',
        platform: 'posix',
        class: 'symmetric',
        algorithm: 'chacha20-poly1305',
        keySource: 'file',
      },
    ],
    negative: [
      { line: 'borg init -e none r', platform: 'posix' },
      { line: 'borg init --encryption authenticated r', platform: 'posix' },
      { line: 'borg list /b/repo', platform: 'posix' },
      { line: 'borg prune --keep-daily 7 /b/repo', platform: 'posix' },
    ],
  },
};
