import { archiveName } from './archive-name.ts';
import { hasArchiverShape } from './archive-shape.ts';
import type { Tool, ToolArguments, ToolReading, WordRange } from './tool.ts';

function read({ words, platform }: ToolArguments): ToolReading {
  // Elsewhere a slash begins a path.
  const dash = platform === 'windows' ? '[-/]' : '-';
  const passwordSwitch = new RegExp(`^${dash}(hp|p)`, 'i');
  const anySwitch = new RegExp(`^${dash}[a-z]`, 'i');
  const command = (words[0]?.text ?? '').toLowerCase();
  const operands: string[] = [];
  const secrets: WordRange[] = [];
  let password: 'none' | 'prompt' | 'given' = 'none';
  for (let index = 1; index < words.length; index++) {
    const text = words[index]?.text ?? '';
    const found = passwordSwitch.exec(text);
    if (found !== null) {
      const start = found[0].length;
      // `-p-` means: never ask for a password.
      if (text.slice(start) === '-') continue;
      password = text.length > start ? 'given' : 'prompt';
      if (text.length > start) secrets.push({ word: index, start, end: text.length });
    } else if (!anySwitch.test(text)) operands.push(text);
  }
  const archive = operands.slice(0, 1);
  const keySource = password === 'given' ? 'command-line' : 'prompt';
  if (/^[aumf]$/.test(command)) {
    const written = {
      inputs: operands.slice(1),
      outputs: archive.map((name) => archiveName(name, 'rar')),
      secrets,
    };
    return password === 'none'
      ? { ...written, class: 'compression', reason: 'RAR packs without a password' }
      : {
          ...written,
          class: 'symmetric',
          direction: 'encrypt',
          algorithm: 'aes',
          keySource,
          reason: 'RAR writes an archive with a password',
        };
  }
  if (/^[xe]$/.test(command) && password === 'given') {
    const reason = 'RAR unpacks with a password';
    return {
      class: 'symmetric',
      direction: 'decrypt-claimed',
      algorithm: 'aes',
      keySource,
      inputs: archive,
      secrets,
      reason,
    };
  }
  return { class: 'none', secrets, reason: 'RAR reads or tests an archive' };
}

/** RAR and WinRAR: `-p`, `-hp` (headers too), also with a slash. */
export const rar: Tool = {
  id: 'rar',
  names: ['rar', 'winrar', 'unrar', 'rar64'],
  read,
  shape: (words) => hasArchiverShape(words, /^[-/](?:hp\S|ep\d?$|m[0-5]$|df$|r$|v\d+[kmg]?$)/i),
  examples: {
    positive: [
      {
        line: '"%programfiles%/WinRAR/Rar.exe" a -hp"blue" hello.rar docs',
        platform: 'windows',
        class: 'symmetric',
        direction: 'encrypt',
        keySource: 'command-line',
        inputs: ['docs'],
        outputs: ['hello.rar'],
        secrets: ['blue'],
      },
      {
        line: 'winrar.exe m /pblue hello.rar docs',
        platform: 'windows',
        class: 'symmetric',
        secrets: ['blue'],
      },
      { line: 'rar a -p o.rar d', platform: 'posix', class: 'symmetric', keySource: 'prompt' },
      {
        line: 'upd.exe a -r -hpblue C:\\t\\log.txt C:\\d',
        platform: 'windows',
        class: 'symmetric',
        secrets: ['blue'],
      },
      { line: 'rar x -pblue o.rar', platform: 'posix', class: 'symmetric', direction: 'decrypt-claimed' },
      { line: 'rar a -r o.rar d', platform: 'posix', class: 'compression' },
      {
        line: 'rar a -hpblue /home/x.rar /public/d',
        platform: 'posix',
        class: 'symmetric',
        inputs: ['/public/d'],
        outputs: ['/home/x.rar'],
        secrets: ['blue'],
      },
    ],
    negative: [
      { line: 'rar a -p- o.rar d', platform: 'posix' },
      { line: 'rar t -pblue o.rar', platform: 'posix' },
      { line: 'unrar l o.rar', platform: 'posix' },
      { line: 'rar a /home/x.rar /public/d', platform: 'posix' },
    ],
  },
};
