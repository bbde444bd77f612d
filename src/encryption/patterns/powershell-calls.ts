/** Commands, static methods and classes that users' patterns name for PowerShell. */
import type { EncryptionPattern, ScriptPattern } from './pattern.ts';

export interface PowershellCall {
  readonly pattern: EncryptionPattern;
  readonly script: ScriptPattern;
  readonly direction: 'encrypt' | 'decrypt-claimed' | 'unknown';
}

export interface PowershellObject {
  readonly pattern: EncryptionPattern;
  readonly script: ScriptPattern;
  /** Lower case. */
  readonly methods: ReadonlyMap<string, 'encrypt' | 'decrypt'>;
}

/** All keys in lower case, classes without `System.`, as the reader of PowerShell gives them. */
export interface PowershellCalls {
  /** `protect-acmefile`. */
  readonly commands: ReadonlyMap<string, PowershellCall>;
  /** `acme.vault.seal`. */
  readonly methods: ReadonlyMap<string, PowershellCall>;
  readonly objects: ReadonlyMap<string, PowershellObject>;
}

/** The name of a class as the reader gives it. */
export function className(name: string): string {
  return name
    .trim()
    .toLowerCase()
    .replace(/^system\./, '')
    .replace(/,.*$/s, '');
}
