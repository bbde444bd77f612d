/** One host appears under a short and a full name. Which names belong together is decided over all names seen. */

export interface HostGroup {
  /** The fullest name. */
  readonly host: string;
  readonly aliases: readonly string[];
}

/** A short name joins a full one when exactly one full name begins with it; otherwise it stays by itself. */
export function groupHostNames(names: readonly string[]): HostGroup[] {
  const full = names.filter((name) => name.includes('.') && !isAddress(name)).sort();
  const groups = new Map<string, string[]>(full.map((name) => [name, []]));
  for (const name of [...names].sort()) {
    if (groups.has(name)) continue;
    const matches = isAddress(name) ? [] : full.filter((candidate) => candidate.startsWith(`${name}.`));
    const only = matches.length === 1 ? matches[0] : undefined;
    if (only === undefined) groups.set(name, []);
    else groups.get(only)?.push(name);
  }
  return [...groups].map(([host, aliases]) => ({ host, aliases }));
}

function isAddress(name: string): boolean {
  return /^[\d.]+$/.test(name) || name.includes(':');
}
