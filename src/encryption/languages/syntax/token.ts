/** One word of a script. Offsets count in the text that was tokenised. */
export interface Token {
  /** `text` is a string literal, `pattern` a regular expression, `break` the end of a statement. */
  readonly kind: 'name' | 'number' | 'text' | 'pattern' | 'symbol' | 'break';
  /** As written; for a string literal its value. */
  readonly text: string;
  readonly start: number;
  readonly end: number;
  /** White space stands before it. */
  readonly spaced: boolean;
  /** Strings: where every character of the value stands, if escapes were undone; else the value stands at `from`. */
  readonly map?: number[] | undefined;
  readonly from?: number;
  /** Strings that the language runs as a command (backticks). */
  readonly command?: boolean;
  /** Opening brackets: number of the token that closes it, or -1. */
  close: number;
}

/** The operator put between the parts of a string with holes. */
export const JOIN = '<join>';

/** Where character `index` of a string token stands. */
export function textOffset(token: Token, index: number): number {
  return token.map?.[index] ?? (token.from ?? token.start) + index;
}
