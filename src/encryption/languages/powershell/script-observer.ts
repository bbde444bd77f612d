import type { Constant } from './constant.ts';
import type { ScriptNode } from './node.ts';

/** A stretch of the script's text. */
export interface Stretch {
  readonly start: number;
  readonly end: number;
}

/** `target.name(...)`, `[type]::name(...)`, or the same without a call. */
export interface MemberUse extends Stretch {
  /** Lower case. */
  readonly name: string;
  /** Static type in lower case without `System.`, or `undefined` for an instance. */
  readonly type: string | undefined;
  /** Variable the call is made on, if it is made on one. */
  readonly variable: string | undefined;
  readonly called: boolean;
  readonly given: readonly (Constant | undefined)[];
}

/** One argument of a command. */
export interface CommandArgument extends Stretch {
  /** Parameter name in lower case, without dash; `undefined` for a positional argument. */
  readonly parameter: string | undefined;
  readonly value: Constant | undefined;
  /** False for a parameter that no value follows. */
  readonly hasValue: boolean;
  /** Came out of a list that was given as `@name`. */
  readonly listed?: boolean;
}

/** A command with its arguments, as far as they can be known. */
export interface CommandUse extends Stretch {
  /** Lower case, unquoted, backticks and constant expressions resolved. */
  readonly name: string;
  readonly given: readonly CommandArgument[];
  /** Value that comes through the pipe. */
  readonly input: Constant | undefined;
  /** Where that input stands. */
  readonly inputStretch: Stretch | undefined;
  readonly nodes: readonly ScriptNode[];
}

/** A value given to a property: `$aes.Key = ...`. */
export interface PropertyAssignment extends Stretch {
  readonly name: string;
  readonly value: Constant | undefined;
  readonly right: Stretch;
}

/** Told of everything a script uses, in the order it stands there. */
export interface ScriptObserver {
  type(name: string, where: Stretch): void;
  member(use: MemberUse): void;
  command(use: CommandUse): void;
  property(assignment: PropertyAssignment): void;
  variable(name: string, value: Constant | undefined, right: Stretch): void;
  /** A text or blob that was decoded out of a literal. */
  decoded(kind: string, value: Constant, where: Stretch): void;
  /** Enters (`name`) and leaves (`undefined`) a function body. */
  inFunction(name: string | undefined): void;
}
