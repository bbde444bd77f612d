/**
 * Entries by key: what is told first must not depend on what arrived first. Keys are sorted natively; a comparator
 * called from there took most of the time of a settling with many hosts.
 */
export function sortedEntries<T>(map: ReadonlyMap<string, T>): [string, T][] {
  const entries: [string, T][] = [];
  for (const key of [...map.keys()].sort()) {
    const value = map.get(key);
    if (value !== undefined) entries.push([key, value]);
  }
  return entries;
}
