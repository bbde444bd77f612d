/** Tools whose first operand is a command: `tool options verb options operands`. */
import { readOptions } from './options.ts';
import type { OptionGrammar, Options } from './options.ts';

export interface VerbCall {
  /** Lower case; `''` when there is none. */
  readonly verb: string;
  readonly options: Options;
  /** Operands after the verb. */
  readonly operands: readonly string[];
}

/** Reads options before and after the verb with one grammar, which must not stop at operands. */
export function readVerb(words: readonly string[], grammar: OptionGrammar): VerbCall {
  const options = readOptions(words, grammar);
  return {
    verb: (options.operands[0] ?? '').toLowerCase(),
    options,
    operands: options.operands.slice(1),
  };
}
