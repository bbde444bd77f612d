/** Security’s records of the same act: 4688, 4689 and the filtering platform’s 5156. */
import { COMPUTER, IMAGE, PARENT_IMAGE, COMMAND, SID, SYSTEM, START } from './windows-fact-names.ts';
import type { WindowsFact } from './windows-shapes.ts';

function security(
  eventId: number,
  time: number,
  data: Readonly<Record<string, string>>,
  message: readonly string[],
  ecs: Readonly<Record<string, unknown>>,
): WindowsFact {
  return {
    provider: 'Microsoft-Windows-Security-Auditing',
    channel: 'Security',
    eventId,
    computer: COMPUTER,
    logged: time,
    executionPid: 4,
    sid: SYSTEM,
    data,
    message: message.join('\r\n'),
    ecs,
  };
}

export const SECURITY_4688 = security(
  4688,
  START + 1000,
  {
    SubjectUserSid: SID,
    SubjectUserName: 'pgustavo',
    SubjectDomainName: 'THESHIRE',
    SubjectLogonId: '0x2d5a4b',
    NewProcessId: '0x90c',
    NewProcessName: IMAGE,
    TokenElevationType: '%%1938',
    ProcessId: '0x988',
    CommandLine: COMMAND,
    TargetUserSid: 'S-1-0-0',
    TargetUserName: '-',
    TargetDomainName: '-',
    TargetLogonId: '0x0',
    ParentProcessName: PARENT_IMAGE,
    MandatoryLabel: 'S-1-16-8192',
  },
  [
    'A new process has been created.',
    '',
    'Creator Subject:',
    '\tAccount Name:\t\tpgustavo',
    '\tLogon ID:\t\t0x2D5A4B',
    '',
    'Target Subject:',
    '\tLogon ID:\t\t0x0',
    '',
    'Process Information:',
    '\tNew Process ID:\t\t0x90c',
    `\tNew Process Name:\t${IMAGE}`,
    '\tMandatory Label:\t\tS-1-16-8192',
    '\tCreator Process ID:\t0x988',
    `\tCreator Process Name:\t${PARENT_IMAGE}`,
  ],
  {
    process: {
      pid: 2316,
      executable: IMAGE,
      command_line: COMMAND,
      parent: { pid: 2440, executable: PARENT_IMAGE },
    },
    user: { domain: 'THESHIRE', name: 'pgustavo', id: SID },
  },
);

export const SECURITY_4689 = security(
  4689,
  START + 61_000,
  {
    SubjectUserSid: SID,
    SubjectUserName: 'pgustavo',
    SubjectDomainName: 'THESHIRE',
    SubjectLogonId: '0x2d5a4b',
    Status: '0x0',
    ProcessId: '0x90c',
    ProcessName: IMAGE,
  },
  [
    'Un processus est terminé.',
    '',
    'Sujet :',
    '\tNom du compte :\t\tpgustavo',
    '\tID d’ouverture de session :\t\t0x2D5A4B',
    '',
    'Informations sur le processus :',
    '\tID du processus :\t0x90c',
    `\tNom du processus :\t${IMAGE}`,
    '\tÉtat de fin :\t0x0',
  ],
  { process: { pid: 2316, executable: IMAGE } },
);

function security5156(
  outbound: boolean,
  source: [string, string],
  destination: [string, string],
): WindowsFact {
  const application = '\\device\\harddiskvolume4\\windows\\system32\\windowspowershell\\v1.0\\powershell.exe';
  return security(
    5156,
    START + 4000,
    {
      ProcessID: '2316',
      Application: application,
      Direction: outbound ? '%%14593' : '%%14592',
      SourceAddress: source[0],
      SourcePort: source[1],
      DestAddress: destination[0],
      DestPort: destination[1],
      Protocol: '6',
      FilterRTID: '69211',
      LayerName: outbound ? '%%14611' : '%%14610',
      LayerRTID: '48',
      RemoteUserID: 'S-1-0-0',
      RemoteMachineID: 'S-1-0-0',
    },
    [
      'La plateforme WPF (Windows Filtering Platform) a autorisé une connexion.',
      '',
      'Informations sur l’application :',
      '\tID du processus :\t\t2316',
      `\tNom de l’application :\t${application}`,
      '',
      'Informations sur le réseau :',
      '\tPort source :\t\t50699',
    ],
    {
      process: { pid: 2316, executable: application },
      source: { ip: source[0], port: Number(source[1]) },
      destination: { ip: destination[0], port: Number(destination[1]) },
      network: { direction: outbound ? 'outbound' : 'inbound', iana_number: '6', transport: 'tcp' },
    },
  );
}

export const SECURITY_5156 = security5156(true, ['172.18.39.5', '50699'], ['203.0.113.80', '443']);
export const SECURITY_5156_INBOUND = security5156(false, ['192.168.5.2', '50452'], ['172.18.39.5', '8080']);
