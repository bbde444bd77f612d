import { archiveName } from './archive-name.ts';
import type { Tool, ToolArguments, ToolReading, WordRange } from './tool.ts';

const SWITCH = /^[-/][a-z]/i;

function read({ words, program }: ToolArguments): ToolReading | undefined {
  const secrets: WordRange[] = [];
  const operands: string[] = [];
  let password = false;
  let extracts = program.startsWith('wzun');
  let packs = program.startsWith('wzz');
  for (const [index, { text }] of words.entries()) {
    if (!SWITCH.test(text)) operands.push(text);
    else if (/^[-/]s/i.test(text)) {
      password = true;
      if (text.length > 2) secrets.push({ word: index, start: 2, end: text.length });
    } else if (/^[-/][afum]$/i.test(text)) packs = true;
    else if (/^[-/]e$/i.test(text)) extracts = true;
  }
  const archive = operands.slice(0, 1).map((name) => (extracts ? name : archiveName(name, 'zip')));
  const files = operands.slice(1);
  const keySource = secrets.length > 0 ? 'command-line' : 'prompt';
  if (extracts)
    return password
      ? {
          class: 'symmetric',
          direction: 'decrypt-claimed',
          keySource,
          inputs: archive,
          secrets,
          reason: 'WinZip unpacks with a password',
        }
      : { class: 'none', reason: 'WinZip unpacks' };
  if (!packs) return { class: 'none', secrets, reason: 'WinZip neither packs nor unpacks' };
  return password
    ? {
        class: 'symmetric',
        direction: 'encrypt',
        keySource,
        inputs: files,
        outputs: archive,
        secrets,
        reason: 'WinZip writes an archive with a password',
      }
    : { class: 'compression', inputs: files, outputs: archive, reason: 'WinZip packs without a password' };
}

/** WinZip and its command-line add-on. Whether AES or ZipCrypto is used is a setting. */
export const winzip: Tool = {
  id: 'winzip',
  names: ['winzip', 'winzip32', 'winzip64', 'wzzip', 'wzzip64', 'wzunzip'],
  read,
  shape: (words) =>
    words.some((word) => /^-min$/i.test(word.text)) && words.some((word) => /^-s./i.test(word.text)),
  examples: {
    positive: [
      {
        line: '"C:\\Program Files\\WinZip\\winzip64.exe" -min -a -s"blue" archive.zip *',
        platform: 'windows',
        class: 'symmetric',
        direction: 'encrypt',
        keySource: 'command-line',
        inputs: ['*'],
        outputs: ['archive.zip'],
        secrets: ['blue'],
      },
      { line: 'wzzip -rp -sblue a.zip d', platform: 'windows', class: 'symmetric', secrets: ['blue'] },
      { line: 'wzunzip -sblue a.zip', platform: 'windows', class: 'symmetric', direction: 'decrypt-claimed' },
      { line: 'wzzip -r a.zip d', platform: 'windows', class: 'compression' },
      { line: 'w.exe -min -a -sblue a.zip d', platform: 'windows', class: 'symmetric', secrets: ['blue'] },
    ],
    negative: [
      { line: 'winzip32 -min -e a.zip C:\\t', platform: 'windows' },
      { line: 'winzip32.exe C:\\t\\a.zip', platform: 'windows' },
    ],
  },
};
