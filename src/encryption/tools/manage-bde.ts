import type { Tool, ToolArguments, ToolReading, WordRange } from './tool.ts';

function read({ words }: ToolArguments): ToolReading {
  const switches = words.map((word) => word.text.toLowerCase().replace(/^[-/]/, ''));
  const volume = words.slice(0, 8).find((word) => /^(?:[a-z]:|\\\\\?\\)/i.test(word.text))?.text;
  const secrets: WordRange[] = [];
  for (const [index, name] of switches.entries()) {
    const value = words[index + 1]?.text ?? '';
    if (/^(?:rp|recoverypassword|pw|password)$/.test(name) && /^[^-/]/.test(value))
      secrets.push({ word: index + 1, start: 0, end: value.length });
  }
  const common = {
    class: 'symmetric',
    algorithm: 'aes-xts',
    keySource: secrets.length > 0 ? 'command-line' : 'agent',
    inputs: volume === undefined ? [] : [volume],
    confidence: 0.5,
    secrets,
  } as const;
  if (switches.includes('on') || switches.includes('used'))
    return { ...common, direction: 'encrypt', reason: 'BitLocker encrypts a volume of this computer' };
  if (switches.includes('off') || switches.includes('unlock'))
    return { ...common, direction: 'decrypt-claimed', reason: 'BitLocker opens or decrypts a volume' };
  return { class: 'none', secrets, reason: 'manage-bde shows or changes settings' };
}

/** BitLocker. What leaves the disk is plain again, so confidence is low. */
export const manageBde: Tool = {
  id: 'manage-bde',
  names: ['manage-bde'],
  read,
  examples: {
    positive: [
      {
        line: 'manage-bde.exe -on D: -RecoveryPassword 111111-222222 -UsedSpaceOnly',
        platform: 'windows',
        class: 'symmetric',
        direction: 'encrypt',
        inputs: ['D:'],
        secrets: ['111111-222222'],
      },
      {
        line: 'manage-bde -unlock E: -rp 111111-222222',
        platform: 'windows',
        class: 'symmetric',
        direction: 'decrypt-claimed',
      },
    ],
    negative: [
      { line: 'manage-bde -status C:', platform: 'windows' },
      { line: 'manage-bde -protectors -get C:', platform: 'windows' },
    ],
  },
};
