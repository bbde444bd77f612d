import { OptionSet } from './option-set.ts';
import type { Tool, ToolArguments, ToolReading, WordRange } from './tool.ts';

const CIPHERS: Readonly<Record<string, string>> = {
  encrypt_40bit: 'rc4-40',
  encrypt_128bit: 'rc4-128',
  encrypt_aes128: 'aes-128',
};

function readPdftk({ words }: ToolArguments): ToolReading {
  const texts = words.map((word) => word.text);
  const secrets: WordRange[] = [];
  for (const [index, text] of texts.entries())
    if (/^(?:input_pw|owner_pw|user_pw)$/i.test(texts[index - 1] ?? '') && text !== 'PROMPT')
      secrets.push({ word: index, start: 0, end: text.length });
  const lower = texts.map((text) => text.toLowerCase());
  const output = texts[lower.indexOf('output') + 1];
  const outputs = lower.includes('output') && output !== undefined ? [output] : [];
  const inputs = texts.slice(0, 1);
  const cipher = lower.map((text) => CIPHERS[text]).find((found) => found !== undefined);
  if (cipher !== undefined || lower.includes('user_pw') || lower.includes('owner_pw'))
    return {
      class: 'symmetric',
      direction: 'encrypt',
      algorithm: cipher ?? 'rc4-128',
      keySource: secrets.length > 0 ? 'command-line' : 'prompt',
      inputs,
      outputs,
      secrets,
      reason: 'pdftk encrypts a PDF file',
    };
  if (lower.includes('input_pw'))
    return {
      class: 'symmetric',
      direction: 'decrypt-claimed',
      keySource: secrets.length > 0 ? 'command-line' : 'prompt',
      inputs,
      outputs,
      secrets,
      reason: 'pdftk opens a PDF file with a password',
    };
  return { class: 'none', reason: 'pdftk does not encrypt here' };
}

function readPdfcpu({ words }: ToolArguments): ToolReading {
  const options = new OptionSet(words, { long: 'upw opw key mode perm', singleDash: true });
  const [verb = '', input, output] = options.operands;
  const secrets = options.ranges('upw', 'opw');
  const encrypts = verb === 'encrypt';
  if (!encrypts && verb !== 'decrypt')
    return { class: 'none', secrets, reason: 'pdfcpu does not encrypt here' };
  const files = input === undefined ? [] : [input];
  return {
    class: 'symmetric',
    form: 'pdfcpu',
    direction: encrypts ? 'encrypt' : 'decrypt-claimed',
    algorithm: `${options.value('mode') ?? 'aes'}-${options.value('key') ?? '256'}`,
    keySource: secrets.length > 0 ? 'command-line' : 'unknown',
    inputs: files,
    outputs: output === undefined ? files : [output],
    secrets,
    reason: `pdfcpu ${verb}s a PDF file`,
  };
}

/** pdftk and pdfcpu. */
export const pdftk: Tool = {
  id: 'pdftk',
  names: ['pdftk', 'pdftk-java', 'pdfcpu'],
  read: (given) => (given.program === 'pdfcpu' ? readPdfcpu(given) : readPdftk(given)),
  examples: {
    positive: [
      {
        line: 'pdftk a.pdf output b.pdf encrypt_128bit owner_pw spring user_pw winter',
        platform: 'posix',
        class: 'symmetric',
        direction: 'encrypt',
        algorithm: 'rc4-128',
        inputs: ['a.pdf'],
        outputs: ['b.pdf'],
        secrets: ['winter', 'spring'],
      },
      {
        line: 'pdftk b.pdf input_pw winter output a.pdf',
        platform: 'posix',
        class: 'symmetric',
        direction: 'decrypt-claimed',
        secrets: ['winter'],
      },
      {
        line: 'pdfcpu encrypt -upw winter -opw spring a.pdf b.pdf',
        platform: 'posix',
        class: 'symmetric',
        direction: 'encrypt',
        outputs: ['b.pdf'],
        secrets: ['winter', 'spring'],
      },
    ],
    negative: [
      { line: 'pdftk a.pdf b.pdf cat output c.pdf', platform: 'posix' },
      { line: 'pdfcpu validate a.pdf', platform: 'posix' },
    ],
  },
};
