import type { Stretch, Value } from './value.ts';

/** What stands in brackets: values in order, and those with a name. */
export interface Arguments {
  readonly args: readonly Value[];
  readonly named: ReadonlyMap<string, Value>;
  /** The only value is the list made by `x for x in y`. */
  readonly generated?: boolean;
}

/** A call, as the reader found it. */
export interface Call extends Arguments, Stretch {
  /** Dotted name of what is called; begins with a dot if it is a method of something unknown. */
  readonly path: string;
  readonly name: string;
  readonly receiver: Value | undefined;
  readonly callee: Value;
}
