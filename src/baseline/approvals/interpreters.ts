/**
 * Programs that do what somebody else says: interpreters, shells, script hosts, signed tools that carry files, and hosts of
 * other programs' services. Who they are says nothing of what they do, so none of them is approved by its image alone.
 */
import { matchesName } from './path-glob.ts';

/** Run code. Sources: LOLBAS, GTFOBins, LuLu's graylist. */
const INTERPRETERS = [
  'powershell',
  'powershell_ise',
  'pwsh',
  'cmd',
  'wscript',
  'cscript',
  'mshta',
  'rundll32',
  'regsvr32',
  'msbuild',
  'installutil',
  'regasm',
  'regsvcs',
  'cmstp',
  'wmic',
  'msxsl',
  'hh',
  'forfiles',
  'bash',
  'sh',
  'zsh',
  'dash',
  'ksh',
  'csh',
  'tcsh',
  'fish',
  'busybox',
  'wsl',
  'python',
  'python2',
  'python3',
  'pythonw',
  'py',
  'pypy',
  'perl',
  'ruby',
  'node',
  'deno',
  'bun',
  'php',
  'lua',
  'tclsh',
  'osascript',
  'swift',
  'java',
  'javaw',
  'jrunscript',
  'dotnet',
  'csi',
  'fsi',
  'awk',
  'gawk',
  'autoit3',
  'autohotkey',
  'electron',
  'emacs',
  'vim',
  'expect',
  'r',
  'rscript',
  'groovy',
];

/** Carry files and streams to anywhere. */
const CARRIERS = [
  'curl',
  'wget',
  'ftp',
  'tftp',
  'sftp',
  'scp',
  'rsync',
  'ssh',
  'pscp',
  'psftp',
  'plink',
  'winscp',
  'nc',
  'ncat',
  'netcat',
  'socat',
  'telnet',
  'openssl',
  'gpg',
  'stunnel',
  'bitsadmin',
  'certutil',
  'certreq',
  'desktopimgdownldr',
  'datasvcutil',
  'configsecuritypolicy',
  'finger',
  'esentutl',
  'robocopy',
  'nscurl',
  'rclone',
  'restic',
  'kopia',
  'azcopy',
  'aws',
  'gsutil',
  's3cmd',
  'megacmd',
  'mega-put',
  'cloudflared',
  'ngrok',
  'chisel',
  'gost',
  'iodine',
];

/** Connect for whichever program or service asked them. Sources: LOLBAS, Apple's and Microsoft's documentation of each. */
const HOSTS = [
  'svchost',
  'dllhost',
  'taskhost',
  'taskhostw',
  'taskeng',
  'wmiprvse',
  'wsmprovhost',
  'w3wp',
  'backgroundtaskhost',
  'backgroundtransferhost',
  'runtimebroker',
  'searchprotocolhost',
  'spoolsv',
  'explorer',
  'msedgewebview2',
  'nsurlsessiond',
  'com.apple.webkit.networking',
  'networkserviceproxy',
  'neagent',
  'systemd-resolved',
  'docker-proxy',
  'slirp4netns',
  'pasta',
];

const INTERPRETER_NAMES = new Set(INTERPRETERS);
const CARRIER_NAMES = new Set(CARRIERS);
const HOST_NAMES = new Set(HOSTS);

/** `python3` of `python3.11.exe`, `ruby` of `ruby2.7`. */
function stem(name: string): string {
  const bare = name.toLowerCase().replace(/\.(?:exe|com|scr|bin|app)$/, '');
  return INTERPRETER_NAMES.has(bare) ? bare : bare.replace(/(?<![\d.])[\d.]+$/, '');
}

/** Does it do what others say? `name` is the last part of a path. */
export function isInterpreter(name: string): boolean {
  const bare = stem(name);
  return INTERPRETER_NAMES.has(bare) || CARRIER_NAMES.has(bare) || HOST_NAMES.has(bare);
}

/** Does it carry what it is given, without running code? `name` is the last part of a path. */
export function isCarrier(name: string): boolean {
  return CARRIER_NAMES.has(stem(name));
}

/** Does it work for whichever program asked it? `name` is the last part of a path. */
export function isHostOfOthers(name: string): boolean {
  return HOST_NAMES.has(stem(name));
}

/** The interpreter, carrier or host that a pattern of names covers, whether it means to or not. */
export function coveredInterpreter(pattern: string): string | undefined {
  const lower = pattern.toLowerCase();
  if (!lower.includes('*')) return isInterpreter(lower) ? lower : undefined;
  const versioned = ['python3.11', 'python311', 'ruby2.7', 'perl5.34', 'node18', 'php8.2'];
  for (const name of [...INTERPRETERS, ...CARRIERS, ...HOSTS, ...versioned]) {
    if (matchesName(name, lower) || matchesName(`${name}.exe`, lower)) return name;
  }
  return undefined;
}
