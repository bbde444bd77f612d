/** Start tags of XML, read leniently from text in which attribute values may be in single or double quotes. */

/** Index of the `>` that ends the tag whose name begins at `from`, or -1. A `>` inside quotes does not count. */
export function tagEnd(text: string, from: number): number {
  let quote = 0;
  for (let i = from; i < text.length; i++) {
    const code = text.charCodeAt(i);
    if (quote !== 0) {
      if (code === quote) quote = 0;
    } else if (code === 0x3e) return i;
    else if (code === 0x22 || code === 0x27) quote = code;
  }
  return -1;
}

/** Index behind the name that begins at `from`. */
export function nameEnd(text: string, from: number): number {
  let at = from;
  while (at < text.length) {
    const code = text.charCodeAt(at);
    if (code <= 0x20 || code === 0x2f || code === 0x3e) break;
    at++;
  }
  return at;
}

/** A name without its namespace prefix. */
export function localName(name: string): string {
  const colon = name.indexOf(':');
  return colon < 0 ? name : name.slice(colon + 1);
}

/** Where the value of an attribute lies, without its quotes. */
export interface AttributeRange {
  readonly start: number;
  readonly end: number;
}

/** Finds an attribute in `text[from, to)`, the part of a start tag behind its name. */
export function findAttribute(
  text: string,
  from: number,
  to: number,
  name: string,
): AttributeRange | undefined {
  let at = from;
  while (at < to) {
    const equals = text.indexOf('=', at);
    if (equals < 0 || equals >= to) return undefined;
    let start = equals + 1;
    while (start < to && text.charCodeAt(start) <= 0x20) start++;
    const end = text.indexOf(text.charAt(start), start + 1);
    if (end < 0 || end >= to) return undefined;
    if (text.slice(at, equals).trim() === name) return { start: start + 1, end };
    at = end + 1;
  }
  return undefined;
}
