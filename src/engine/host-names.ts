/** One host appears under a short and a full name. Which names belong together is decided over all names seen. */

export interface HostGroup {
  /** The fullest name. */
  readonly host: string;
  readonly aliases: readonly string[];
}

/** A short name joins a full one when exactly one full name begins with it; otherwise it stays by itself. */
export function groupHostNames(names: readonly string[]): HostGroup[] {
  const sorted = [...names].sort();
  const groups = new Map<string, string[]>();
  const fullByShort = new Map<string, string[]>();
  for (const name of sorted) {
    if (isAddress(name) || !name.includes('.')) continue;
    groups.set(name, []);
    const short = name.slice(0, name.indexOf('.'));
    const known = fullByShort.get(short);
    if (known === undefined) fullByShort.set(short, [name]);
    else known.push(name);
  }
  for (const name of sorted) {
    if (groups.has(name)) continue;
    const matches = isAddress(name) ? [] : (fullByShort.get(name) ?? []);
    const only = matches.length === 1 ? matches[0] : undefined;
    if (only === undefined) groups.set(name, []);
    else groups.get(only)?.push(name);
  }
  return [...groups].map(([host, aliases]) => ({ host, aliases }));
}

function isAddress(name: string): boolean {
  return /^[\d.]+$/.test(name) || name.includes(':');
}
