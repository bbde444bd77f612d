import type { Tool, ToolArguments, ToolReading, WordRange } from './tool.ts';

const SUMS =
  'md5sum sha1sum sha224sum sha256sum sha384sum sha512sum b2sum b3sum cksum shasum gsha256sum gmd5sum xxhsum rhash hashdeep md5deep sha256deep md5 sha1 sha256 sha512 rmd160'.split(
    ' ',
  );

/** `htpasswd -b file user password`: the last word. */
function typedPassword({ program, words }: ToolArguments): WordRange[] {
  const batch = program === 'htpasswd' && words.some((word) => /^-[a-z]*b/.test(word.text));
  const last = words.length - 1;
  const text = words[last]?.text ?? '';
  return batch && text !== '' ? [{ word: last, start: 0, end: text.length }] : [];
}

function read(given: ToolArguments): ToolReading {
  const { program, words } = given;
  return {
    class: 'hash',
    algorithm: /^g?(md5|sha\d+|b2|b3)(?:sum|deep)?$/.exec(program)?.[1],
    inputs: words
      .filter((word) => /^[^-]/.test(word.text))
      .map((word) => word.text)
      .slice(0, 16),
    secrets: typedPassword(given),
    reason: `${program} computes a digest`,
  };
}

/** Checksums and password hashes. */
export const digests: Tool = {
  id: 'digest',
  names: [...SUMS, 'htpasswd', 'argon2', 'mkpasswd'],
  encrypts: false,
  read,
  examples: {
    positive: [
      { line: 'sha256sum a.bin', platform: 'posix', class: 'hash', algorithm: 'sha256', inputs: ['a.bin'] },
      { line: 'htpasswd -nbm user winter', platform: 'posix', class: 'hash', secrets: ['winter'] },
      { line: 'md5 -q a', platform: 'posix', class: 'hash' },
    ],
    negative: [
      { line: 'sha512sum -c sums', platform: 'posix' },
      { line: 'shasum -a 256 aes.tar', platform: 'posix' },
    ],
  },
};
