import { POWERSHELL_400, POWERSHELL_4103, POWERSHELL_4104, POWERSHELL_800 } from './powershell-facts.ts';
import { SECURITY_4688, SECURITY_4689, SECURITY_5156, SECURITY_5156_INBOUND } from './security-facts.ts';
import {
  SYSMON_1,
  SYSMON_11,
  SYSMON_22,
  SYSMON_3,
  SYSMON_3_INBOUND,
  SYSMON_3_UDP_RESPONDER,
  SYSMON_5,
  SYSMON_7,
} from './sysmon-facts.ts';
import { COMMAND, IMAGE, SID, START } from './windows-fact-names.ts';
import type { WindowsFact } from './windows-shapes.ts';

/** Where every event is said to have been read. */
export const FACT_PLACE = { source: 'case.json', offset: 0, length: 1 };
const HOST = 'workstation5.theshire.example';
const UID = '860ba2e3-9f13-5f52-2703-000000000400';

const PROCESS = { uid: UID, pid: 2316, image: IMAGE };
const base = (sensor: string, code: number, after: number): object => ({
  host: HOST,
  sensor,
  code,
  time: START + after,
  place: FACT_PLACE,
});
const script = {
  kind: 'script',
  uid: undefined,
  pid: 2316,
  image: undefined,
  language: 'powershell',
  blockId: undefined,
  part: 1,
  parts: 1,
  path: undefined,
  user: SID,
};

/** A fact and the event it means. */
export interface FactCase {
  readonly name: string;
  readonly fact: WindowsFact;
  readonly event: object;
  /** What single shapes cannot carry, by part of the shape's name. */
  readonly lacks?: Readonly<Record<string, object>>;
}

/** Without `winlog.event_data` the pipeline's document has no integrity level. */
const noIntegrity = { 'event_data gone': { integrity: undefined }, leftovers: { integrity: undefined } };
/** Flat records of 2023 have no System/Execution, so a script names no process. */
const noScriptPid = { 'flat 2023': { pid: undefined, user: undefined } };

