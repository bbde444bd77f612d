/** What operating systems leave in folders and archives; never telemetry. */
const JUNK_NAMES: readonly string[] = ['.DS_Store', 'Thumbs.db', 'desktop.ini', '.localized'];
const JUNK_FOLDERS: readonly string[] = [
  '__MACOSX',
  '.git',
  '.svn',
  '.hg',
  '.Trashes',
  '.Spotlight-V100',
  '.fseventsd',
  '$RECYCLE.BIN',
  'System Volume Information',
];

/** Is this name of a file or folder left over by an operating system or a tool (`._name` is a Mac's side file)? */
export function isJunkName(name: string): boolean {
  return name.startsWith('._') || JUNK_NAMES.includes(name) || JUNK_FOLDERS.includes(name);
}

/**
 * Gives every member of one archive a name of its own: control characters are replaced, and a name that occurs again
 * gets `#2`. The same archive always gives the same names, so that a record can be found again by its place.
 */
export class MemberNames {
  readonly #seen = new Map<string, number>();

  name(raw: string): string {
    const clean = raw
      .replaceAll('\\', '/')
      .replace(/^(?:\.\/)+/, '')
      .replaceAll(/\p{Cc}/gu, '\ufffd');
    const count = (this.#seen.get(clean) ?? 0) + 1;
    this.#seen.set(clean, count);
    return count === 1 ? clean : `${clean}#${count}`;
  }
}

/** Does the way inside an archive lead through junk? */
export function isJunkPath(path: string): boolean {
  return path.split('/').some(isJunkName);
}
