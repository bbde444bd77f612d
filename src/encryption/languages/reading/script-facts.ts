/** What one script was seen to use that bears on encryption; judged by `judge-facts.ts`. */
import type { EncryptionClass, KeySource, TextTrait } from '../../encryption-operation.ts';
import type { PatternClaim } from './construct.ts';
import type { Stretch } from './value.ts';

/** A cipher object, or a call that is an operation by itself. */
export interface CipherUse {
  readonly class: EncryptionClass;
  readonly tool: string;
  readonly pattern?: PatternClaim | undefined;
  algorithm: string | undefined;
  mode: string | undefined;
  keySource: KeySource;
  encrypts: boolean;
  decrypts: boolean;
  /** Something was done with it. */
  used: boolean;
  /** False when it was only named or imported. */
  readonly built: boolean;
  /** What the author of the script calls it: `AES.new`, `openssl_encrypt`. */
  readonly name: string;
  readonly stretches: Stretch[];
  readonly verbs: Set<string>;
  readonly inputs: Set<string>;
  readonly outputs: Set<string>;
}

/** A method called on something unknown that is named like an operation of a cipher. */
export interface LooseOperation extends Stretch {
  readonly name: string;
  readonly effect: 'encrypt' | 'decrypt';
}

export interface ScriptFacts {
  readonly ciphers: CipherUse[];
  readonly loose: LooseOperation[];
  readonly secrets: Stretch[];
  readonly traits: Set<TextTrait>;
  /** Something is decoded that may be code. */
  hides: boolean;
}

export function newScriptFacts(): ScriptFacts {
  return { ciphers: [], loose: [], secrets: [], traits: new Set(), hides: false };
}

const MOST_FILES = 16;

/** Adds a file's name to those a cipher reads or writes. */
export function noteFile(files: Set<string> | undefined, name: string): void {
  if (files !== undefined && files.size < MOST_FILES) files.add(name);
}
