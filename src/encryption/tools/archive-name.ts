/**
 * The file an archiver writes: most add their ending to a name that has none (`7z a -pX out docs` writes `out.7z`). `ending`
 * has no dot.
 */
export function archiveName(given: string, ending: string): string {
  const name = given.slice(Math.max(given.lastIndexOf('/'), given.lastIndexOf('\\')) + 1);
  return name === '' || given === '-' || name.includes('.') || /[*?%$]/.test(name)
    ? given
    : `${given}.${ending}`;
}
