/** The vocabulary of a language: what its names do. Every language states its own as data. */
import type { EncryptionClass, KeySource, TextTrait } from '../../encryption-operation.ts';
import type { ScriptLanguage } from '../language.ts';
import type { FoldCall } from './fold-call.ts';
import type { Value } from './value.ts';

/** Position of an argument, or names of a keyword argument separated by `|`, or both: `0|key`. */
export type ArgumentPlace = string;

interface Effect {
  /** Dotted names separated by spaces. The last one, two or three parts of what is called must be one of them. */
  readonly names: string;
}

/** What a user's pattern says of a cipher in its own words; a construct of Postern's own has none. */
export interface PatternClaim {
  /** The rule that results name. */
  readonly rule: string;
  readonly reason: string | undefined;
  readonly confidence: number;
  /** 1 when the pattern shows a capability only. */
  readonly tier: 1 | 2;
  /** Methods of the object beside those every cipher may have. */
  readonly methods: ReadonlyMap<string, 'encrypt' | 'decrypt'>;
}

/** A cipher object is made (`object`), or data are encrypted by this one call (`operation`), or it is only `named`. */
export interface CipherConstruct extends Effect {
  readonly does: 'cipher';
  readonly as: 'object' | 'operation' | 'named';
  readonly tool: string;
  readonly class?: EncryptionClass;
  readonly algorithm?: string;
  /** Argument that names algorithm or mode. */
  readonly algorithmFrom?: ArgumentPlace;
  readonly key?: ArgumentPlace;
  readonly direction?: 'encrypt' | 'decrypt';
  /** Argument that says which way: a text, number or name of `encrypting`. */
  readonly directionFrom?: readonly [place: ArgumentPlace, encrypting: RegExp, decrypting: RegExp];
  readonly inputs?: ArgumentPlace;
  readonly outputs?: ArgumentPlace;
  /** The name alone may mean something else: counts only where the arguments name a cipher. */
  readonly weak?: boolean;
  /** Counts only with a key. */
  readonly keyed?: boolean;
  /** Argument that makes a passphrase's work of what is a public key's without it; it may name the cipher. */
  readonly symmetricWith?: ArgumentPlace;
  /** What is made may be used without any cipher; it counts once a method of a cipher is called on it. */
  readonly idle?: boolean;
  readonly pattern?: PatternClaim;
}

export type Construct =
  | CipherConstruct
  /** A text is run as code of a language; its own when not given. */
  | (Effect & { readonly does: 'code'; readonly code: ArgumentPlace; readonly language?: ScriptLanguage })
  /** A text, or a list of arguments, is run as a command. */
  | (Effect & {
      readonly does: 'command';
      readonly command: ArgumentPlace;
      /** The arguments follow one by one, or as a list in this place. */
      readonly rest?: ArgumentPlace | 'following';
      /** Opens a file unless a bar says otherwise: `open(P, 'ls |')`, `open(P, '-|', 'ls')`. */
      readonly barred?: boolean;
      readonly shell?: 'posix' | 'windows';
    })
  /** Where its value comes from. */
  | (Effect & { readonly does: 'source'; readonly origin: KeySource; readonly file?: ArgumentPlace })
  /** Data are written to a file. */
  | (Effect & { readonly does: 'write'; readonly file: ArgumentPlace; readonly data: ArgumentPlace })
  /** Opens or names a file. */
  | (Effect & { readonly does: 'file'; readonly file: ArgumentPlace })
  /** The value is its first argument, as far as this matters. */
  | (Effect & { readonly does: 'same' })
  /** Gives a thing by its name: `require('crypto')`, `getattr(x, 'y')`. */
  | (Effect & { readonly does: 'load'; /** An object is made at once. */ readonly makes?: boolean })
  | (Effect & {
      readonly does: 'fold';
      readonly fold: (call: FoldCall) => Value | undefined;
      readonly hides?: boolean;
    })
  | (Effect & { readonly does: 'trait'; readonly trait: TextTrait });

/** Finds constructs by the dotted name of what is called or imported. */
export class Vocabulary {
  readonly #called = new Map<string, Construct>();
  readonly #imported = new Map<string, CipherConstruct>();
  /** Last parts of all names: nearly every name fails here. */
  readonly #known = new Set<string>();

  constructor(constructs: readonly Construct[]) {
    for (const construct of constructs) {
      for (const name of construct.names.split(' ')) {
        if (construct.does === 'cipher' && construct.as === 'named') this.#imported.set(name, construct);
        else {
          this.#called.set(name, construct);
          this.#known.add(name.slice(name.lastIndexOf('.') + 1));
        }
      }
    }
  }

  /** `last` is the last part of `path`. */
  called(path: string, last: string): Construct | undefined {
    return this.#known.has(last) ? longestMatch(this.#called, path) : undefined;
  }

  imported(path: string): CipherConstruct | undefined {
    return longestMatch(this.#imported, path);
  }
}

/** What the last one, two or three parts of a name stand for; more parts are more certain. */
function longestMatch<Meaning>(names: ReadonlyMap<string, Meaning>, path: string): Meaning | undefined {
  let from = path.length;
  let found: Meaning | undefined;
  for (let parts = 0; parts < 3 && from > 0; parts++) {
    from = path.lastIndexOf('.', from - 1);
    found = names.get(path.slice(from + 1)) ?? found;
    if (from < 0) break;
  }
  return found;
}

/** Vocabularies are made once; one short script would cost less than its own. */
const MADE = new WeakMap<readonly Construct[], Vocabulary>();

export function vocabularyOf(constructs: readonly Construct[]): Vocabulary {
  const known = MADE.get(constructs);
  if (known !== undefined) return known;
  const made = new Vocabulary(constructs);
  MADE.set(constructs, made);
  return made;
}
