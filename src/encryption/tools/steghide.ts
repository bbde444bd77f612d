import type { Tool, ToolArguments, ToolReading, WordRange } from './tool.ts';

const LONG: Readonly<Record<string, string>> = {
  embedfile: 'ef',
  coverfile: 'cf',
  stegofile: 'sf',
  extractfile: 'xf',
  passphrase: 'p',
  encryption: 'e',
};

function read({ words }: ToolArguments): ToolReading {
  const verb = (words[0]?.text ?? '').toLowerCase();
  const values = new Map<string, string>();
  const secrets: WordRange[] = [];
  for (const [index, { text }] of words.entries()) {
    const name = /^--?([a-z]+)$/i.exec(text)?.[1];
    const value = words[index + 1]?.text;
    if (name === undefined || value === undefined) continue;
    const short = LONG[name] ?? name;
    const mode = words[index + 2]?.text ?? '';
    values.set(short, short === 'e' && /^[a-z]\w*$/.test(mode) ? `${value}-${mode}` : value);
    if (short === 'p') secrets.push({ word: index + 1, start: 0, end: value.length });
  }
  const file = (name: string): string[] => [values.get(name) ?? ''].filter((text) => text !== '');
  const keySource = secrets.length > 0 ? 'command-line' : 'prompt';
  if (verb === 'embed') {
    if (values.get('e') === 'none')
      return {
        class: 'encoding',
        inputs: file('ef'),
        secrets,
        reason: 'steghide hides a file without encrypting it',
      };
    const outputs = file('sf').length > 0 ? file('sf') : file('cf');
    return {
      class: 'symmetric',
      direction: 'encrypt',
      algorithm: values.get('e') ?? 'rijndael-128-cbc',
      keySource,
      inputs: file('ef'),
      outputs,
      secrets,
      reason: 'steghide encrypts a file and hides it',
    };
  }
  if (verb === 'extract')
    return {
      class: 'symmetric',
      direction: 'decrypt-claimed',
      keySource,
      inputs: file('sf'),
      outputs: file('xf'),
      secrets,
      confidence: 0.8,
      reason: 'steghide takes a hidden file out',
    };
  return { class: 'none', secrets, reason: 'steghide shows information' };
}

/** steghide: encrypts with Rijndael-128 unless told not to. */
export const steghide: Tool = {
  id: 'steghide',
  names: ['steghide'],
  read,
  shape: (words) =>
    words[0]?.text === 'embed' && words.some((word) => /^(?:-cf|--coverfile)$/.test(word.text)),
  examples: {
    positive: [
      {
        line: 'steghide embed -cf a.jpg -ef plan.doc -p winter',
        platform: 'posix',
        class: 'symmetric',
        direction: 'encrypt',
        algorithm: 'rijndael-128-cbc',
        keySource: 'command-line',
        inputs: ['plan.doc'],
        outputs: ['a.jpg'],
        secrets: ['winter'],
      },
      {
        line: 'steghide embed --coverfile a.jpg --embedfile b --encryption blowfish cbc',
        platform: 'posix',
        class: 'symmetric',
        algorithm: 'blowfish-cbc',
      },
      {
        line: 'steghide extract -sf a.jpg',
        platform: 'posix',
        class: 'symmetric',
        direction: 'decrypt-claimed',
      },
      { line: 'steghide embed -cf a.jpg -ef b -e none', platform: 'posix', class: 'encoding' },
    ],
    negative: [
      { line: 'steghide info a.jpg', platform: 'posix' },
      { line: 'steghide encinfo', platform: 'posix' },
    ],
  },
};
