import { OptionSet } from './option-set.ts';
import type { KeySource } from '../encryption-operation.ts';
import type { Tool, ToolArguments, ToolReading } from './tool.ts';

const VALUES =
  'passphrase srcfolder srcdir volname size fs fsargs layout type format o library megabytes sectors nospotlight mountpoint mountroot certificate pubkey recover srcdevice segmentSize shadow cacert owners stretch';

function keySourceOf(options: OptionSet): KeySource {
  if (options.has('passphrase')) return 'command-line';
  if (options.has('stdinpass')) return 'descriptor';
  if (options.has('recover')) return 'file';
  return options.has('agentpass') ? 'agent' : 'prompt';
}

function read({ words }: ToolArguments): ToolReading {
  const verb = words[0]?.text ?? '';
  const options = new OptionSet(words, { long: VALUES, singleDash: true }, 1);
  // `-encryption` takes a value or does not; what follows it decides.
  const at = words.findIndex((word) => word.text === '-encryption');
  const stated = /^aes-?(\d{3})$/i.exec(words[at + 1]?.text ?? '');
  const operands = options.operands.filter((operand) => operand !== stated?.[0]);
  const secrets = options.ranges('passphrase');
  const keySource = keySourceOf(options);
  if ((verb === 'create' || verb === 'convert') && at >= 0) {
    const byKey =
      options.has('certificate', 'pubkey') && !options.has('stdinpass', 'agentpass', 'passphrase');
    return {
      class: byKey ? 'hybrid' : 'symmetric',
      direction: 'encrypt',
      algorithm: stated === null ? 'aes-128' : `aes-${stated[1]}`,
      keySource: byKey ? 'file' : keySource,
      inputs: verb === 'create' ? options.values('srcfolder', 'srcdir', 'srcdevice') : operands.slice(0, 1),
      outputs: verb === 'create' ? operands.slice(-1) : options.values('o'),
      secrets,
      reason: 'hdiutil makes an encrypted disk image',
    };
  }
  const opens = /^(?:attach|mount|convert|verify|compact|resize|imageinfo|isencrypted|chpass)$/.test(verb);
  if (opens && verb !== 'isencrypted' && options.has('stdinpass', 'passphrase', 'agentpass', 'recover'))
    return {
      class: 'symmetric',
      direction: verb === 'attach' || verb === 'mount' ? 'both' : 'decrypt-claimed',
      keySource,
      inputs: operands.slice(0, 1),
      secrets,
      reason: 'hdiutil opens an encrypted disk image',
    };
  return { class: 'none', secrets, reason: 'hdiutil without encryption' };
}

/** macOS disk images. `-encryption` alone means AES-128 (hdiutil manual). */
export const hdiutil: Tool = {
  id: 'hdiutil',
  names: ['hdiutil'],
  gate: ['hdiutil', '-stdinpass'],
  read,
  shape: (words) =>
    words[0]?.text === 'create' && words.some((word) => word.text === '-encryption') && words.length > 3,
  examples: {
    positive: [
      {
        line: 'echo -n winter | hdiutil create -encryption AES-256 -size 1m -fs HFS+J -stdinpass -volname Keys Keys.dmg',
        platform: 'posix',
        class: 'symmetric',
        direction: 'encrypt',
        algorithm: 'aes-256',
        keySource: 'descriptor',
        outputs: ['Keys.dmg'],
      },
      {
        line: 'hdiutil create -encryption -stdinpass -volname "My Files" -srcfolder /Users/a/d -ov out.dmg',
        platform: 'posix',
        class: 'symmetric',
        algorithm: 'aes-128',
        inputs: ['/Users/a/d'],
        outputs: ['out.dmg'],
      },
      {
        line: 'hdiutil convert a.dmg -format UDZO -encryption AES-128 -passphrase winter -o b.dmg',
        platform: 'posix',
        class: 'symmetric',
        inputs: ['a.dmg'],
        outputs: ['b.dmg'],
        secrets: ['winter'],
      },
      {
        line: 'hdiutil attach -stdinpass a.dmg',
        platform: 'posix',
        class: 'symmetric',
        direction: 'both',
        inputs: ['a.dmg'],
      },
      {
        line: '/tmp/h create -encryption AES-256 -stdinpass -size 1g a',
        platform: 'posix',
        class: 'symmetric',
      },
    ],
    negative: [
      { line: 'hdiutil create -volname V -srcfolder d a.dmg', platform: 'posix' },
      { line: 'hdiutil attach a.dmg', platform: 'posix' },
      { line: 'hdiutil isencrypted a.dmg', platform: 'posix' },
    ],
  },
};
