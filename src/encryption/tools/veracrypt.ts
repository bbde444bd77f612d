import { OptionSet } from './option-set.ts';
import type { Tool, ToolArguments, ToolReading, WordRange } from './tool.ts';

const NAMES = {
  short: 'pkdmNu',
  long: 'password keyfiles encryption hash filesystem size volume-type random-source slot pim mount-options protection-password protection-keyfiles new-password new-keyfiles token-lib fs-options',
};

function readPosix({ words }: ToolArguments): ToolReading {
  const options = new OptionSet(words, { ...NAMES, short: 'pkmN' });
  const secrets = options.ranges('p', 'password', 'new-password', 'protection-password');
  const creates = options.has('c', 'create');
  if (
    options.has(
      'd',
      'dismount',
      'u',
      'unmount',
      'l',
      'list',
      'test',
      'help',
      'h',
      'version',
      'volume-properties',
    )
  )
    return { class: 'none', secrets, reason: 'VeraCrypt closes or shows' };
  const [volume, mount] = options.operands;
  if (!creates && volume === undefined)
    return { class: 'none', secrets, reason: 'VeraCrypt without a volume' };
  return {
    class: 'symmetric',
    direction: creates ? 'encrypt' : 'both',
    algorithm: options.value('encryption')?.toLowerCase() ?? (creates ? 'aes' : undefined),
    keySource: options.has('p', 'password')
      ? 'command-line'
      : options.has('k', 'keyfiles')
        ? 'file'
        : 'prompt',
    confidence: creates ? 0.85 : 0.75,
    inputs: creates || volume === undefined ? [] : [volume],
    outputs: creates ? options.operands.slice(0, 1) : mount === undefined ? [] : [mount],
    secrets,
    reason: creates ? 'VeraCrypt makes an encrypted volume' : 'VeraCrypt opens an encrypted volume',
  };
}

/** `/switch value`, as the Windows programs take it. */
function readWindows({ words, program }: ToolArguments): ToolReading {
  const values = new Map<string, string>();
  const secrets: WordRange[] = [];
  for (const [index, { text }] of words.entries()) {
    const name = /^[/-]([a-z]+)$/i.exec(text)?.[1]?.toLowerCase();
    if (name === undefined) continue;
    const value = words[index + 1]?.text ?? '';
    values.set(name, value);
    if (name === 'p' || name === 'password') secrets.push({ word: index + 1, start: 0, end: value.length });
  }
  const creates = program.endsWith('format') && values.has('create');
  const mounts = !values.has('d') && !values.has('dismount') && (values.has('v') || values.has('volume'));
  if (!creates && !mounts)
    return { class: 'none', secrets, reason: 'VeraCrypt neither makes nor opens a volume' };
  return {
    class: 'symmetric',
    direction: creates ? 'encrypt' : 'both',
    algorithm: values.get('encryption')?.toLowerCase().replace(/[()]/g, '-'),
    keySource:
      secrets.length > 0 ? 'command-line' : values.has('k') || values.has('keyfile') ? 'file' : 'prompt',
    confidence: creates ? 0.85 : 0.75,
    inputs: creates ? [] : [values.get('v') ?? values.get('volume') ?? ''],
    outputs: creates ? [values.get('create') ?? ''] : [],
    secrets,
    reason: creates ? 'VeraCrypt makes an encrypted volume' : 'VeraCrypt opens an encrypted volume',
  };
}

/** VeraCrypt and TrueCrypt: containers without any mark by which the file could be known. */
export const veracrypt: Tool = {
  id: 'veracrypt',
  names: ['veracrypt', 'veracrypt format', 'veracrypt-x64', 'truecrypt', 'truecrypt format'],
  gate: ['veracrypt', 'veracrypt-x64', 'truecrypt'],
  read: (given) => (given.platform === 'windows' ? readWindows(given) : readPosix(given)),
  examples: {
    positive: [
      {
        line: 'veracrypt --text --create c.hc --size 1G --encryption AES --password winter --random-source=/dev/urandom',
        platform: 'posix',
        class: 'symmetric',
        direction: 'encrypt',
        algorithm: 'aes',
        keySource: 'command-line',
        outputs: ['c.hc'],
        secrets: ['winter'],
      },
      {
        line: 'veracrypt --text c.hc /mnt/c',
        platform: 'posix',
        class: 'symmetric',
        direction: 'both',
        inputs: ['c.hc'],
        outputs: ['/mnt/c'],
      },
      {
        line: '"C:\\Program Files\\VeraCrypt\\VeraCrypt Format.exe" /create c:\\t\\c.hc /size 1G /password winter /encryption AES /silent',
        platform: 'windows',
        class: 'symmetric',
        direction: 'encrypt',
        outputs: ['c:\\t\\c.hc'],
        secrets: ['winter'],
      },
      {
        line: 'VeraCrypt.exe /v c.hc /l x /p winter /q',
        platform: 'windows',
        class: 'symmetric',
        direction: 'both',
        secrets: ['winter'],
      },
    ],
    negative: [
      { line: 'veracrypt --dismount /mnt/c', platform: 'posix' },
      { line: 'VeraCrypt.exe /d x /q', platform: 'windows' },
    ],
  },
};
