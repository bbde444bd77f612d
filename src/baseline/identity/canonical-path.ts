/**
 * One spelling for a path, so that neither case nor `\\?\`, trailing dots, doubled slashes or `..` make another program of
 * it. What cannot be resolved without the machine (links, most 8.3 names, device names) stays as it is and matches nothing.
 */

export type Platform = 'windows' | 'macos' | 'linux' | 'esxi';

/** Longest path that is looked at; Windows allows 32,767 characters. */
const LONGEST = 32_768;

/** Folders whose short names are the same on every machine. */
const SHORT_NAMES: Readonly<Record<string, string>> = {
  'progra~1': 'program files',
  'progra~2': 'program files (x86)',
};

/** Canonical text of an absolute path; lower case where the file system does not tell case. */
export function canonicalPath(path: string, platform: Platform): string {
  const bounded = path.slice(0, LONGEST).replace(/^"|"$/g, '');
  return platform === 'windows' ? canonicalWindows(bounded) : canonicalPosix(bounded, platform);
}

/** A name that is empty or ends with what Windows drops, a short name, another separator. */
const TO_RESOLVE = /[/~]|[\\. ]\\|[\\. ]$/;

function canonicalWindows(path: string): string {
  let text = path.toLowerCase();
  // Nearly every path that a sensor tells.
  if (text.startsWith(':\\', 1) && !TO_RESOLVE.test(text)) return text;
  text = text.replaceAll('/', '\\');
  if (text.startsWith('\\??\\') || text.startsWith('\\\\?\\') || text.startsWith('\\\\.\\')) {
    text = text.slice(4);
    if (text.startsWith('unc\\')) text = `\\\\${text.slice(4)}`;
  }
  if (text.startsWith('\\systemroot\\')) text = `c:\\windows\\${text.slice(12)}`;
  const share = text.startsWith('\\\\');
  const rooted = !share && text.startsWith('\\');
  const segments = resolve(
    text.split('\\').map((segment) => SHORT_NAMES[withoutTail(segment)] ?? withoutTail(segment)),
  );
  return `${share ? '\\\\' : rooted ? '\\' : ''}${segments.join('\\')}`;
}

/** Windows drops dots and spaces at the end of a name; `.` and `..` are no names. */
function withoutTail(segment: string): string {
  if (segment === '.' || segment === '..') return segment;
  let end = segment.length;
  while (end > 0 && (segment[end - 1] === '.' || segment[end - 1] === ' ')) end--;
  return segment.slice(0, end);
}

function canonicalPosix(path: string, platform: Platform): string {
  const segments = resolve(path.split('/'));
  let text = `${path.startsWith('/') ? '/' : ''}${segments.join('/')}`;
  if (platform === 'macos') {
    text = text.toLowerCase();
    if (text.startsWith('/system/volumes/data/')) text = text.slice(20);
    if (/^\/private\/(?:var|tmp|etc)(?:\/|$)/.test(text)) text = text.slice(8);
  }
  // Since the merge of /usr both names are one folder.
  if (platform === 'linux' && /^\/s?bin\//.test(text)) text = `/usr${text}`;
  return text;
}

function resolve(segments: readonly string[]): string[] {
  const resolved: string[] = [];
  for (const segment of segments) {
    if (segment === '' || segment === '.') continue;
    if (segment === '..') resolved.pop();
    else resolved.push(segment);
  }
  return resolved;
}

/** Last part of a canonical path. */
export function lastSegment(path: string): string {
  return path.slice(Math.max(path.lastIndexOf('\\'), path.lastIndexOf('/')) + 1);
}
