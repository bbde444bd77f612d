/** What the tokeniser must know of a language. One description a language, beside its vocabulary. */

export interface QuoteForm {
  readonly open: string;
  readonly close: string;
  /**
   * `backslash` undoes C escapes, `strict` those too but keeps the backslash of unknown ones, `quote` only those of the
   * quote and the backslash, `doubled` writes the quote twice, `raw` has none.
   */
  readonly escapes: 'backslash' | 'strict' | 'quote' | 'doubled' | 'raw';
  /** How code stands inside: `${code}`, `#{code}`, `{code}` or `$name`. */
  readonly holes?: '${' | '#{' | '{' | '$';
  /** May run over line ends. */
  readonly lines?: boolean;
  /** The text is run as a command. */
  readonly command?: boolean;
}

export interface Syntax {
  readonly lineComments: readonly string[];
  readonly blockComments: readonly (readonly [open: string, close: string])[];
  /** Longest opening first. */
  readonly quotes: readonly QuoteForm[];
  /** Forms chosen by letters glued to the quote (`rb"..."`); the letters are lower case. */
  readonly prefixed?: (letters: string, quote: QuoteForm) => QuoteForm | undefined;
  /** Sticky pattern of names. */
  readonly names: RegExp;
  /** Do line ends end statements, outside of round and square brackets? */
  readonly lineEnds: boolean;
  /** Glued to the end of a line, it goes on in the next. */
  readonly continuation?: string;
  /** `/x/` may be a pattern. */
  readonly patterns?: boolean;
  /** `q(...)`, `%w[...]` and the like. */
  readonly quoteOperators?: 'perl' | 'ruby';
  /** `<<EOS` (also `<<~`, `<<-`, `<<<` in PHP) starts a text. */
  readonly hereDocuments?: '<<' | '<<<';
  /** `:name` is a text. */
  readonly symbols?: boolean;
  /** A line with exactly one of these ends the code. */
  readonly codeEnd?: RegExp;
  /** Names are the same in any case and kept in lower case. */
  readonly caseless?: boolean;
  /** Code stands between `<?php` and `?>` only, if such a mark is there. */
  readonly embedded?: boolean;
}
