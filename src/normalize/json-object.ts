/** A parsed JSON object whose content nobody has checked yet. */
export type JsonObject = Readonly<Record<string, unknown>>;

export function isObject(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** Event data as a shipper wrote it. The names are sure; the values are read through `field`, which trusts none. */
export function isEventData(value: unknown): value is Readonly<Record<string, string>> {
  return isObject(value);
}

/** The value behind a dotted path, whether the document nests it or writes the path as one key. */
export function at(object: JsonObject, path: string): unknown {
  if (Object.hasOwn(object, path)) return object[path];
  const dot = path.indexOf('.');
  if (dot < 0) return undefined;
  const inner = object[path.slice(0, dot)];
  return isObject(inner) ? at(inner, path.slice(dot + 1)) : undefined;
}

export function text(value: unknown): string | undefined {
  if (typeof value === 'string') return value === '' ? undefined : value;
  return typeof value === 'number' ? String(value) : undefined;
}
