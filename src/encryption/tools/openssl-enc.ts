/** `openssl enc -<cipher>` and `openssl <cipher>`: grammar verified on OpenSSL 3.0.19 (doc/man1/openssl-enc). */
import type { KeySource } from '../encryption-operation.ts';
import { isAeadCipher, isStreamCipher, opensslCipher } from './openssl-ciphers.ts';
import type { ToolArguments, ToolReading, WordRange } from './tool.ts';

/** Options of `enc` that take a value. */
const WITH_VALUE = new Set(
  'in out pass k kfile K iv S md iter bufsize engine rand writerand provider provider-path propquery saltlen skeymgmt skeyopt skeyuri'.split(
    ' ',
  ),
);
const INFORMATION = new Set(['help', '?', 'ciphers', 'list']);

const PASS_SOURCES: Readonly<Record<string, KeySource>> = {
  pass: 'command-line',
  env: 'environment',
  file: 'file',
  fd: 'descriptor',
  stdin: 'descriptor',
};

/** Where a `-pass` style argument gets the password from, and which part of it is the secret. */
export function passSource(
  value: string,
  range: WordRange,
): { source: KeySource; secret: WordRange | undefined } {
  const kind = value === 'stdin' ? 'stdin' : value.slice(0, Math.max(0, value.indexOf(':')));
  const source = PASS_SOURCES[kind];
  if (kind === 'pass') return { source: 'command-line', secret: { ...range, start: range.start + 5 } };
  // Without a known prefix OpenSSL refuses it, but what was typed is still a password.
  return source === undefined ? { source: 'command-line', secret: range } : { source, secret: undefined };
}

interface EncOptions {
  cipher: string | undefined;
  decrypts: boolean;
  base64: boolean;
  information: boolean;
  keySource: KeySource;
  salted: boolean;
  rawKey: boolean;
  padded: boolean;
  input: string | undefined;
  output: string | undefined;
  readonly secrets: WordRange[];
}

function take(found: EncOptions, name: string, value: string, range: WordRange): void {
  switch (name) {
    case 'in':
      found.input = value;
      break;
    case 'out':
      found.output = value;
      break;
    case 'k':
      found.keySource = 'command-line';
      found.secrets.push(range);
      break;
    case 'K':
      found.keySource = 'command-line';
      found.rawKey = true;
      found.secrets.push(range);
      break;
    case 'kfile':
      found.keySource = 'file';
      break;
    case 'pass': {
      const { source, secret } = passSource(value, range);
      found.keySource = source;
      if (secret !== undefined) found.secrets.push(secret);
      break;
    }
    default:
  }
}

function scan(given: ToolArguments, subcommand: string): EncOptions {
  const found: EncOptions = {
    cipher: opensslCipher(subcommand),
    decrypts: false,
    base64: subcommand === 'base64',
    information: false,
    keySource: 'prompt',
    salted: true,
    rawKey: false,
    padded: true,
    input: undefined,
    output: undefined,
    secrets: [],
  };
  const { words } = given;
  for (let index = 1; index < words.length; index++) {
    const text = words[index]?.text ?? '';
    if (!text.startsWith('-') || text.length < 2) continue;
    const dashes = text.startsWith('--') ? 2 : 1;
    const equals = text.indexOf('=');
    const name = equals < 0 ? text.slice(dashes) : text.slice(dashes, equals);
    if (WITH_VALUE.has(name)) {
      if (equals >= 0)
        take(found, name, text.slice(equals + 1), { word: index, start: equals + 1, end: text.length });
      else {
        index++;
        const value = words[index]?.text ?? '';
        take(found, name, value, { word: index, start: 0, end: value.length });
      }
    } else if (name === 'd') found.decrypts = true;
    else if (name === 'e') found.decrypts = false;
    else if (name === 'a' || name === 'base64') found.base64 = true;
    else if (name === 'nosalt') found.salted = false;
    else if (name === 'nopad') found.padded = false;
    else if (name === 'none') found.cipher = undefined;
    else if (INFORMATION.has(name)) found.information = true;
    else found.cipher = opensslCipher(name) ?? found.cipher;
  }
  return found;
}

/** Reads `enc`, `base64` and every cipher used as a subcommand. */
export function readOpensslEnc(given: ToolArguments, subcommand: string): ToolReading {
  const found = scan(given, subcommand);
  const { cipher, secrets } = found;
  const inputs = found.input === undefined ? given.command.inputs : [found.input];
  const outputs = found.output === undefined ? given.command.outputs : [found.output];
  if (found.information) return { class: 'none', reason: 'openssl enc asked for help only', secrets };
  if (cipher === undefined) {
    return found.base64
      ? {
          class: 'encoding',
          algorithm: 'base64',
          inputs,
          outputs,
          secrets,
          reason: 'openssl encodes base64, no cipher',
        }
      : { class: 'none', reason: 'openssl enc without a cipher copies its input', secrets };
  }
  const shared = {
    class: 'symmetric',
    algorithm: cipher,
    keySource: found.keySource,
    inputs,
    outputs,
    secrets,
  } as const;
  if (isAeadCipher(cipher)) {
    const reason = `openssl enc was asked for ${cipher}, which it refuses in current versions`;
    return { ...shared, direction: found.decrypts ? 'decrypt-claimed' : 'encrypt', confidence: 0.3, reason };
  }
  if (!found.decrypts) return { ...shared, direction: 'encrypt', reason: `openssl encrypts with ${cipher}` };
  const reversible = isStreamCipher(cipher) || (!found.padded && (found.rawKey || !found.salted));
  const proof = reversible ? '; in this mode -d encrypts just as well' : '';
  return { ...shared, direction: 'decrypt-claimed', reason: `openssl -d with ${cipher}${proof}` };
}
