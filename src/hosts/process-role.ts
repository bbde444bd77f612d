/**
 * What kind of program a process is. "Browser or not" is too coarse: most encrypted traffic of a healthy host is
 * non-browser. Names say what a program claims to be; `impostor` says when its own version data disagree.
 */
import { baseName } from './process.ts';
import type { Process } from './process.ts';

export type ProcessRole =
  | 'browser'
  | 'script-host'
  | 'dual-use-transfer'
  | 'os-service'
  | 'shell'
  | 'unknown';

const BROWSERS = [
  'chrome',
  'msedge',
  'firefox',
  'brave',
  'opera',
  'vivaldi',
  'iexplore',
  'safari',
  'chromium',
];

/** Run code that somebody else wrote: the script is the identity, not the image. */
const SCRIPT_HOSTS = [
  'powershell',
  'powershell_ise',
  'pwsh',
  'wscript',
  'cscript',
  'mshta',
  'python',
  'python3',
  'pythonw',
  'py',
  'perl',
  'ruby',
  'node',
  'deno',
  'bun',
  'php',
  'lua',
  'java',
  'javaw',
  'regsvr32',
  'rundll32',
  'msbuild',
  'installutil',
  'wmic',
  'cmstp',
  'regasm',
  'regsvcs',
  'msxsl',
  'dotnet',
  'csi',
  'fsi',
  'osascript',
  'jrunscript',
  'autoit3',
  'autohotkey',
];

/** Signed or common tools that can carry files out (LOLBAS, GTFOBins upload functions). */
const TRANSFER_TOOLS = [
  'curl',
  'wget',
  'ftp',
  'sftp',
  'scp',
  'pscp',
  'psftp',
  'winscp',
  'plink',
  'ssh',
  'bitsadmin',
  'certutil',
  'certreq',
  'nc',
  'ncat',
  'netcat',
  'socat',
  'cryptcat',
  'sbd',
  'rclone',
  'restic',
  'kopia',
  'finger',
  'tftp',
  'openssl',
  'stunnel',
  'datasvcutil',
  'configsecuritypolicy',
  'megacmd',
  'megasync',
  'aws',
  'azcopy',
  'gsutil',
  's3cmd',
  'chisel',
  'ngrok',
  'cloudflared',
  'dnscat2',
  'iodine',
  'gost',
  'robocopy',
  'esentutl',
  'desktopimgdownldr',
];

const SHELLS = ['cmd', 'bash', 'sh', 'zsh', 'wsl', 'conhost'];
const SERVICES = [
  'svchost',
  'services',
  'lsass',
  'system',
  'dns',
  'spoolsv',
  'taskhostw',
  'msmpeng',
  'backgroundtaskhost',
  'backgroundtransferhost',
];

const BY_NAME = new Map<string, ProcessRole>([
  ...BROWSERS.map((name) => [name, 'browser'] as const),
  ...SCRIPT_HOSTS.map((name) => [name, 'script-host'] as const),
  ...TRANSFER_TOOLS.map((name) => [name, 'dual-use-transfer'] as const),
  ...SHELLS.map((name) => [name, 'shell'] as const),
  ...SERVICES.map((name) => [name, 'os-service'] as const),
]);

/** Parents that start everything of a session or host: sharing one ties nothing together. */
const SESSION_ROOTS = new Set([
  'explorer',
  'services',
  'svchost',
  'userinit',
  'winlogon',
  'wininit',
  'taskeng',
  'taskhostw',
  'system',
  'smss',
  'sihost',
  'runtimebroker',
]);

export function processRole(process: Process): ProcessRole {
  const claimed = roleOfName(process.image);
  if (process.hostsPowerShell && claimed !== 'script-host') return 'script-host';
  const original = roleOfName(process.originalName);
  // A renamed tool stays what its version data say it is, and whoever only calls itself a browser is none.
  if (claimed !== original && process.originalName !== undefined) {
    if (original === 'script-host' || original === 'dual-use-transfer') return original;
    if (claimed === 'browser') return original;
  }
  if (claimed === 'browser' && isAutomated(process.commandLine)) return 'dual-use-transfer';
  return claimed;
}

function roleOfName(path: string | undefined): ProcessRole {
  return BY_NAME.get(stem(path)) ?? 'unknown';
}

/** `powershell` of `C:\...\PowerShell.EXE`, `pwsh` of `pwsh.dll`, `python3.11` becomes `python3`. */
export function stem(path: string | undefined): string {
  return (baseName(path) ?? '')
    .replace(/\.mui$/, '')
    .replace(/\.(?:exe|com|scr|bin|dll)$/, '')
    .replace(/^(python3?)\.\d{1,2}$/, '$1');
}

/** Chromium takes switches with `--`, `-` and, on Windows, `/`; Firefox with one or two dashes. */
const AUTOMATED =
  /(?:^|[\s"])(?:--?|\/)(?:headless|remote-debugging-port|remote-debugging-pipe|enable-automation|marionette)\b/i;

/** A browser driven by a program is that program's tool. */
export function isAutomated(commandLine: string | undefined): boolean {
  return commandLine !== undefined && AUTOMATED.test(commandLine);
}

/** A program in a folder anyone may write to is no session root, however it is called. */
export function isSessionRoot(process: Process | undefined): boolean {
  if (process === undefined) return true;
  return SESSION_ROOTS.has(stem(process.image)) && !isUserWritable(process.image);
}

/** Its version data name another program than its file does: somebody renamed it. */
export function impostorName(process: Process): string | undefined {
  const original = process.originalName;
  if (original === undefined || process.image === undefined) return undefined;
  const claimed = stem(process.image);
  const real = stem(original);
  if (real === '' || claimed === '' || real === claimed) return undefined;
  // Only a rename that hides a tool matters; vendors ship programs under other names all the time.
  return roleOfName(original) !== 'unknown' && roleOfName(process.image) !== roleOfName(original)
    ? original
    : undefined;
}

const USER_WRITABLE = [
  /\\users\\[^\\]+\\/i,
  /\\programdata\\/i,
  /\\windows\\temp\\/i,
  /\\temp\\/i,
  /\\perflogs\\/i,
  /\\\$recycle\.bin\\/i,
  /^\/tmp\//,
  /^\/var\/tmp\//,
  /^\/home\//,
  /^\/Users\/[^/]+\//,
];

/** A folder any user can write to proves nothing about who put the program there. */
export function isUserWritable(image: string | undefined): boolean {
  return image !== undefined && USER_WRITABLE.some((pattern) => pattern.test(image));
}
