/** The tree a PowerShell text is read into: tokens, and brackets as groups. Not a full syntax tree, and never fails. */

export type NodeKind =
  | 'string'
  | 'number'
  | 'variable'
  | 'word'
  | 'parameter'
  | 'operator'
  | 'separator'
  | 'group';

/** A `$name` inside an expandable string; offsets count in the node's `text`. */
export interface Hole {
  readonly start: number;
  readonly end: number;
  readonly name: string;
}

export interface ScriptNode {
  readonly kind: NodeKind;
  /**
   * What it says once quotes and backticks are gone. Groups carry their opening bracket (`(`, `{`, `[`, `$(`, `@(`,
   * `@{`), variables their name without `$` and scope, parameters their name without dash.
   */
  readonly text: string;
  /** `text` in lower case; empty for strings. */
  readonly lower: string;
  /** Offsets in the text that was read. */
  readonly start: number;
  end: number;
  /** White space before it. */
  readonly spaced: boolean;
  readonly children: readonly ScriptNode[];
  /** Expandable strings: the variables inside, or `undefined` when a subexpression makes the value unknown. */
  readonly holes: readonly Hole[] | undefined;
}

/** The script and, as scripts of their own, the `$(...)` inside its strings. */
export interface ScriptTree {
  readonly nodes: readonly ScriptNode[];
  readonly embedded: readonly (readonly ScriptNode[])[];
}
