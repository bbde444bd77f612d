const EXTENSION = /\.(?:exe|com|bat|cmd)$/;

/** The name a program is known by: base name without directory and `.exe`, lower case; `-bash` is `bash`. */
export function programName(path: string): string {
  const flat = path.slice(-4096).toLowerCase().trim();
  const base = flat.slice(Math.max(flat.lastIndexOf('/'), flat.lastIndexOf('\\')) + 1);
  return base.replace(EXTENSION, '').replace(/^-/, '');
}
