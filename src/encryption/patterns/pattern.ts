/**
 * EncryptionRoutinePattern: a tool or a library that Postern does not know by itself, told as data. Plain values only,
 * so that patterns cross to worker threads; `docs/patterns.md` explains every key.
 */
import type { Direction, EncryptionClass, EvidenceTier, KeySource } from '../encryption-operation.ts';
import type { ScriptLanguage } from '../languages/language.ts';

export interface EncryptionPattern {
  /** Lower-case words joined by `-`; the rule of its operations is `pattern/<id>`. */
  readonly id: string;
  readonly title: string;
  /** Where this is known from: a manual, a report, the source code. */
  readonly source: string;
  readonly references?: readonly string[] | undefined;
  /** The sentence that findings show; `<tool> encrypts` when not given. */
  readonly reason?: string | undefined;
  /** How sure a reading is at best, 0.1 to 0.95. */
  readonly confidence?: number | undefined;
  /** 1 when the pattern shows a capability only; at most 3 for a tool and 2 for a script, which is the default. */
  readonly tier?: 1 | 2 | 3 | undefined;
  readonly tool?: ToolPattern | undefined;
  readonly script?: ScriptPattern | undefined;
  readonly examples: readonly PatternExample[];
  /** Texts in which this pattern must see no operation. */
  readonly not: readonly PatternText[];
}

export type PatternPlatform = 'windows' | 'macos' | 'linux' | 'esxi';

/** Languages whose calls a pattern can name. */
export type PatternLanguage = Exclude<ScriptLanguage, 'shell' | 'applescript'>;

/** How a text is read: as a command line of a platform, or as a script of a language. */
export interface PatternText {
  readonly text: string;
  readonly platform?: PatternPlatform | undefined;
  readonly language?: ScriptLanguage | undefined;
}

/** A text, and what the pattern's operation in it must be. What is not given is not compared. */
export interface PatternExample extends PatternText {
  readonly class: EncryptionClass;
  readonly operation: Direction;
  readonly algorithm?: string | undefined;
  readonly keySource?: KeySource | undefined;
  readonly tier?: EvidenceTier | undefined;
  readonly inputs?: readonly string[] | undefined;
  readonly outputs?: readonly string[] | undefined;
  /** Texts that must be masked. */
  readonly secrets?: readonly string[] | undefined;
}

/**
 * Something in a command line that says what the tool does: an option (`-e`, `--encrypt`, `/enc`), an option with a
 * value (`--mode=encrypt`), or the first words that are no option (`enc`, `file encrypt`).
 */
export type Mark = string;

/**
 * Where a value stands: behind an option (`-o`, `--output`, `/out`), glued to what begins a word (`-p*`, `key=*`), or
 * in a place among the words that are no option and no subcommand, counted from 1.
 */
export type ValuePlace = string | number;

/** A value that is given, or stands in a place. */
export interface PlacedAlgorithm<Place> {
  readonly from: readonly Place[];
  readonly default?: string | undefined;
}

/** Where the key comes from, by the places that show it. */
export type KeyPlaces = Readonly<Partial<Record<KeyOption, readonly ValuePlace[] | undefined>>> & {
  /** Source of the key where none of the places is used; `unknown` by default. */
  readonly otherwise?: KeySource | undefined;
};
export type KeyOption =
  | 'password'
  | 'file'
  | 'environment'
  | 'descriptor'
  | 'prompt'
  | 'agent'
  | 'network'
  | 'derived';

export interface ToolPattern {
  /** Program names, also of the copies that are known; without directory. Scripts and archives keep their suffix. */
  readonly names: readonly string[];
  /** Default: all. Linux, macOS and ESXi read command lines alike, so one of them stands for all three. */
  readonly platforms?: readonly PatternPlatform[] | undefined;
  readonly class?: EncryptionClass | undefined;
  /** Marks that make it another class: a recipient's key makes it `hybrid`. */
  readonly classWhen?: Readonly<Partial<Record<EncryptionClass, readonly Mark[] | undefined>>> | undefined;
  readonly algorithm?: string | PlacedAlgorithm<ValuePlace> | undefined;
  readonly encrypts?: readonly Mark[] | undefined;
  readonly decrypts?: readonly Mark[] | undefined;
  /** Does one or the other; which, is not told. */
  readonly either?: readonly Mark[] | undefined;
  /** Nothing is encrypted or decrypted with one of these, whatever else stands there. */
  readonly neither?: readonly Mark[] | undefined;
  /** What it does without any mark. Default: `nothing` where `encrypts` or `either` is given, else `encrypt`. */
  readonly otherwise?: 'encrypt' | 'decrypt' | 'either' | 'nothing' | undefined;
  /** Counts only with a key in sight. */
  readonly keyed?: boolean | undefined;
  readonly key?: KeyPlaces | undefined;
  readonly inputs?: readonly ValuePlace[] | undefined;
  readonly outputs?: readonly ValuePlace[] | undefined;
  /** Ending of what is written beside each input when no output is named; empty when it is the input itself. */
  readonly outputSuffix?: string | undefined;
  /** Other options that take a value, and other values that are glued. */
  readonly values?: readonly string[] | undefined;
  /** Words that all stand together in no other tool's command line: a renamed copy is known by them. */
  readonly renamed?: readonly string[] | undefined;
}

/** Place of an argument counted from 1, or its name. */
export type ArgumentName = string | number;

export interface ScriptPattern {
  readonly languages: readonly PatternLanguage[];
  /** Module the calls belong to; they are then found under it and, imported, without it. */
  readonly module?: string | undefined;
  /** Name of the library in results; the id by default. */
  readonly library?: string | undefined;
  readonly class?: 'symmetric' | 'asymmetric' | 'hybrid' | undefined;
  readonly algorithm?: string | PlacedAlgorithm<ArgumentName> | undefined;
  /** Calls that make an object which encrypts when its methods are called. */
  readonly creates?: readonly string[] | undefined;
  /** Calls that encrypt, decrypt, or do one or the other, by themselves. */
  readonly encrypts?: readonly string[] | undefined;
  readonly decrypts?: readonly string[] | undefined;
  readonly either?: readonly string[] | undefined;
  /** Methods of the objects beside the usual ones (`encrypt`, `seal`, `update` ...). */
  readonly methods?:
    | {
        readonly encrypt?: readonly string[] | undefined;
        readonly decrypt?: readonly string[] | undefined;
      }
    | undefined;
  /** Counts only with a key among the arguments. */
  readonly keyed?: boolean | undefined;
  readonly key?: readonly ArgumentName[] | undefined;
  readonly inputs?: readonly ArgumentName[] | undefined;
  readonly outputs?: readonly ArgumentName[] | undefined;
}

/** Bounds on patterns, so that content can cost neither time nor memory. */
export const PATTERN_LIMITS = {
  patterns: 500,
  /** UTF-16 units of one file. */
  file: 262_144,
  files: 2_000,
  names: 64,
  name: 128,
  marks: 64,
  examples: 64,
  text: 65_536,
  confidence: { least: 0.1, most: 0.95, usual: 0.85 },
} as const;

/** The rule that results name. */
export function patternRule(id: string): string {
  return `pattern/${id}`;
}
