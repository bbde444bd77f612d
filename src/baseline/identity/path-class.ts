/** A path without what changes from user to user and from release to release. */
import type { Platform } from './canonical-path.ts';

/** Versions, GUIDs, and hexadecimal or decimal names as installers and temporary folders make them. */
const CHANGING: readonly (readonly [RegExp, string])[] = [
  [/\{?[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}\}?/gi, '*'],
  [/(?<!\d)\d+(?:[._-]\d+)+/g, '*'],
  [/(?<![0-9a-z])[0-9a-f]{8,}(?![0-9a-z])/gi, '*'],
  [/(?<![0-9a-z])[0-9]{4,}(?![0-9a-z])/g, '*'],
];

/** Folders whose next segment names a person, a session or a build. */
const NAMED_WINDOWS = /^([a-z]:\\users\\)[^\\]+/;
const NAMED_MACOS = /^(\/users\/)[^/]+/;
const NAMED_LINUX = /^(\/home\/)[^/]+/;
const FOLDERS_MACOS = /^\/var\/folders\/[^/]+\/[^/]+\//;
const NIX_STORE = /^(\/nix\/store\/)[0-9a-z]{32}-/;
const SNAP = /^(\/snap\/[^/]+\/)[^/]+/;

/** `path` is canonical. `c:\users\anna\appdata\local\slack\app-4.35.126\slack.exe` becomes `c:\users\*\...\app-*\...` */
export function pathClass(path: string, platform: Platform): string {
  let text = path;
  if (platform === 'windows') text = text.replace(NAMED_WINDOWS, '$1*');
  else if (platform === 'macos')
    text = text.replace(NAMED_MACOS, '$1*').replace(FOLDERS_MACOS, '/var/folders/*/*/');
  else text = text.replace(NAMED_LINUX, '$1*').replace(NIX_STORE, '$1*-').replace(SNAP, '$1*');
  for (const [pattern, by] of CHANGING) text = text.replaceAll(pattern, by);
  return text;
}
