/** What is wrong, and at which word of the block. */
export interface BlockProblem {
  readonly word: number;
  readonly message: string;
}
