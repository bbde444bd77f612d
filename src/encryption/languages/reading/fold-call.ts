import type { Stretch, Value } from './value.ts';

/** A call whose value is to be found: what stands before the dot, the arguments, and the means to decode. */
export interface FoldCall extends Stretch {
  readonly name: string;
  readonly receiver: Value | undefined;
  readonly args: readonly Value[];
  readonly named: ReadonlyMap<string, Value>;
  /** Takes steps of the folding budget. */
  readonly spend: (steps: number) => boolean;
  /** Inflates compressed bytes, within the bounds. */
  readonly inflate: (bytes: Uint8Array) => Buffer | undefined;
  /** Calls a function of the script. */
  readonly apply: (callable: Value, args: readonly Value[]) => Value;
}
