import type { ScriptLanguage } from '../language.ts';
import type { Syntax } from '../syntax/syntax.ts';
import type { Construct } from './construct.ts';

/** A script and what must be read in it; run by `languages.test.ts`. */
export interface ScriptExample {
  readonly script: string;
  readonly direction?: 'encrypt' | 'decrypt-claimed' | 'both' | 'unknown';
  readonly algorithm?: string;
  readonly keySource?: string;
  readonly tier?: 1 | 2 | 3;
  readonly inputs?: readonly string[];
  readonly outputs?: readonly string[];
  /** Texts that must be masked. */
  readonly secrets?: readonly string[];
}

/** A language that the expression reader reads: how it is written, and what its names do. */
export interface CodeLanguage {
  readonly id: ScriptLanguage;
  readonly syntax: Syntax;
  readonly constructs: readonly Construct[];
  /** Operators that stand before the name of a member. */
  readonly members: readonly string[];
  /** Operators that write texts one after the other. */
  readonly joins: readonly string[];
  /** Words that stand before a statement or an operand and mean nothing here. */
  readonly words: readonly string[];
  /** Words that are operators between two operands. */
  readonly operators: readonly string[];
  /** Words that begin a function. */
  readonly functions: readonly string[];
  readonly imports?: 'python' | 'javascript' | 'use';
  /** Functions called without brackets (`puts x`); `any` name may be. */
  readonly bareCalls: 'any' | readonly string[];
  /** Mark between a keyword argument and its value. */
  readonly keyword: readonly string[];
  /** `name{key}` is a member. */
  readonly braceIndex?: boolean;
  /** `x for y in z` makes a list. */
  readonly comprehensions?: boolean;
  /** Elements of arrays are written `name(index)`. */
  readonly roundIndex?: boolean;
  /** `a => b` is a function. */
  readonly arrows?: boolean;
  /** Names whose members stand for themselves: `window.crypto` is `crypto`. */
  readonly globals?: readonly string[];
  /** The name things are known by in the vocabulary, from the name as written. */
  readonly canonical?: (path: string) => string;
  readonly examples: {
    readonly positive: readonly ScriptExample[];
    /** Scripts that must yield no symmetric operation. */
    readonly negative: readonly string[];
  };
}
