/** What a script was seen to use that bears on encryption. Filled in by `fact-collector.ts`, judged afterwards. */
import type { EncryptionClass, KeySource, TextTrait } from '../../encryption-operation.ts';
import type { PowershellObject } from '../../patterns/powershell-calls.ts';
import type { VariableSource } from './key-origin.ts';
import type { CommandUse, Stretch } from './script-observer.ts';

/** A use, and the function it stands in (`undefined` outside of functions). */
export interface Sighting extends Stretch {
  readonly inFunction: string | undefined;
}

export interface ClassSighting extends Sighting {
  readonly class: EncryptionClass;
  readonly algorithm: string | undefined;
  /** True when an object was made of it, false when it was only named. */
  readonly built: boolean;
}

export interface MethodSighting extends Sighting {
  readonly kind: 'encrypt' | 'decrypt' | 'transform' | 'aead-encrypt' | 'aead-decrypt' | 'hash';
  readonly name: string;
}

/** An operation that one construct shows by itself. */
export interface DirectSighting extends Sighting {
  readonly rule: string;
  /** `powershell`, if it does not say. */
  readonly tool?: string;
  readonly class: EncryptionClass;
  readonly direction: 'encrypt' | 'decrypt-claimed' | 'unknown';
  readonly algorithm: string | undefined;
  readonly keySource: KeySource;
  readonly tier: 1 | 2 | 3;
  readonly confidence: number;
  readonly reason: string;
  readonly inputs?: readonly string[];
  readonly outputs?: readonly string[];
}

/** An object of a class that a user's pattern names. */
export interface ObjectSighting extends Sighting {
  readonly object: PowershellObject;
}

/** Code found inside the script: run by it (`executed`), or only decoded. */
export interface Stage extends Stretch {
  readonly kind: string;
  readonly text: string;
  readonly executed: boolean;
  /** How the text is read. */
  readonly language: 'powershell' | 'windows-command';
}

export interface ScriptFacts {
  readonly classes: ClassSighting[];
  readonly methods: MethodSighting[];
  readonly direct: DirectSighting[];
  readonly objects: ObjectSighting[];
  readonly stages: Stage[];
  /** Bytes decoded out of a literal that are no text. */
  readonly blobs: (Stretch & { readonly bytes: Buffer })[];
  readonly secrets: Stretch[];
  readonly traits: Set<TextTrait>;
  /** Functions called from outside of themselves, and methods of the objects that patterns name. */
  readonly called: Set<string>;
  /** Where the key of `$cipher.Key = ...` comes from. */
  keySource: KeySource;
  /** Mode given to a cipher object, lower case. */
  mode: string | undefined;
  /** A TCP or UDP client was made; what is written to it leaves the host. */
  socket: boolean;
  /** Commands that are programs, for the tool grammars. */
  readonly programs: CommandUse[];
  /** First assignment to each variable. */
  readonly variables: Map<string, VariableSource>;
}
