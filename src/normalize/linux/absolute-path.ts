/** More components than the kernel takes (`PATH_MAX` is 4,096 bytes). */
const LONGEST = 8_192;

/**
 * `path` as an absolute path without `.` and `..`, seen from `folder`; `undefined` where that cannot be told. Symbolic
 * links are not known here, so `..` behind one may lead elsewhere.
 */
export function absolutePath(path: string | undefined, folder: string | undefined): string | undefined {
  if (path === undefined || path === '' || path.length > LONGEST) return undefined;
  if (path.startsWith('/')) return normalPath(path);
  return folder?.startsWith('/') === true && folder.length <= LONGEST
    ? normalPath(`${folder}/${path}`)
    : undefined;
}

function normalPath(path: string): string {
  if (!/\/(?:\.{0,2}\/|\.{1,2}$)|\/$/.test(path)) return path;
  const parts: string[] = [];
  for (const part of path.split('/')) {
    if (part === '..') parts.pop();
    else if (part !== '' && part !== '.') parts.push(part);
  }
  return `/${parts.join('/')}`;
}
