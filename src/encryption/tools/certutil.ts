import type { Tool, ToolArguments, ToolReading } from './tool.ts';

function read({ words, platform }: ToolArguments): ToolReading | undefined {
  // The NSS tool of the same name is another program.
  if (platform !== 'windows') return undefined;
  const verbs = words.map((word) => word.text.toLowerCase().replace(/^[-/–—―]/, ''));
  const password = words.findIndex((_, index) => verbs[index - 1] === 'p');
  const text = words[password]?.text ?? '';
  const secrets = password > 0 ? [{ word: password, start: 0, end: text.length }] : [];
  const encodes = verbs.find((verb) => /^(?:en|de)code(?:hex)?$/.test(verb));
  if (encodes !== undefined) {
    const files = words.filter((word) => !/^[-/]/.test(word.text)).map((word) => word.text);
    const reason = `certutil -${encodes} changes the encoding, it does not encrypt`;
    return { class: 'encoding', inputs: files.slice(0, 1), outputs: files.slice(1, 2), secrets, reason };
  }
  if (verbs.includes('hashfile')) return { class: 'hash', secrets, reason: 'certutil computes a digest' };
  return { class: 'none', secrets, reason: 'certutil does not encrypt here' };
}

/** Windows certutil: encodes and hashes, never encrypts. */
export const certutil: Tool = {
  id: 'certutil',
  names: ['certutil'],
  read,
  examples: {
    positive: [
      {
        line: 'certutil -encode C:\\a.exe C:\\a.txt',
        platform: 'windows',
        class: 'encoding',
        inputs: ['C:\\a.exe'],
        outputs: ['C:\\a.txt'],
      },
      { line: 'certutil.exe /decode a.txt a.exe', platform: 'windows', class: 'encoding' },
      { line: 'certutil -hashfile a.exe sha256', platform: 'windows', class: 'hash' },
      {
        line: 'certutil -p pw -exportPFX Root 1F c.pfx',
        platform: 'windows',
        class: 'none',
        secrets: ['pw'],
      },
    ],
    negative: [{ line: 'certutil -urlcache -split -f http://example.com/a a', platform: 'windows' }],
  },
};
