import type { Tool, ToolArguments, ToolReading } from './tool.ts';

function read({ program, words, command }: ToolArguments): ToolReading {
  if (words.some((word) => /^--(?:help|version)$/.test(word.text)))
    return { class: 'none', reason: `${program} asked for help only` };
  const isSwitch = program === 'makecab' ? /^\/./ : /^-./;
  const files = words.filter((word) => !isSwitch.test(word.text)).map((word) => word.text);
  const paired = program === 'makecab' || program === 'ditto';
  return {
    class: 'compression',
    inputs: files.length === 0 ? command.inputs : paired ? files.slice(0, 1) : files.slice(0, 16),
    outputs: paired && files.length > 1 ? files.slice(-1) : command.outputs,
    reason: `${program} packs or unpacks, it does not encrypt`,
  };
}

/** Packers without any encryption. */
export const compressors: Tool = {
  id: 'compressor',
  names: [
    'gzip',
    'gunzip',
    'pigz',
    'zcat',
    'bzip2',
    'bunzip2',
    'xz',
    'unxz',
    'lzma',
    'zstd',
    'unzstd',
    'lz4',
    'brotli',
    'compress',
    'cpio',
    'ditto',
    'makecab',
    'compact',
  ],
  gate: [
    'gzip',
    'gunzip',
    'pigz',
    'bzip2',
    'bunzip2',
    'zstd',
    'unzstd',
    'lz4',
    'brotli',
    'cpio',
    'ditto',
    'makecab',
  ],
  encrypts: false,
  read,
  examples: {
    positive: [
      { line: 'gzip -9 a.tar', platform: 'posix', class: 'compression', inputs: ['a.tar'] },
      {
        line: 'makecab.exe C:\\t\\sam.hiv C:\\t\\a.cab',
        platform: 'windows',
        class: 'compression',
        inputs: ['C:\\t\\sam.hiv'],
        outputs: ['C:\\t\\a.cab'],
      },
      {
        line: 'ditto -c -k --keepParent d a.zip',
        platform: 'posix',
        class: 'compression',
        inputs: ['d'],
        outputs: ['a.zip'],
      },
    ],
    negative: [
      { line: 'zstd -19 aes.bin', platform: 'posix' },
      { line: 'gzip --version', platform: 'posix' },
    ],
  },
};
