import type { Tool, ToolArguments, ToolReading } from './tool.ts';

function read({ words, platform }: ToolArguments): ToolReading | undefined {
  if (platform !== 'windows') return undefined;
  const switches = words.map((word) => word.text.toLowerCase());
  const files = words.filter((word) => !word.text.startsWith('/')).map((word) => word.text);
  const attached = switches.find((text) => /^\/[ed]:/.test(text))?.slice(3);
  const inputs = attached === undefined ? files : [attached, ...files];
  const common = {
    class: 'symmetric',
    algorithm: 'efs',
    keySource: 'agent',
    inputs,
    confidence: 0.6,
  } as const;
  if (switches.some((text) => /^\/e(?::|$)/.test(text)))
    return { ...common, direction: 'encrypt', reason: 'cipher /e encrypts on this disk only (EFS)' };
  if (switches.some((text) => /^\/d(?::|$)/.test(text)))
    return { ...common, direction: 'decrypt-claimed', reason: 'cipher /d takes EFS encryption off' };
  return { class: 'none', reason: 'cipher shows or wipes' };
}

/** Windows `cipher`: EFS on the local disk. What leaves the disk is plain again, so confidence is low. */
export const cipherEfs: Tool = {
  id: 'cipher-efs',
  names: ['cipher'],
  read,
  examples: {
    positive: [
      {
        line: 'cipher.exe /e C:\\docs',
        platform: 'windows',
        class: 'symmetric',
        direction: 'encrypt',
        inputs: ['C:\\docs'],
      },
      { line: 'cipher /d:C:\\docs', platform: 'windows', class: 'symmetric', direction: 'decrypt-claimed' },
    ],
    negative: [
      { line: 'cipher /w:C:\\', platform: 'windows' },
      { line: 'cipher /c:C:\\docs', platform: 'windows' },
    ],
  },
};
