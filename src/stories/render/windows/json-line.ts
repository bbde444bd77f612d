/** One JSON object on one line. `bigint` values are written as JSON numbers, which `JSON.stringify` cannot. */
export type JsonFields = Readonly<Record<string, unknown>>;

export function jsonLine(fields: JsonFields): string {
  const pairs = Object.entries(fields)
    .filter(([, value]) => value !== undefined)
    .map(
      ([name, value]) =>
        `${JSON.stringify(name)}:${typeof value === 'bigint' ? value : JSON.stringify(value)}`,
    );
  return `{${pairs.join(',')}}\n`;
}
