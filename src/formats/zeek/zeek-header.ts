/** The header lines of a Zeek TSV log. Their values are read, never assumed: sites change them. */
import { unescapeZeek } from './zeek-escape.ts';

export interface ZeekHeader {
  /** `conn`, `ssl`, ...; `''` when there is no `#path`. */
  readonly path: string;
  readonly separator: string;
  readonly setSeparator: string;
  readonly empty: string;
  readonly unset: string;
  readonly fields: readonly string[];
  /** Place of each field. */
  readonly columns: ReadonlyMap<string, number>;
}

/** More columns than any log has; a header of a million names is no header. */
const MOST_FIELDS = 1000;

const START: ZeekHeader = {
  path: '',
  separator: '\t',
  setSeparator: ',',
  empty: '(empty)',
  unset: '-',
  fields: [],
  columns: new Map(),
};

/**
 * Takes one header line (`#...`) and gives the header as it now stands. `#separator` begins a new one, because logs are
 * rotated and concatenated; `#open`, `#close`, `#types` and comments change nothing.
 */
export function readHeaderLine(line: string, header: ZeekHeader | undefined): ZeekHeader | undefined {
  if (line.startsWith('#separator')) {
    const separator = unescapeZeek(line.slice('#separator'.length).trimStart());
    return { ...START, separator: separator === '' ? START.separator : separator };
  }
  const known = header ?? START;
  const cut = line.indexOf(known.separator);
  if (cut < 0) return header;
  const value = line.slice(cut + known.separator.length);
  switch (line.slice(0, cut)) {
    case '#set_separator':
      return value === '' ? known : { ...known, setSeparator: unescapeZeek(value) };
    case '#empty_field':
      return { ...known, empty: value };
    case '#unset_field':
      return { ...known, unset: value };
    case '#path':
      return { ...known, path: value.trim().toLowerCase() };
    case '#fields':
      return withFields(known, value.split(known.separator, MOST_FIELDS));
    default:
      return header;
  }
}

function withFields(header: ZeekHeader, fields: readonly string[]): ZeekHeader {
  const columns = new Map<string, number>();
  for (const [index, field] of fields.entries()) {
    // A name that stands twice means its first column.
    if (!columns.has(field)) columns.set(field, index);
  }
  return { ...header, fields, columns };
}

/** Does this line, with blanks before it or not, belong to the header of a Zeek log and of nothing else? */
export function isZeekHeaderLine(line: string): boolean {
  const text = line.trimStart();
  return /^#separator\s\S/.test(text) || /^#fields\t(?:ts|id|uid|fuid|name)\b/.test(text);
}
