import type { Tool, ToolArguments, ToolReading, WordRange } from './tool.ts';

function algorithmOf(bits: string, texts: readonly string[]): string {
  if (bits === '256') return 'aes-256';
  if (bits === '128') return texts.includes('--use-aes=y') ? 'aes-128' : 'rc4-128';
  return `rc4-${bits}`;
}

function whole(words: ToolArguments['words'], index: number, start = 0): WordRange {
  return { word: index, start, end: words[index]?.text.length ?? 0 };
}

function read({ words }: ToolArguments): ToolReading {
  const texts = words.map((word) => word.text);
  const secrets = words.flatMap((word, index) =>
    /^--(?:password|user-password|owner-password)=./.test(word.text)
      ? [whole(words, index, word.text.indexOf('=') + 1)]
      : [],
  );
  const at = texts.indexOf('--encrypt');
  const end = texts.indexOf('--', at + 1);
  const files = texts.filter(
    (text, index) => !text.startsWith('-') && (at < 0 || index < at || (end >= 0 && index > end)),
  );
  if (at >= 0 && end > at) {
    let bits = texts
      .slice(at, end)
      .map((text) => /^--bits=(\d+)$/.exec(text)?.[1])
      .find((found) => found !== undefined);
    if (texts[at + 1]?.startsWith('--') === false) {
      bits ??= texts[at + 3];
      for (const index of [at + 1, at + 2]) if (index < end) secrets.push(whole(words, index));
    }
    return {
      class: 'symmetric',
      direction: 'encrypt',
      algorithm: algorithmOf(bits ?? '256', texts),
      keySource: 'command-line',
      inputs: files.slice(0, 1),
      outputs: files.slice(1, 2),
      secrets,
      reason: 'qpdf encrypts a PDF file',
    };
  }
  if (texts.includes('--decrypt') && texts.some((text) => /^--password(?:-file)?=/.test(text)))
    return {
      class: 'symmetric',
      direction: 'decrypt-claimed',
      keySource: secrets.length > 0 ? 'command-line' : 'file',
      inputs: files.slice(0, 1),
      outputs: files.slice(1, 2),
      secrets,
      reason: 'qpdf decrypts a PDF file with a password',
    };
  return { class: 'none', secrets, reason: 'qpdf does not encrypt here' };
}

/** qpdf. */
export const qpdf: Tool = {
  id: 'qpdf',
  names: ['qpdf'],
  read,
  shape: (words) => {
    const at = words.findIndex((word) => word.text === '--encrypt');
    return (
      at >= 0 &&
      /^(?:40|128|256)$/.test(words[at + 3]?.text ?? '') &&
      words.some((word) => word.text === '--')
    );
  },
  examples: {
    positive: [
      {
        line: 'qpdf --encrypt winter owner 256 -- a.pdf b.pdf',
        platform: 'posix',
        class: 'symmetric',
        direction: 'encrypt',
        algorithm: 'aes-256',
        inputs: ['a.pdf'],
        outputs: ['b.pdf'],
        secrets: ['winter', 'owner'],
      },
      {
        line: 'qpdf a.pdf --encrypt --user-password=winter --bits=128 -- b.pdf',
        platform: 'posix',
        class: 'symmetric',
        algorithm: 'rc4-128',
        secrets: ['winter'],
      },
      {
        line: 'qpdf --password=winter --decrypt a.pdf b.pdf',
        platform: 'posix',
        class: 'symmetric',
        direction: 'decrypt-claimed',
        secrets: ['winter'],
      },
    ],
    negative: [
      { line: 'qpdf --check a.pdf', platform: 'posix' },
      { line: 'qpdf --linearize a.pdf b.pdf', platform: 'posix' },
    ],
  },
};
