/** Words that a POSIX shell takes as they stand. */
const PLAIN = /^[\w@%+=:,./-]+$/;

/** An argument list as one line for people, quoted so that a POSIX shell would read the same words. */
export function joinedArguments(words: readonly string[]): string | undefined {
  if (words.length === 0) return undefined;
  return words
    .map((word) => (PLAIN.test(word) ? word : `'${word.replaceAll("'", String.raw`'\''`)}'`))
    .join(' ');
}
