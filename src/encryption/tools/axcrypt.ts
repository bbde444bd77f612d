import type { Tool, ToolArguments, ToolReading, WordRange } from './tool.ts';

function read({ words }: ToolArguments): ToolReading {
  const texts = words.map((word) => word.text);
  const secrets: WordRange[] = [];
  for (const [index, text] of texts.entries())
    if (/^-k$/i.test(texts[index - 1] ?? '')) secrets.push({ word: index, start: 0, end: text.length });
  const encrypts = texts.some((text) => /^-(?:z|c)$/i.test(text));
  const decrypts = texts.some((text) => /^-(?:d|J)$/.test(text));
  if (!encrypts && !decrypts) return { class: 'none', secrets, reason: 'AxCrypt shows or wipes' };
  return {
    class: 'symmetric',
    direction: encrypts ? 'encrypt' : 'decrypt-claimed',
    algorithm: 'aes-128',
    keySource: secrets.length > 0 ? 'command-line' : 'prompt',
    inputs: texts.slice(-1),
    secrets,
    confidence: 0.8,
    reason: `AxCrypt ${encrypts ? 'encrypts' : 'decrypts'} files`,
  };
}

/** AxCrypt 1.x: `-k "passphrase" -z file` encrypts and wipes, `-c` encrypts a copy, `-d` decrypts. */
export const axcrypt: Tool = {
  id: 'axcrypt',
  names: ['axcrypt', 'axcrypt2go'],
  read,
  examples: {
    positive: [
      {
        line: 'AxCrypt.exe -b 2 -e -k "my winter" -z C:\\d\\*.doc',
        platform: 'windows',
        class: 'symmetric',
        direction: 'encrypt',
        secrets: ['my winter'],
        inputs: ['C:\\d\\*.doc'],
      },
    ],
    negative: [
      { line: 'AxCrypt.exe -x', platform: 'windows' },
      { line: 'AxCrypt.exe -w C:\\d\\a.doc', platform: 'windows' },
    ],
  },
};
