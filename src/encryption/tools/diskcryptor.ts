import type { Tool, ToolArguments, ToolReading } from './tool.ts';

function read({ words }: ToolArguments): ToolReading {
  const verb = (words[0]?.text ?? '').toLowerCase().replace(/^[-/]/, '');
  const at = words.findIndex((word) => /^[-/]p$/i.test(word.text)) + 1;
  const password = at > 0 ? words[at]?.text : undefined;
  const secrets = password === undefined ? [] : [{ word: at, start: 0, end: password.length }];
  const encrypts = /^(?:encrypt2?|reencrypt|format)$/.test(verb);
  if (!encrypts && !/^(?:decrypt|mount|mountall)$/.test(verb))
    return { class: 'none', secrets, reason: 'DiskCryptor shows or changes settings' };
  return {
    class: 'symmetric',
    direction: encrypts ? 'encrypt' : 'decrypt-claimed',
    algorithm: words.some((word) => /^[-/]a$/i.test(word.text)) ? 'aes-256-xts' : undefined,
    keySource: secrets.length > 0 ? 'command-line' : 'prompt',
    inputs: words.slice(1, 2).map((word) => word.text),
    confidence: 0.8,
    secrets,
    reason: `DiskCryptor ${verb}s a volume`,
  };
}

/** DiskCryptor's console, which ransomware has used to lock whole disks. */
export const diskcryptor: Tool = {
  id: 'diskcryptor',
  names: ['dccon', 'dcinst'],
  read,
  examples: {
    positive: [
      {
        line: 'dccon.exe -encrypt pt3 -p winter -a',
        platform: 'windows',
        class: 'symmetric',
        direction: 'encrypt',
        algorithm: 'aes-256-xts',
        secrets: ['winter'],
        inputs: ['pt3'],
      },
    ],
    negative: [
      { line: 'dccon -enum', platform: 'windows' },
      { line: 'dccon -info pt3', platform: 'windows' },
    ],
  },
};
