/** One line of a log that is written line by line, without its end of line; header lines included. */
export interface TextLine {
  /** Which way of writing it is: the id of a `Dialect`. */
  readonly dialect: string;
  readonly text: string;
}
