import type { Tool, ToolArguments, ToolReading } from './tool.ts';

function read({ program, words }: ToolArguments): ToolReading {
  if (words.some((word) => /^--?(?:help|version)$/.test(word.text)))
    return { class: 'none', reason: `${program} asked for help only` };
  return { class: 'asymmetric', inputs: [], reason: `${program} signs, verifies or makes key pairs` };
}

/** Programs that only sign, verify and make key pairs. */
export const signatures: Tool = {
  id: 'signature',
  names: [
    'age-keygen',
    'rage-keygen',
    'gpgv',
    'gpgv2',
    'minisign',
    'signify',
    'signify-openbsd',
    'cosign',
    'keytool',
    'jarsigner',
    'codesign',
    'signtool',
    'tarsnap-keygen',
  ],
  encrypts: false,
  read,
  examples: {
    positive: [
      { line: 'age-keygen -o k.txt', platform: 'posix', class: 'asymmetric' },
      { line: 'gpgv --keyring k.gpg a.sig a', platform: 'posix', class: 'asymmetric' },
      { line: 'signtool.exe sign /f c.pfx /p winter a.exe', platform: 'windows', class: 'asymmetric' },
    ],
    negative: [
      { line: 'minisign -Sm a', platform: 'posix' },
      { line: 'cosign version --help', platform: 'posix' },
    ],
  },
};
