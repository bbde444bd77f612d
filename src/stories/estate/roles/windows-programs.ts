/** What runs on every Windows machine of a simulated estate. */
import type { EstateProgram } from '../estate-role.ts';

const SYSTEM = 'NT AUTHORITY\\SYSTEM';

export const WINDOWS_SYSTEM: readonly EstateProgram[] = [
  {
    id: 'update',
    image: 'C:\\Windows\\System32\\svchost.exe',
    commandLine: 'C:\\Windows\\system32\\svchost.exe -k netsvcs -p -s wuauserv',
    account: SYSTEM,
    talks: [
      { name: 'slscr.update.microsoft.com', perDay: 3 },
      { name: 'fe3cr.delivery.mp.microsoft.com', perDay: 3, received: 2_000_000 },
    ],
  },
  {
    id: 'delivery',
    image: 'C:\\Windows\\System32\\svchost.exe',
    commandLine: 'C:\\Windows\\System32\\svchost.exe -k NetworkService -p -s DoSvc',
    account: 'NT AUTHORITY\\NETWORK SERVICE',
    talks: [{ name: 'dl.delivery.mp.microsoft.com', perDay: 2, port: 80, received: 8_000_000 }],
  },
  {
    id: 'certificates',
    image: 'C:\\Windows\\System32\\svchost.exe',
    commandLine: 'C:\\Windows\\system32\\svchost.exe -k NetworkService -p -s CryptSvc',
    account: 'NT AUTHORITY\\NETWORK SERVICE',
    talks: [
      { name: 'ctldl.windowsupdate.com', perDay: 1, port: 80 },
      { name: 'ocsp.digicert.com', perDay: 2, port: 80 },
    ],
  },
  {
    id: 'telemetry',
    image: 'C:\\Windows\\System32\\svchost.exe',
    commandLine: 'C:\\Windows\\System32\\svchost.exe -k utcsvc -p',
    account: SYSTEM,
    talks: [{ name: 'v10.events.data.microsoft.com', perDay: 6, sent: 40_000, received: 2_000 }],
  },
  {
    id: 'defender',
    image: 'C:\\ProgramData\\Microsoft\\Windows Defender\\Platform\\4.18.26020.6-0\\MsMpEng.exe',
    account: SYSTEM,
    talks: [{ name: 'wdcp.microsoft.com', perDay: 4, sent: 12_000 }],
  },
  {
    id: 'sense',
    image: 'C:\\Program Files\\Windows Defender Advanced Threat Protection\\MsSense.exe',
    account: SYSTEM,
    talks: [{ name: 'eu-v20.events.endpoint.security.microsoft.com', perDay: 6, sent: 90_000 }],
  },
];

export const WINDOWS_OFFICE: readonly EstateProgram[] = [
  {
    id: 'edge',
    image: 'C:\\Program Files (x86)\\Microsoft\\Edge\\Application\\msedge.exe',
    talks: [
      { name: 'www.bing.com', perDay: 6 },
      { name: 'edge.microsoft.com', perDay: 2 },
      { name: 'news.example.net', perDay: 4, received: 900_000 },
      { name: 'www.example-travel.com', perDay: 0.3, received: 500_000 },
      { name: 'acme.sharepoint.com', perDay: 4, sent: 60_000, received: 600_000 },
    ],
  },
  {
    id: 'outlook',
    image: 'C:\\Program Files\\Microsoft Office\\root\\Office16\\OUTLOOK.EXE',
    talks: [
      { name: 'outlook.office365.com', perDay: 12, sent: 60_000, received: 120_000 },
      { name: 'nexusrules.officeapps.live.com', perDay: 1 },
    ],
  },
  {
    id: 'teams',
    image: 'C:\\Program Files\\WindowsApps\\MSTeams_26020.1307.2669.7070_x64__8wekyb3d8bbwe\\ms-teams.exe',
    talks: [{ name: 'teams.microsoft.com', perDay: 8, sent: 30_000, received: 60_000 }],
  },
  {
    id: 'onedrive',
    image: 'C:\\Users\\%USER%\\AppData\\Local\\Microsoft\\OneDrive\\OneDrive.exe',
    commandLine: '"C:\\Users\\%USER%\\AppData\\Local\\Microsoft\\OneDrive\\OneDrive.exe" /background',
    talks: [
      { name: 'oneclient.sfx.ms', perDay: 1 },
      { name: 'acme-my.sharepoint.com', perDay: 6, sent: 900_000, received: 200_000 },
    ],
  },
];

export const WINDOWS_SHAPES = [
  ['winlogbeat', 3],
  ['winlogbeat-ecs', 3],
  ['nxlog', 1],
  ['event-xml', 1],
  ['sysmon-only', 2],
] as const;
