/**
 * The events of one short act, as a workstation logs them. They imitate the records of OTRF's `empire_launcher_vbs`:
 * a script host starts PowerShell, which looks a name up, connects and ends.
 */
import type { WindowsFact } from './windows-shapes.ts';

const COMPUTER = 'WORKSTATION5.theshire.example';
const GUID = '{860ba2e3-9f13-5f52-2703-000000000400}';
const PARENT_GUID = '{860ba2e3-9f13-5f52-2603-000000000400}';
const IMAGE = 'C:\\Windows\\System32\\WindowsPowerShell\\v1.0\\powershell.exe';
const PARENT_IMAGE = 'C:\\Windows\\System32\\wscript.exe';
const COMMAND = `"${IMAGE}" -noP -sta -w 1 -enc SQBmAA==`;
const PARENT_COMMAND = '"C:\\Windows\\System32\\WScript.exe" "C:\\Users\\pgustavo\\Desktop\\launcher.vbs"';
const SHA256 = '9F914D42706FE215501044ACD85A32D58AAEF1419D404FDDFA5D3B48F66CCD9F';
const SID = 'S-1-5-21-2079883792-3656946353-945924832-1104';
const SYSTEM = 'S-1-5-18';

/** 2020-09-04T20:09:55Z. */
export const START = Date.UTC(2020, 8, 4, 20, 9, 55);

const utcTime = (time: number): string => new Date(time).toISOString().slice(0, 23).replace('T', ' ');

function sysmon(
  eventId: number,
  title: string,
  time: number,
  lag: number,
  fields: Readonly<Record<string, string>>,
  ecs: Readonly<Record<string, unknown>>,
): WindowsFact {
  const data = { RuleName: '-', UtcTime: utcTime(time), ...fields };
  const lines = Object.entries(data).map(([name, value]) => `${name}: ${value}`);
  return {
    provider: 'Microsoft-Windows-Sysmon',
    channel: 'Microsoft-Windows-Sysmon/Operational',
    eventId,
    computer: COMPUTER,
    logged: time + lag,
    executionPid: 3196,
    sid: SYSTEM,
    data,
    message: `${title}:\r\n${lines.join('\r\n')}`,
    ecs,
    ecsTime: new Date(time).toISOString(),
  };
}

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

function powershell(
  eventId: number,
  provider: string,
  data: Readonly<Record<string, string>>,
  message: string,
  ecs: Readonly<Record<string, unknown>>,
): WindowsFact {
  const classic = provider === 'PowerShell';
  return {
    provider,
    channel: classic ? 'Windows PowerShell' : 'Microsoft-Windows-PowerShell/Operational',
    eventId,
    computer: COMPUTER,
    logged: START + 4000,
    executionPid: classic ? 0 : 2316,
    sid: SID,
    data,
    message,
    ecs,
  };
}

const PROCESS = { ProcessGuid: GUID, ProcessId: '2316', Image: IMAGE };
const ECS_PROCESS = { entity_id: GUID, pid: 2316, executable: IMAGE, name: 'powershell.exe' };
const ECS_USER = { domain: 'THESHIRE', name: 'pgustavo', id: SYSTEM };

export const SYSMON_1 = sysmon(
  1,
  'Process Create',
  START + 760,
  40,
  {
    ...PROCESS,
    Company: 'Microsoft Corporation',
    OriginalFileName: 'PowerShell.EXE',
    CommandLine: COMMAND,
    CurrentDirectory: 'C:\\Users\\pgustavo\\Desktop\\',
    User: 'THESHIRE\\pgustavo',
    LogonId: '0x2D5A4B',
    IntegrityLevel: 'Medium',
    Hashes: `SHA1=36C5D12033B2EAF251BAE61C00690FFB17FDDC87,SHA256=${SHA256},IMPHASH=A2B1`,
    ParentProcessGuid: PARENT_GUID,
    ParentProcessId: '2440',
    ParentImage: PARENT_IMAGE,
    ParentCommandLine: PARENT_COMMAND,
  },
  {
    process: {
      ...ECS_PROCESS,
      command_line: COMMAND,
      working_directory: 'C:\\Users\\pgustavo\\Desktop\\',
      hash: { sha256: SHA256.toLowerCase() },
      pe: { company: 'Microsoft Corporation', original_file_name: 'PowerShell.EXE' },
      parent: {
        entity_id: PARENT_GUID,
        pid: 2440,
        executable: PARENT_IMAGE,
        command_line: PARENT_COMMAND,
      },
    },
    user: ECS_USER,
  },
);

function sysmon3(
  protocol: string,
  initiated: boolean,
  source: [string, string],
  destination: [string, string],
): WindowsFact {
  return sysmon(
    3,
    'Network connection detected',
    START + 4621,
    1400,
    {
      ...PROCESS,
      User: 'THESHIRE\\pgustavo',
      Protocol: protocol,
      Initiated: String(initiated),
      SourceIsIpv6: 'false',
      SourceIp: source[0],
      SourceHostname: '-',
      SourcePort: source[1],
      SourcePortName: '-',
      DestinationIsIpv6: 'false',
      DestinationIp: destination[0],
      DestinationHostname: '-',
      DestinationPort: destination[1],
      DestinationPortName: 'http',
    },
    {
      process: ECS_PROCESS,
      user: ECS_USER,
      source: { ip: source[0], port: Number(source[1]) },
      destination: { ip: destination[0], port: Number(destination[1]) },
      network: { direction: initiated ? 'egress' : 'ingress', transport: protocol, type: 'ipv4' },
    },
  );
}

