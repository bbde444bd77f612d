/** Commands of modules that encrypt: BitLocker, 7Zip4PowerShell, and the AES script that is copied most. */
import { argument } from './command-argument.ts';
import { asText } from './constant.ts';
import type { FactCollector } from './fact-collector.ts';
import type { CommandUse } from './script-observer.ts';
import { valueStretch } from './secure-string-facts.ts';

interface CipherCommand {
  /** Lower case. */
  readonly name: string;
  readonly algorithm: string;
  readonly direction: 'encrypt' | 'decrypt-claimed';
  /** Without a key it does not encrypt. */
  readonly keyed: boolean;
  readonly reason: string;
}

export const CIPHER_COMMANDS: readonly CipherCommand[] = [
  {
    name: 'enable-bitlocker',
    algorithm: 'aes-xts',
    direction: 'encrypt',
    keyed: false,
    reason: 'Enable-BitLocker encrypts a volume',
  },
  {
    name: 'compress-7zip',
    algorithm: 'aes-256-cbc',
    direction: 'encrypt',
    keyed: true,
    reason: '7Zip4PowerShell writes an archive with a password',
  },
  {
    name: 'expand-7zip',
    algorithm: 'aes-256-cbc',
    direction: 'decrypt-claimed',
    keyed: true,
    reason: '7Zip4PowerShell unpacks with a password',
  },
  {
    name: 'invoke-aesencryption',
    algorithm: 'aes-256-cbc',
    direction: 'encrypt',
    keyed: true,
    reason: 'Invoke-AESEncryption called with a key',
  },
];
const KEYS = ['key', 'password', 'securepassword'];

/** Notes one call of such a command. */
export function readCipherCommand(
  collector: FactCollector,
  use: CommandUse,
  source: string,
  command: CipherCommand,
): void {
  const key = KEYS.map((name) => argument(use, name, 3)).find((given) => given !== undefined);
  if (command.keyed && key === undefined) return;
  const decrypts = /^decrypt$/i.test(asText(argument(use, 'mode', 1)?.value) ?? '');
  const literal = typeof key?.value === 'string';
  collector.facts.direct.push({
    ...collector.sighting(use),
    rule: 'powershell/cipher-command',
    class: 'symmetric',
    direction: decrypts ? 'decrypt-claimed' : command.direction,
    algorithm: command.algorithm,
    keySource: literal ? 'literal' : 'unknown',
    tier: 3,
    confidence: 0.85,
    reason: command.reason,
  });
  if (literal && key !== undefined) collector.facts.secrets.push(valueStretch(key, source));
}
