const EXTENSION = /\.(?:exe|com|bat|cmd)$/;
const VARIABLE = /^[$%]+\{?([a-z0-9_:]+)[}%]*$/;

/**
 * The name a program is known by: base name without directory and `.exe`, in lower case.
 * A variable that holds a program is named by its last part (`$which_gpg`, `${OPENSSL}`), which is a guess.
 */
export function programName(word: string): string {
  const flat = word
    .toLowerCase()
    .replace(/[`"'’‘“”\s]+/g, ' ')
    .trim();
  const base = flat.slice(Math.max(flat.lastIndexOf('/'), flat.lastIndexOf('\\')) + 1).replace(EXTENSION, '');
  const variable = VARIABLE.exec(flat)?.[1];
  if (variable === undefined) return base;
  return variable.slice(Math.max(variable.lastIndexOf('_'), variable.lastIndexOf(':')) + 1);
}
