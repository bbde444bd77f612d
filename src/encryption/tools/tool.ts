/** What a tool grammar is: names, the shape of its arguments, and how to read them. One tool (family) a file. */
import type { CommandWord, SimpleCommand } from '../command-line/command-word.ts';
import type { Direction, EncryptionClass, EvidenceTier, KeySource } from '../encryption-operation.ts';

/** A stretch of one argument: its number and character offsets in its unquoted text. */
export interface WordRange {
  readonly word: number;
  readonly start: number;
  readonly end: number;
}

export interface ToolArguments {
  /** Name the program was started by, without directory and extension, lower case. */
  readonly program: string;
  /** The arguments after the program. */
  readonly words: readonly CommandWord[];
  readonly command: SimpleCommand;
  readonly platform: 'windows' | 'posix';
}

/** What the arguments say. `class: 'none'` is an answer too: this command line encrypts nothing. */
export interface ToolReading {
  readonly class: EncryptionClass;
  /** Which of the tool's commands, where that matters: the rule is `tool/<id>-<form>`. */
  readonly form?: string;
  readonly direction?: Direction;
  readonly algorithm?: string | undefined;
  readonly keySource?: KeySource;
  readonly tier?: EvidenceTier;
  readonly confidence?: number;
  readonly inputs?: readonly string[];
  readonly outputs?: readonly string[];
  readonly reason: string;
  readonly secrets?: readonly WordRange[];
}

/** A command line and what must be read in it; run by `tools.test.ts`. */
export interface ToolExample {
  readonly line: string;
  readonly platform: 'windows' | 'posix';
  readonly class: EncryptionClass;
  readonly direction?: Direction;
  readonly algorithm?: string;
  readonly keySource?: KeySource;
  readonly inputs?: readonly string[];
  readonly outputs?: readonly string[];
  /** Texts that must be masked. */
  readonly secrets?: readonly string[];
}

export interface Tool {
  /** Ends the rule name: `tool/<id>` or `tool/<id>-<form>`. */
  readonly id: string;
  /** The rule itself, where it is not `tool/<id>`. */
  readonly rule?: string;
  /** Program names, lower case, without `.exe`. */
  readonly names: readonly string[];
  /**
   * Words without one of which no text is about this tool, lower case, three characters at least; its names, if it does
   * not say. Whole words: needed where the name is short or an everyday word.
   */
  readonly gate?: readonly string[];
  /** False for tools that never encrypt: hashes, encoders, packers. */
  readonly encrypts?: boolean;
  readonly read: (given: ToolArguments) => ToolReading | undefined;
  /** Would these arguments make sense to no other program? Then a renamed copy is recognised by them. */
  readonly shape?: (words: readonly CommandWord[]) => boolean;
  readonly examples: {
    readonly positive: readonly ToolExample[];
    /** Lines that must yield no symmetric operation. */
    readonly negative: readonly Pick<ToolExample, 'line' | 'platform'>[];
  };
}
