/** The programs of an ordinary Windows workstation: paths, accounts and the names they talk to. */
import type { SigningStep } from './story-step.ts';

/** What runs on a workstation of one platform. */
export interface OfficePrograms {
  /** Run all day. */
  readonly lasting: readonly OfficeProgram[];
  /** Start, do little and end. */
  readonly short: readonly OfficeShortProgram[];
}

/** A program that runs all day. `%USER%` is the user's name, `%N%` a number. */
export interface OfficeProgram {
  readonly id: string;
  readonly image: string;
  readonly commandLine?: string;
  readonly account?: string;
  readonly pid?: number;
  /** Handle of the parent; default as of any process. */
  readonly parent?: string;
  readonly signed?: SigningStep;
  readonly names: readonly string[];
  readonly port: number;
  /** Port it accepts connections on. */
  readonly listens?: number;
  readonly files: readonly string[];
}

const LASTING: readonly OfficeProgram[] = [
  {
    id: 'edge',
    image: 'C:\\Program Files (x86)\\Microsoft\\Edge\\Application\\msedge.exe',
    names: [
      'www.bing.com',
      'edge.microsoft.com',
      'intranet.example.org',
      'news.example.net',
      'maps.example.com',
    ],
    port: 443,
    files: [
      'C:\\Users\\%USER%\\AppData\\Local\\Microsoft\\Edge\\User Data\\Default\\Cache\\Cache_Data\\f_00%N%',
    ],
  },
  {
    id: 'outlook',
    image: 'C:\\Program Files\\Microsoft Office\\root\\Office16\\OUTLOOK.EXE',
    names: ['outlook.office365.com', 'nexusrules.officeapps.live.com'],
    port: 443,
    files: ['C:\\Users\\%USER%\\AppData\\Local\\Microsoft\\Outlook\\RoamCache\\Stream_%N%.dat'],
  },
  {
    id: 'teams',
    image: 'C:\\Program Files\\WindowsApps\\MSTeams_24004.1307.2669.7070_x64__8wekyb3d8bbwe\\ms-teams.exe',
    names: ['teams.microsoft.com', 'presence.teams.microsoft.com'],
    port: 443,
    files: [],
  },
  {
    id: 'onedrive',
    image: 'C:\\Users\\%USER%\\AppData\\Local\\Microsoft\\OneDrive\\OneDrive.exe',
    commandLine: 'OneDrive.exe /background',
    names: ['g.live.com', 'oneclient.sfx.ms'],
    port: 443,
    files: ['C:\\Users\\%USER%\\AppData\\Local\\Microsoft\\OneDrive\\logs\\Business1\\SyncEngine-%N%.odl'],
  },
  {
    id: 'update',
    image: 'C:\\Windows\\System32\\svchost.exe',
    commandLine: 'C:\\Windows\\system32\\svchost.exe -k netsvcs -p -s wuauserv',
    account: 'NT AUTHORITY\\SYSTEM',
    names: ['slscr.update.microsoft.com', 'fe3cr.delivery.mp.microsoft.com'],
    port: 443,
    files: ['C:\\Windows\\SoftwareDistribution\\DataStore\\Logs\\edb%N%.log'],
  },
  {
    id: 'delivery',
    image: 'C:\\Windows\\System32\\svchost.exe',
    commandLine: 'C:\\Windows\\System32\\svchost.exe -k NetworkService -p -s DoSvc',
    account: 'NT AUTHORITY\\NETWORK SERVICE',
    names: ['dl.delivery.mp.microsoft.com', 'crl.microsoft.com'],
    port: 80,
    files: [],
  },
  {
    id: 'defender',
    image: 'C:\\ProgramData\\Microsoft\\Windows Defender\\Platform\\4.18.23110.3-0\\MsMpEng.exe',
    account: 'NT AUTHORITY\\SYSTEM',
    names: ['wdcp.microsoft.com'],
    port: 443,
    files: ['C:\\ProgramData\\Microsoft\\Windows Defender\\Scans\\History\\Results\\Resource\\{%N%}'],
  },
  {
    id: 'rpc',
    image: 'C:\\Windows\\System32\\svchost.exe',
    commandLine: 'C:\\Windows\\system32\\svchost.exe -k RPCSS -p',
    account: 'NT AUTHORITY\\NETWORK SERVICE',
    names: [],
    port: 0,
    listens: 135,
    files: [],
  },
  {
    id: 'system',
    image: 'System',
    commandLine: '',
    account: 'NT AUTHORITY\\SYSTEM',
    pid: 4,
    names: [],
    port: 0,
    listens: 445,
    files: [],
  },
];

/** A program that starts, does little and ends. */
export interface OfficeShortProgram {
  readonly image: string;
  readonly commandLine: string;
  readonly account?: string;
  readonly parent?: string;
  readonly modules: readonly string[];
  readonly script?: string;
}

const POWERSHELL = 'C:\\Windows\\System32\\WindowsPowerShell\\v1.0\\powershell.exe';

const SHORT: readonly OfficeShortProgram[] = [
  {
    image: 'C:\\Windows\\System32\\RuntimeBroker.exe',
    commandLine: 'C:\\Windows\\System32\\RuntimeBroker.exe -Embedding',
    modules: ['C:\\Windows\\System32\\bcryptprimitives.dll'],
  },
  {
    image: 'C:\\Windows\\System32\\backgroundTaskHost.exe',
    commandLine:
      '"C:\\Windows\\system32\\backgroundTaskHost.exe" -ServerName:CortanaUI.AppX8z9r6jm96hw4bsbneegw0kyxx296wr9t.mca',
    modules: [],
  },
  {
    image: 'C:\\Windows\\System32\\SearchProtocolHost.exe',
    commandLine:
      '"C:\\Windows\\system32\\SearchProtocolHost.exe" Global\\UsGthrFltPipeMssGthrPipe_S-1-5-21 1 -2147483646',
    account: 'NT AUTHORITY\\SYSTEM',
    modules: ['C:\\Windows\\System32\\crypt32.dll'],
  },
  {
    image: 'C:\\Windows\\System32\\taskhostw.exe',
    commandLine: 'taskhostw.exe Install $(Arg0)',
    account: 'NT AUTHORITY\\SYSTEM',
    parent: 'scheduler',
    modules: [],
  },
  {
    image: 'C:\\Windows\\System32\\notepad.exe',
    commandLine: '"C:\\Windows\\system32\\notepad.exe" C:\\Notes\\agenda.txt',
    modules: [],
  },
  {
    image: POWERSHELL,
    commandLine: `"${POWERSHELL}" -NoProfile -File C:\\ProgramData\\Inventory\\collect.ps1`,
    account: 'NT AUTHORITY\\SYSTEM',
    parent: 'scheduler',
    modules: [],
    script:
      "$os = Get-CimInstance Win32_OperatingSystem\n$free = Get-PSDrive C | Select-Object -ExpandProperty Free\n'{0};{1};{2}' -f $env:COMPUTERNAME, $os.Version, $free | Out-File C:\\ProgramData\\Inventory\\host.csv\n",
  },
];

export const OFFICE_PROGRAMS_WINDOWS: OfficePrograms = { lasting: LASTING, short: SHORT };
