/**
 * The fields of one Zeek record by the names Zeek's own scripts give them (`id.orig_h`), however they were shipped.
 * What is not set is `undefined`; an empty text is `undefined` too.
 */
export interface ZeekFields {
  text(name: string): string | undefined;
  number(name: string): number | undefined;
  flag(name: string): boolean | undefined;
  list(name: string): readonly string[];
  /** Milliseconds since 1970 UTC. */
  time(name: string): number | undefined;
}

/** A sane bound for sets and vectors: a hostile record must not make an event of a million names. */
export const MOST_MEMBERS = 256;
