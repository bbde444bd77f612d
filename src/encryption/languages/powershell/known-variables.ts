import type { Constant } from './constant.ts';

/** Variables whose value is the same on every ordinary Windows host; scripts cut letters out of them to hide words. */
export const KNOWN_VARIABLES: ReadonlyMap<string, Constant> = new Map<string, Constant>([
  ['env:comspec', 'C:\\WINDOWS\\system32\\cmd.exe'],
  ['pshome', 'C:\\Windows\\System32\\WindowsPowerShell\\v1.0'],
  ['shellid', 'Microsoft.PowerShell'],
  ['verbosepreference', 'SilentlyContinue'],
  ['env:public', 'C:\\Users\\Public'],
  ['true', 'True'],
  ['false', 'False'],
  ['ofs', ' '],
]);
