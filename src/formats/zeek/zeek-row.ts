import { unescapeZeek } from './zeek-escape.ts';
import type { ZeekHeader } from './zeek-header.ts';

/** A row of a Zeek TSV log. Values stay as written until a field is asked for: most fields of a row never are. */
export interface ZeekRow {
  /** One object for all rows below one header. */
  readonly header: ZeekHeader;
  /** In the order of `header.fields`. Shorter where the row is torn, longer where somebody added columns. */
  readonly values: readonly string[];
}

/** The value of a field: `undefined` when unset or unknown to this log, `''` when set and empty. */
export function zeekText(row: ZeekRow, field: string): string | undefined {
  const { header } = row;
  const column = header.columns.get(field);
  if (column === undefined) return undefined;
  const value = row.values[column];
  if (value === undefined || value === header.unset) return undefined;
  if (value === header.empty) return '';
  return value.includes('\\') ? unescapeZeek(value) : value;
}

/** The members of a set or vector; empty when unset or empty. */
export function zeekList(row: ZeekRow, field: string): readonly string[] {
  const { header } = row;
  const column = header.columns.get(field);
  const value = column === undefined ? undefined : row.values[column];
  if (value === undefined || value === header.unset || value === header.empty || value === '') return [];
  // Separators inside a member are escaped, so the list is cut before its members are decoded.
  const members: string[] = [];
  for (const member of value.split(header.setSeparator)) {
    if (member !== header.unset) members.push(unescapeZeek(member));
  }
  return members;
}
