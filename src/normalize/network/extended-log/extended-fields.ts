const MOST_FIELDS = 400;

/** The values of one line of a W3C extended log: separated by blanks or tabs, quoted where they hold blanks. */
export function extendedFields(line: string): string[] {
  const fields: string[] = [];
  // A log with tabs separates by tabs alone.
  if (line.includes('\t')) return line.split('\t', MOST_FIELDS);
  for (let at = 0; at < line.length && fields.length < MOST_FIELDS;) {
    if (line[at] === ' ') {
      at++;
      continue;
    }
    if (line[at] !== '"') {
      const end = line.indexOf(' ', at);
      fields.push(line.slice(at, end < 0 ? line.length : end));
      at = end < 0 ? line.length : end;
      continue;
    }
    let value = '';
    for (at++; ;) {
      const close = line.indexOf('"', at);
      value += line.slice(at, close < 0 ? line.length : close);
      at = close < 0 ? line.length : close + 1;
      if (close < 0 || line[at] !== '"') break;
      // A doubled quote is one of the value.
      value += '"';
      at++;
    }
    fields.push(value);
  }
  return fields;
}
