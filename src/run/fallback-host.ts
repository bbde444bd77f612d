/** Folder names that say where logs lie, not whose they are. */
const GENERIC = new Set([
  '',
  '.',
  '..',
  'log',
  'logs',
  'audit',
  'var',
  'private',
  'root',
  'rootfs',
  'fs',
  'evidence',
  'data',
]);

/**
 * The host of records that name none (auditd without `name_format`): whoever collects logs of several hosts puts them
 * into folders of their names. `case.zip!web01/var/log/audit/audit.log` is of web01, `lab/03/audit.log` of 03.
 */
export function fallbackHost(source: string): string {
  const parts = source.split(/[\\/!]/);
  const folders = parts.slice(0, -1);
  const system = folders.findIndex((name, index) => name === 'var' && folders[index + 1] === 'log');
  const named = (system < 0 ? folders : folders.slice(0, system)).findLast((name) => !GENERIC.has(name));
  return (named ?? 'unnamed-host').toLowerCase().slice(0, 255);
}
