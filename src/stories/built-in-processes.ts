/** Processes every host has without declaring them; their starts are never logged. */
import type { StoryPlatform } from './story.ts';

export interface BuiltInProcess {
  readonly handle: string;
  readonly image: string;
  readonly commandLine: string;
  /** POSIX: the argument list. */
  readonly arguments?: readonly string[];
  /** The machine's own account instead of the host's user. */
  readonly system: boolean;
  /** Handle of its parent among these; default none. */
  readonly parent?: string;
  readonly pid?: number;
  /** Linux: number of the login it begins, `0x3`. */
  readonly session?: string;
}

const WINDOWS: readonly BuiltInProcess[] = [
  {
    handle: 'explorer',
    image: 'C:\\Windows\\explorer.exe',
    commandLine: 'C:\\Windows\\Explorer.EXE',
    system: false,
  },
  {
    handle: 'services',
    image: 'C:\\Windows\\System32\\services.exe',
    commandLine: 'C:\\Windows\\system32\\services.exe',
    system: true,
  },
  {
    handle: 'scheduler',
    image: 'C:\\Windows\\System32\\svchost.exe',
    commandLine: 'C:\\Windows\\system32\\svchost.exe -k netsvcs -p -s Schedule',
    system: true,
  },
];

const TERMINAL = '/System/Applications/Utilities/Terminal.app/Contents/MacOS/Terminal';
const FINDER = '/System/Library/CoreServices/Finder.app/Contents/MacOS/Finder';

const MACOS: readonly BuiltInProcess[] = [
  { handle: 'launchd', image: '/sbin/launchd', commandLine: '/sbin/launchd', system: true, pid: 1 },
  { handle: 'finder', image: FINDER, commandLine: FINDER, system: false, parent: 'launchd' },
  { handle: 'terminal', image: TERMINAL, commandLine: TERMINAL, system: false, parent: 'launchd' },
  {
    handle: 'shell',
    image: '/bin/zsh',
    commandLine: '-zsh',
    arguments: ['-zsh'],
    system: false,
    parent: 'terminal',
  },
];

const LINUX: readonly BuiltInProcess[] = [
  {
    handle: 'systemd',
    image: '/usr/lib/systemd/systemd',
    commandLine: '/sbin/init',
    system: true,
    pid: 1,
  },
  {
    handle: 'sshd',
    image: '/usr/sbin/sshd',
    commandLine: 'sshd: /usr/sbin/sshd -D [listener] 0 of 10-100 startups',
    system: true,
    parent: 'systemd',
  },
  {
    handle: 'cron',
    image: '/usr/sbin/cron',
    commandLine: '/usr/sbin/cron -f',
    arguments: ['/usr/sbin/cron', '-f'],
    system: true,
    parent: 'systemd',
  },
  {
    handle: 'shell',
    image: '/usr/bin/bash',
    commandLine: '-bash',
    arguments: ['-bash'],
    system: false,
    parent: 'sshd',
    session: '0x3',
  },
];

export interface PlatformDefaults {
  readonly processes: readonly BuiltInProcess[];
  /** Account of the system's own processes. */
  readonly systemUser: string;
  /** Parent of a process of the system's own accounts, and of anybody else's, that names none. */
  readonly systemParent: string;
  readonly userParent: string;
}

export const PLATFORM_DEFAULTS: Readonly<Record<StoryPlatform, PlatformDefaults>> = {
  windows: {
    processes: WINDOWS,
    systemUser: 'NT AUTHORITY\\SYSTEM',
    systemParent: 'services',
    userParent: 'explorer',
  },
  macos: { processes: MACOS, systemUser: 'root', systemParent: 'launchd', userParent: 'shell' },
  linux: { processes: LINUX, systemUser: 'root', systemParent: 'systemd', userParent: 'shell' },
};

/** Is this the handle of a process that every host of the platform has? */
export function isBuiltInProcess(platform: StoryPlatform, handle: string): boolean {
  return PLATFORM_DEFAULTS[platform].processes.some((process) => process.handle === handle);
}
