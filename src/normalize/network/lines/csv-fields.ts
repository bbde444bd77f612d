const MOST_FIELDS = 400;

/** The fields of one CSV line. Quotes that a shipper escaped once more (`\"a,b\"`) hold a field together as well. */
export function csvFields(line: string): string[] {
  const fields: string[] = [];
  let at = 0;
  while (at <= line.length && fields.length < MOST_FIELDS) {
    const escaped = line.startsWith('\\"', at);
    const quote = escaped ? '\\"' : '"';
    if (escaped || line[at] === '"') {
      let value = '';
      at += quote.length;
      for (;;) {
        const close = line.indexOf(quote, at);
        if (close < 0) {
          value += line.slice(at);
          at = line.length;
          break;
        }
        value += line.slice(at, close);
        at = close + quote.length;
        // A doubled quote is one of the value.
        if (escaped || line[at] !== '"') break;
        value += '"';
        at++;
      }
      fields.push(value);
      const comma = line.indexOf(',', at);
      at = comma < 0 ? line.length + 1 : comma + 1;
    } else {
      const comma = line.indexOf(',', at);
      fields.push(line.slice(at, comma < 0 ? line.length : comma).trimEnd());
      at = comma < 0 ? line.length + 1 : comma + 1;
    }
  }
  return fields;
}
