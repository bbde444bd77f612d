/** A full domain name in ASCII (others as `xn--`), without wildcard or trailing dot. */
export function isDomain(value: string): boolean {
  if (value.length > 253 || !value.includes('.')) return false;
  return value
    .split('.')
    .every((label) => /^[A-Za-z0-9_][A-Za-z0-9_-]{0,62}$/.test(label) && !label.endsWith('-'));
}
