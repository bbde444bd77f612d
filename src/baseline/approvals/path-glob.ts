/** Paths with wildcards: `*` stands for anything within one name, `**` for any number of folders. Linear in practice. */

export interface PathGlob {
  readonly text: string;
  readonly segments: readonly string[];
  readonly hasWildcard: boolean;
  /** The last name when it has no wildcard, for finding patterns by name. */
  readonly name: string | undefined;
}

/** `pattern` is spelled like a canonical path. */
export function pathGlob(pattern: string): PathGlob {
  const segments = pattern.split(/[\\/]/);
  const last = segments.at(-1) ?? '';
  return {
    text: pattern,
    segments,
    hasWildcard: pattern.includes('*'),
    name: last.includes('*') ? undefined : last,
  };
}

/** Does a canonical path match? At most (folders of the path) x (folders of the pattern) comparisons of names. */
export function matchesPath(path: string, glob: PathGlob): boolean {
  if (!glob.hasWildcard) return path === glob.text;
  const names = path.split(/[\\/]/);
  const { segments } = glob;
  let name = 0;
  let segment = 0;
  // Where to go on when what follows a `**` does not fit: the `**` takes one folder more.
  let retryName = -1;
  let retrySegment = -1;
  while (name < names.length) {
    const wanted = segments[segment];
    if (wanted === '**') {
      retrySegment = segment++;
      retryName = name;
    } else if (wanted !== undefined && matchesName(names[name] ?? '', wanted)) {
      name++;
      segment++;
    } else if (retrySegment >= 0) {
      segment = retrySegment + 1;
      name = ++retryName;
    } else return false;
  }
  while (segments[segment] === '**') segment++;
  return segment === segments.length;
}

/** One name against a pattern in which `*` stands for any run of characters. */
export function matchesName(name: string, pattern: string): boolean {
  if (!pattern.includes('*')) return name === pattern;
  const parts = pattern.split('*');
  const first = parts[0] ?? '';
  const last = parts.at(-1) ?? '';
  if (name.length < first.length + last.length || !name.startsWith(first) || !name.endsWith(last))
    return false;
  let from = first.length;
  const end = name.length - last.length;
  for (const part of parts.slice(1, -1)) {
    const found = name.indexOf(part, from);
    if (found < 0 || found + part.length > end) return false;
    from = found + part.length;
  }
  return true;
}
