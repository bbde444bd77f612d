/** Folders from which anybody, not only an administrator, can start a program of his own. */

const USER_WRITABLE = [
  /\\users\\[^\\]+\\/i,
  /\\programdata\\/i,
  /\\windows\\temp\\/i,
  /\\temp\\/i,
  /\\perflogs\\/i,
  /\\\$recycle\.bin\\/i,
  /^(?:\/private)?\/tmp\//,
  /^(?:\/private)?\/var\/tmp\//,
  // macOS gives every user temporary folders here; translocated downloads run from them.
  /^(?:\/private)?\/var\/folders\//,
  /^\/home\//,
  /^\/var\/home\//,
  /^\/Users\/[^/]+\//i,
  /^\/dev\/shm\//,
  /^\/(?:var\/)?run\/(?:user|lock|shm|media)\//,
  /^\/dev\/mqueue\//,
  /^\/media\//,
  // Disk images and sticks of macOS.
  /^\/Volumes\//,
  // Memory files: there is no folder at all.
  /^\/?memfd:/,
  /^\/proc\/(?:self|\d{1,10})\/fd\//,
];

/** macOS keeps other programs of the same user out of these. */
const GUARDED = [
  /^\/Users\/[^/]+\/Library\/(?:Group )?Containers\//i,
  /^\/Users\/[^/]+\/Library\/Daemon Containers\//i,
];

/** A folder any user can write to proves nothing about who put the program there. */
export function isUserWritablePath(image: string): boolean {
  return (
    USER_WRITABLE.some((pattern) => pattern.test(image)) && !GUARDED.some((pattern) => pattern.test(image))
  );
}