/** Every fact of the act, with what single shapes cannot carry of it. */
export const FACT_CASES: readonly FactCase[] = [
  {
    name: 'Sysmon 1',
    fact: SYSMON_1,
    event: {
      kind: 'launch',
      ...base('sysmon', 1, 760),
      ...PROCESS,
      commandLine: COMMAND,
      user: 'THESHIRE\\pgustavo',
      session: '0x2d5a4b',
      cwd: 'C:\\Users\\pgustavo\\Desktop\\',
      integrity: 'Medium',
      originalName: 'PowerShell.EXE',
      company: 'Microsoft Corporation',
      sha256: '9f914d42706fe215501044acd85a32d58aaef1419d404fddfa5d3b48f66ccd9f',
      parentUid: '860ba2e3-9f13-5f52-2603-000000000400',
      parentPid: 2440,
      parentImage: 'C:\\Windows\\System32\\wscript.exe',
      parentCommandLine: '"C:\\Windows\\System32\\WScript.exe" "C:\\Users\\pgustavo\\Desktop\\launcher.vbs"',
    },
    lacks: noIntegrity,
  },
  {
    name: 'Sysmon 3 outward',
    fact: SYSMON_3,
    event: {
      kind: 'connection',
      ...base('sysmon', 3, 4621),
      ...PROCESS,
      user: 'THESHIRE\\pgustavo',
      protocol: 'tcp',
      direction: 'outbound',
      localAddress: '172.18.39.5',
      localPort: 50_699,
      remoteAddress: '203.0.113.80',
      remotePort: 443,
      remoteName: undefined,
    },
  },
  {
    name: 'Sysmon 3 inward',
    fact: SYSMON_3_INBOUND,
    event: {
      kind: 'connection',
      ...base('sysmon', 3, 4621),
      ...PROCESS,
      user: 'THESHIRE\\pgustavo',
      protocol: 'tcp',
      direction: 'inbound',
      localAddress: '172.18.39.5',
      localPort: 8080,
      remoteAddress: '192.168.5.2',
      remotePort: 50_452,
      remoteName: undefined,
    },
  },
  {
    name: 'Sysmon 3 of a datagram that was answered: its source is the host itself',
    fact: SYSMON_3_UDP_RESPONDER,
    event: {
      kind: 'connection',
      ...base('sysmon', 3, 4621),
      ...PROCESS,
      user: 'THESHIRE\\pgustavo',
      protocol: 'udp',
      direction: 'inbound',
      localAddress: '172.18.39.5',
      localPort: 53,
      remoteAddress: '192.168.5.2',
      remotePort: 49_246,
      remoteName: undefined,
    },
  },
  {
    name: 'Sysmon 5',
    fact: SYSMON_5,
    event: { kind: 'end', ...base('sysmon', 5, 60_788), ...PROCESS },
  },
  {
    name: 'Sysmon 7',
    fact: SYSMON_7,
    event: {
      kind: 'module',
      ...base('sysmon', 7, 780),
      ...PROCESS,
      module: IMAGE,
      signed: true,
      signature: 'Microsoft Windows',
      signatureStatus: 'Valid',
    },
  },
  {
    name: 'Sysmon 11',
    fact: SYSMON_11,
    event: {
      kind: 'file',
      ...base('sysmon', 11, 2000),
      ...PROCESS,
      path: 'C:\\Users\\pgustavo\\Documents\\loot.7z',
    },
  },
  {
    name: 'Sysmon 22',
    fact: SYSMON_22,
    event: {
      kind: 'name',
      ...base('sysmon', 22, 4100),
      ...PROCESS,
      name: 'cdn.example.net',
      addresses: ['203.0.113.80', '2001:db8::7'],
      aliases: ['edge.example.org'],
    },
  },
  {
    name: 'Security 4688',
    fact: SECURITY_4688,
    event: {
      kind: 'launch',
      ...base('windows-security', 4688, 1000),
      uid: undefined,
      pid: 2316,
      image: IMAGE,
      commandLine: COMMAND,
      user: 'THESHIRE\\pgustavo',
      session: '0x2d5a4b',
      cwd: undefined,
      integrity: 'Medium',
      originalName: undefined,
      company: undefined,
      sha256: undefined,
      parentUid: undefined,
      parentPid: 2440,
      parentImage: 'C:\\Windows\\System32\\wscript.exe',
      parentCommandLine: undefined,
    },
    lacks: noIntegrity,
  },
  {
    name: 'Security 4689',
    fact: SECURITY_4689,
    event: {
      kind: 'end',
      ...base('windows-security', 4689, 61_000),
      uid: undefined,
      pid: 2316,
      image: IMAGE,
    },
  },
  {
    name: 'Security 5156 outward',
    fact: SECURITY_5156,
    event: {
      kind: 'connection',
      ...base('windows-security', 5156, 4000),
      uid: undefined,
      pid: 2316,
      image: '\\windows\\system32\\windowspowershell\\v1.0\\powershell.exe',
      user: undefined,
      protocol: 'tcp',
      direction: 'outbound',
      localAddress: '172.18.39.5',
      localPort: 50_699,
      remoteAddress: '203.0.113.80',
      remotePort: 443,
      remoteName: undefined,
    },
  },
  {
    name: 'Security 5156 inward',
    fact: SECURITY_5156_INBOUND,
    event: {
      kind: 'connection',
      ...base('windows-security', 5156, 4000),
      uid: undefined,
      pid: 2316,
      image: '\\windows\\system32\\windowspowershell\\v1.0\\powershell.exe',
      user: undefined,
      protocol: 'tcp',
      direction: 'inbound',
      localAddress: '172.18.39.5',
      localPort: 8080,
      remoteAddress: '192.168.5.2',
      remotePort: 50_452,
      remoteName: undefined,
    },
  },
  {
    name: 'PowerShell 4104',
    fact: POWERSHELL_4104,
    event: {
      ...script,
      ...base('powershell', 4104, 4000),
      form: 'block',
      blockId: '6e4c1b59-2eb8-4934-9e78-32cd88822dbb',
      text: '$k=[Text.Encoding]::ASCII.GetBytes("x")\r\n\r\nfunction f { 1 }',
      path: 'C:\\Users\\pgustavo\\stage.ps1',
    },
    lacks: noScriptPid,
  },
  {
    name: 'PowerShell 4103',
    fact: POWERSHELL_4103,
    event: {
      ...script,
      ...base('powershell', 4103, 4000),
      form: 'bindings',
      text: 'CommandInvocation(New-Object): "New-Object"\r\nParameterBinding(New-Object): name="TypeName"; value="System.Net.WebClient"',
    },
    lacks: noScriptPid,
  },
  {
    name: 'PowerShell 400',
    fact: POWERSHELL_400,
    event: {
      ...script,
      ...base('powershell', 400, 4000),
      pid: undefined,
      form: 'host-application',
      text: COMMAND,
    },
    lacks: noScriptPid,
  },
  {
    name: 'PowerShell 800',
    fact: POWERSHELL_800,
    event: {
      ...script,
      ...base('powershell', 800, 4000),
      pid: undefined,
      form: 'host-application',
      text: COMMAND,
    },
    lacks: noScriptPid,
  },
];
