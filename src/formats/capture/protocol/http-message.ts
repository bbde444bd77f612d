/** The head of an HTTP/1 message: its first line and its fields. */
export interface HttpHead {
  readonly line: string;
  /** Names in lower case; of fields that occur twice the first one counts. */
  readonly fields: ReadonlyMap<string, string>;
  /** Where the body begins, or the bytes end. */
  readonly end: number;
  readonly isWhole: boolean;
}

const LONGEST_HEAD = 32_768;
const MOST_FIELDS = 128;

/** Reads the head that begins at `at`. Lines may end in LF alone; folded lines are joined. */
export function readHttpHead(bytes: Buffer, at: number): HttpHead {
  const limit = Math.min(bytes.length, at + LONGEST_HEAD);
  const fields = new Map<string, string>();
  let line: string | undefined;
  let last = '';
  let start = at;
  while (start < limit) {
    const newline = bytes.indexOf(0x0a, start);
    if (newline < 0 || newline >= limit) break;
    const end = newline > start && bytes[newline - 1] === 0x0d ? newline - 1 : newline;
    const text = bytes.toString('latin1', start, end);
    start = newline + 1;
    if (line === undefined) line = text;
    else if (text === '') return { line, fields, end: start, isWhole: true };
    else if (text.startsWith(' ') || text.startsWith('\t')) {
      if (last !== '') fields.set(last, `${fields.get(last) ?? ''} ${text.trim()}`);
    } else last = addField(fields, text);
  }
  return { line: line ?? bytes.toString('latin1', at, limit), fields, end: limit, isWhole: false };
}

function addField(fields: Map<string, string>, text: string): string {
  const colon = text.indexOf(':');
  if (colon <= 0 || fields.size >= MOST_FIELDS) return '';
  const name = text.slice(0, colon).trim().toLowerCase();
  if (fields.has(name)) return '';
  fields.set(name, text.slice(colon + 1).trim());
  return name;
}
