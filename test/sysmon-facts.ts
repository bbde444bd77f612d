/** Sysmon’s records of a script host that starts PowerShell, which looks a name up, connects and ends. */
import {
  COMPUTER,
  GUID,
  PARENT_GUID,
  IMAGE,
  PARENT_IMAGE,
  COMMAND,
  PARENT_COMMAND,
  SHA256,
  SYSTEM,
  START,
} from './windows-fact-names.ts';
import type { WindowsFact } from './windows-shapes.ts';

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
