import { archiveName } from './archive-name.ts';
import { hasArchiverShape } from './archive-shape.ts';
import type { Tool, ToolArguments, ToolReading, WordRange } from './tool.ts';

/** Formats 7-Zip writes without any encryption. */
const PLAIN_TYPES = new Set(['tar', 'gzip', 'gz', 'bzip2', 'bz2', 'xz', 'wim', 'swfc']);

function algorithmOf(type: string, method: string | undefined, archive: string): string {
  const zip = type === 'zip' || (type === '' && archive.toLowerCase().endsWith('.zip'));
  if (!zip) return 'aes-256-cbc';
  const stated = method?.toLowerCase();
  if (stated === undefined || stated === 'zipcrypto') return 'zipcrypto';
  return stated.replace(/^aes(\d+)$/, 'aes-$1');
}

interface Switches {
  password: 'none' | 'prompt' | 'given';
  type: string;
  method: string | undefined;
  readonly operands: string[];
  readonly secrets: WordRange[];
}

function scan({ words }: ToolArguments): Switches {
  const found: Switches = { password: 'none', type: '', method: undefined, operands: [], secrets: [] };
  let switchesEnd = false;
  for (let index = 1; index < words.length; index++) {
    const text = words[index]?.text ?? '';
    if (text === '--') switchesEnd = true;
    else if (switchesEnd || !text.startsWith('-') || text.length < 2) found.operands.push(text);
    else if (/^-p/i.test(text)) {
      found.password = text.length > 2 ? 'given' : 'prompt';
      if (text.length > 2) found.secrets.push({ word: index, start: 2, end: text.length });
    } else if (/^-t/i.test(text)) found.type = text.slice(2).toLowerCase();
    else if (/^-mem=/i.test(text)) found.method = text.slice(5);
  }
  return found;
}

function read(given: ToolArguments): ToolReading | undefined {
  const command = (given.words[0]?.text ?? '').toLowerCase();
  const found = scan(given);
  const { secrets } = found;
  const archive = found.operands[0] ?? '';
  const rest = found.operands.slice(1);
  if (command === 'a' || command === 'u') {
    const ending = found.type === '' ? '7z' : found.type;
    const written = { inputs: rest, outputs: archive === '' ? [] : [archiveName(archive, ending)], secrets };
    if (found.password === 'none' || PLAIN_TYPES.has(found.type))
      return { ...written, class: 'compression', reason: '7-Zip packs without a password' };
    return {
      ...written,
      class: 'symmetric',
      direction: 'encrypt',
      algorithm: algorithmOf(found.type, found.method, archive),
      keySource: found.password === 'given' ? 'command-line' : 'prompt',
      reason: '7-Zip writes an archive with a password',
    };
  }
  // With `-p` alone it only may have to ask.
  if ((command === 'x' || command === 'e') && found.password === 'given') {
    return {
      class: 'symmetric',
      direction: 'decrypt-claimed',
      algorithm: algorithmOf(found.type, found.method, archive),
      keySource: 'command-line',
      inputs: archive === '' ? [] : [archive],
      secrets,
      reason: '7-Zip unpacks with a password',
    };
  }
  return { class: 'none', secrets, reason: '7-Zip reads or tests an archive' };
}

/** 7-Zip in all its builds. `-p secret` with a space prompts; only an attached password counts as given. */
export const sevenZip: Tool = {
  id: '7z',
  names: ['7z', '7za', '7zr', '7zz', '7zzs', '7zg', '7-zip', 'p7zip', '7zip', 'nanazip', 'nanazipc'],
  read,
  // `-hp` and the other archive are RAR's.
  shape: (words) =>
    hasArchiverShape(words, /^-(?:mhe|mem=|t(?:7z|zip)$|mx)/i) &&
    !words.some(({ text }) => /^[-/]hp|\.rar$/i.test(text)),
  examples: {
    positive: [
      {
        line: '"%ProgramFiles%\\7-zip\\7z.exe" u archive.7z *txt -pblue',
        platform: 'windows',
        class: 'symmetric',
        direction: 'encrypt',
        algorithm: 'aes-256-cbc',
        keySource: 'command-line',
        inputs: ['*txt'],
        outputs: ['archive.7z'],
        secrets: ['blue'],
      },
      { line: '7Z A o.7z d -Psecret -MHE=on', platform: 'posix', class: 'symmetric', secrets: ['secret'] },
      { line: '7z a -p secret o.7z d', platform: 'posix', class: 'symmetric', keySource: 'prompt' },
      {
        line: '7za a o.zip d -tzip -mem=AES256 -p"two words"',
        platform: 'windows',
        class: 'symmetric',
        algorithm: 'aes-256',
        secrets: ['two words'],
      },
      { line: '7z a o.zip d -px', platform: 'posix', class: 'symmetric', algorithm: 'zipcrypto' },
      {
        line: 'svc.exe a -pblue C:\\t\\o.7z C:\\d',
        platform: 'windows',
        class: 'symmetric',
        secrets: ['blue'],
      },
      { line: '7z x o.7z -pblue', platform: 'posix', class: 'symmetric', direction: 'decrypt-claimed' },
      { line: '7z a o.7z d', platform: 'posix', class: 'compression' },
    ],
    negative: [
      { line: '7z t o.7z -psecret', platform: 'posix' },
      { line: '7z l -p o.7z', platform: 'posix' },
      { line: '7z a -ttar -px o.tar d', platform: 'posix' },
      { line: '7z x o.7z', platform: 'posix' },
      { line: '7z x -p o.7z', platform: 'posix' },
      { line: 'git a -p', platform: 'posix' },
    ],
  },
};
