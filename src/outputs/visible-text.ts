/**
 * Everything that is not seen but acts: C0 and C1 controls, bidirectional overrides, zero-width and other default
 * ignorable code points, line separators, lone surrogates. One class, so that no output has a hole of its own.
 */
const hidden = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Cs}\p{Default_Ignorable_Code_Point}]/gu;

const named: Readonly<Record<string, string>> = { '\n': '\\n', '\r': '\\r', '\t': '\\t' };

/**
 * Replaces every unseen character by a visible escape: `\n`, `\r`, `\t`, otherwise `\u{1b}`. The result is one line of
 * printable text; a second pass changes nothing.
 */
export function visibleText(text: string): string {
  return text.replace(hidden, (c) => named[c] ?? `\\u{${(c.codePointAt(0) ?? 0).toString(16)}}`);
}

/** The same characters as JSON escapes, for JSON text that may be read on a terminal: the value stays the same. */
export function visibleJson(json: string): string {
  return json.replace(hidden, (c) =>
    // JSON's own layout (line feeds of pretty printing) is the only control a serialiser leaves outside strings.
    c === '\n' ? c : [...Array(c.length).keys()].map((i) => jsonEscape(c.charCodeAt(i))).join(''),
  );
}

function jsonEscape(unit: number): string {
  return `\\u${unit.toString(16).padStart(4, '0')}`;
}
