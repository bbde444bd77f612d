const LONGEST = 500;

/**
 * Text from outside made safe to show on one line: control, bidirectional and other invisible characters become
 * `\u{1b}`-like escapes, and very long text is shortened in its middle.
 */
export function printable(text: string): string {
  const short =
    text.length > LONGEST ? `${text.slice(0, LONGEST / 2)}\u2026${text.slice(-LONGEST / 2)}` : text;
  return short.replaceAll(
    /[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]/gu,
    (character) => `\\u{${(character.codePointAt(0) ?? 0).toString(16)}}`,
  );
}