export const SYSMON_3 = sysmon3('tcp', true, ['172.18.39.5', '50699'], ['203.0.113.80', '443']);
export const SYSMON_3_INBOUND = sysmon3('tcp', false, ['192.168.5.2', '50452'], ['172.18.39.5', '8080']);
/** As dns.exe is told: the source of an answered datagram is the host itself. */
export const SYSMON_3_UDP_RESPONDER = sysmon3('udp', false, ['172.18.39.5', '53'], ['192.168.5.2', '49246']);

export const SYSMON_5 = sysmon(5, 'Process terminated', START + 60_788, 30, PROCESS, {
  process: ECS_PROCESS,
});

export const SYSMON_7 = sysmon(
  7,
  'Image loaded',
  START + 780,
  20,
  {
    ...PROCESS,
    ImageLoaded: IMAGE,
    Signed: 'true',
    Signature: 'Microsoft Windows',
    SignatureStatus: 'Valid',
  },
  {
    process: ECS_PROCESS,
    file: {
      path: IMAGE,
      code_signature: { signed: true, subject_name: 'Microsoft Windows', status: 'Valid', valid: true },
    },
  },
);

export const SYSMON_11 = sysmon(
  11,
  'File created',
  START + 2000,
  10,
  {
    ...PROCESS,
    TargetFilename: 'C:\\Users\\pgustavo\\Documents\\loot.7z',
    CreationUtcTime: utcTime(START + 2000),
  },
  { process: ECS_PROCESS, file: { path: 'C:\\Users\\pgustavo\\Documents\\loot.7z' } },
);

export const SYSMON_22 = sysmon(
  22,
  'Dns query',
  START + 4100,
  1200,
  {
    ...PROCESS,
    QueryName: 'Cdn.Example.NET.',
    QueryStatus: '0',
    QueryResults: 'type:  5 edge.example.org;::ffff:203.0.113.80;203.0.113.80;2001:db8:0:0:0:0:0:7;',
  },
  {
    process: ECS_PROCESS,
    dns: {
      question: { name: 'Cdn.Example.NET.' },
      answers: [
        { data: 'edge.example.org', type: 'CNAME' },
        { data: '203.0.113.80', type: 'A' },
        { data: '2001:db8::7', type: 'AAAA' },
      ],
      resolved_ip: ['203.0.113.80', '2001:db8::7'],
    },
  },
);

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

const BLOCK_ID = '6e4c1b59-2eb8-4934-9e78-32cd88822dbb';
const BLOCK = '$k=[Text.Encoding]::ASCII.GetBytes("x")\r\n\r\nfunction f { 1 }';

export const POWERSHELL_4104 = powershell(
  4104,
  'Microsoft-Windows-PowerShell',
  {
    MessageNumber: '1',
    MessageTotal: '1',
    ScriptBlockText: BLOCK,
    ScriptBlockId: BLOCK_ID,
    Path: 'C:\\Users\\pgustavo\\stage.ps1',
  },
  `Creating Scriptblock text (1 of 1):\r\n${BLOCK}\r\n\r\nScriptBlock ID: ${BLOCK_ID}\r\nPath: C:\\Users\\pgustavo\\stage.ps1`,
  {
    powershell: { file: { script_block_id: BLOCK_ID, script_block_text: BLOCK }, sequence: 1, total: 1 },
    file: { path: 'C:\\Users\\pgustavo\\stage.ps1' },
    user: { id: SID },
  },
);

const PAYLOAD =
  'CommandInvocation(New-Object): "New-Object"\r\nParameterBinding(New-Object): name="TypeName"; value="System.Net.WebClient"';

export const POWERSHELL_4103 = powershell(
  4103,
  'Microsoft-Windows-PowerShell',
  { ContextInfo: '        Severity = Informational\r\n', UserData: '', Payload: PAYLOAD },
  `${PAYLOAD}\r\n\r\n\r\nContext:\r\n        Severity = Informational\r\n\r\n\r\nUser Data:\r\n`,
  {
    powershell: {
      command: {
        invocation_details: [
          { related_command: 'New-Object', type: 'CommandInvocation', value: '"New-Object"' },
          {
            name: '"TypeName"',
            related_command: 'New-Object',
            type: 'ParameterBinding',
            value: '"System.Net.WebClient"',
          },
        ],
      },
    },
    user: { id: SID, name: 'pgustavo', domain: 'THESHIRE' },
  },
);

const DETAILS = `\tNewEngineState=Available\r\n\tPreviousEngineState=None\r\n\r\n\tHostName=ConsoleHost\r\n\tHostId=39315e7d-5bea-48aa-8ea8-21c983c954a8\r\n\tHostApplication=${COMMAND}\r\n\tEngineVersion=5.1.18362.752\r\n`;

export const POWERSHELL_400 = powershell(
  400,
  'PowerShell',
  { param1: 'Available', param2: 'None', param3: DETAILS },
  `Engine state is changed from None to Available. \r\n\r\nDetails: \r\n${DETAILS}`,
  {
    process: {
      command_line: COMMAND,
      entity_id: '39315e7d-5bea-48aa-8ea8-21c983c954a8',
      title: 'ConsoleHost',
    },
    powershell: { engine: { new_state: 'Available', previous_state: 'None' } },
  },
);

export const POWERSHELL_800 = powershell(
  800,
  'PowerShell',
  { param1: 'New-Object Net.WebClient', param2: DETAILS, param3: PAYLOAD },
  `Pipeline execution details for command line: New-Object Net.WebClient. \r\n\r\nContext Information: \r\n${DETAILS}\r\nDetails: \r\n${PAYLOAD}`,
  {
    process: { args: [`"${IMAGE}"`, '-noP', '-sta', '-w', '1', '-enc', 'SQBmAA=='], title: 'ConsoleHost' },
    powershell: { command: { value: 'New-Object Net.WebClient' } },
  },
);
