/** `openssl cms` and `openssl smime`: hybrid with certificates, symmetric with a shared key or a password. */
import type { ToolArguments, ToolReading, WordRange } from './tool.ts';

const WITH_VALUE = new Set(
  'in out inform outform content keyid secretkey secretkeyid pwri_password recip inkey keyopt from to subject certfile signer passin md CAfile CApath engine rand'.split(
    ' ',
  ),
);

/** Reads `cms` and `smime`. */
export function readOpensslCms(given: ToolArguments): ToolReading {
  const flags = new Set<string>();
  const values = new Map<string, string>();
  const secrets: WordRange[] = [];
  const { words } = given;
  for (let index = 1; index < words.length; index++) {
    const text = words[index]?.text ?? '';
    if (!text.startsWith('-')) continue;
    const name = text.replace(/^--?/, '').replace(/=.*$/s, '');
    flags.add(name);
    const equals = text.indexOf('=');
    let start = equals + 1;
    if (equals < 0) {
      if (!WITH_VALUE.has(name)) continue;
      index++;
      start = 0;
    }
    const value = words[index]?.text ?? '';
    values.set(name, value.slice(start));
    if (name === 'secretkey' || name === 'pwri_password')
      secrets.push({ word: index, start, end: value.length });
  }
  const shared = flags.has('secretkey') || flags.has('pwri_password');
  const input = values.get('in');
  const output = values.get('out');
  const inputs = input === undefined ? given.command.inputs : [input];
  const outputs = output === undefined ? given.command.outputs : [output];
  const common = { inputs, outputs, secrets, keySource: shared ? 'command-line' : 'file' } as const;
  if (flags.has('EncryptedData_encrypt'))
    return {
      ...common,
      class: 'symmetric',
      direction: 'encrypt',
      reason: 'openssl cms encrypts with a shared key',
    };
  if (flags.has('EncryptedData_decrypt'))
    return {
      ...common,
      class: 'symmetric',
      direction: 'decrypt-claimed',
      reason: 'openssl cms decrypts with a shared key',
    };
  const direction = flags.has('encrypt') ? 'encrypt' : flags.has('decrypt') ? 'decrypt-claimed' : undefined;
  if (direction === undefined)
    return { class: 'none', reason: 'openssl cms neither encrypts nor decrypts', secrets };
  return shared
    ? {
        ...common,
        class: 'symmetric',
        direction,
        reason: 'openssl cms wraps the key with a shared secret, no certificate',
      }
    : { ...common, class: 'hybrid', direction, reason: 'openssl cms encrypts for a certificate' };
}
