import { describe, expect, it } from 'vitest';
import * as facts from '../../../../test/windows-facts.ts';
import type { WindowsFact } from '../../../../test/windows-shapes.ts';
import { JSON_SHAPES } from '../../../../test/windows-shapes.ts';
import type { TelemetryEvent } from '../../../event/event.ts';
import { normalizeWindows } from '../normalize-windows.ts';
import { readWindowsShape } from './shapes.ts';

const PLACE = { source: 'case.json', offset: 0, length: 1 };
const HOST = 'workstation5.theshire.example';
const IMAGE = 'C:\\Windows\\System32\\WindowsPowerShell\\v1.0\\powershell.exe';
const COMMAND = `"${IMAGE}" -noP -sta -w 1 -enc SQBmAA==`;
const UID = '860ba2e3-9f13-5f52-2703-000000000400';
const SID = 'S-1-5-21-2079883792-3656946353-945924832-1104';

const PROCESS = { uid: UID, pid: 2316, image: IMAGE };
const base = (sensor: string, code: number, after: number): object => ({
  host: HOST,
  sensor,
  code,
  time: facts.START + after,
  place: PLACE,
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

function read(object: Record<string, unknown>): TelemetryEvent | undefined {
  // Through text, as a file would bring it.
  const parsed = JSON.parse(JSON.stringify(object)) as Record<string, unknown>;
  const found = readWindowsShape(parsed);
  return found === undefined ? undefined : normalizeWindows(found.record, PLACE);
}

interface Case {
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

const CASES: readonly Case[] = [
  {
    name: 'Sysmon 1',
    fact: facts.SYSMON_1,
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
    fact: facts.SYSMON_3,
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
    fact: facts.SYSMON_3_INBOUND,
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
    fact: facts.SYSMON_3_UDP_RESPONDER,
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
    fact: facts.SYSMON_5,
    event: { kind: 'end', ...base('sysmon', 5, 60_788), ...PROCESS },
  },
  {
    name: 'Sysmon 7',
    fact: facts.SYSMON_7,
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
    fact: facts.SYSMON_11,
    event: {
      kind: 'file',
      ...base('sysmon', 11, 2000),
      ...PROCESS,
      path: 'C:\\Users\\pgustavo\\Documents\\loot.7z',
    },
  },
  {
    name: 'Sysmon 22',
    fact: facts.SYSMON_22,
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
    fact: facts.SECURITY_4688,
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
    fact: facts.SECURITY_4689,
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
    fact: facts.SECURITY_5156,
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
    fact: facts.SECURITY_5156_INBOUND,
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
    fact: facts.POWERSHELL_4104,
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
    fact: facts.POWERSHELL_4103,
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
    fact: facts.POWERSHELL_400,
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
    fact: facts.POWERSHELL_800,
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

describe.each(JSON_SHAPES)('$name', ({ name: shape, write }) => {
  it.each(CASES)('gives the same event: $name', ({ fact, event, lacks }) => {
    const lost = Object.entries(lacks ?? {}).find(([part]) => shape.includes(part))?.[1];
    expect(read(write(fact))).toEqual({ ...event, ...lost });
  });

  it('is found inside the wrappers of search exports', () => {
    const object = write(facts.SYSMON_3);
    const bare = read(object);
    expect(bare).toBeDefined();
    expect(read({ _index: 'x', _source: object })).toEqual(bare);
    expect(read({ preview: false, result: object })).toEqual(bare);
  });

  it('names no process where the record says it is unknown', () => {
    const fact = {
      ...facts.SYSMON_3,
      data: {
        ...facts.SYSMON_3.data,
        ProcessGuid: '{00000000-0000-0000-0000-000000000000}',
        Image: '<unknown process>',
        ProcessId: '0',
      },
      message: '',
      ecs: {
        ...facts.SYSMON_3.ecs,
        process: { entity_id: '{00000000-0000-0000-0000-000000000000}', pid: 0 },
      },
    };
    expect(read(write(fact))).toMatchObject({
      kind: 'connection',
      uid: undefined,
      pid: undefined,
      image: undefined,
    });
  });
});

describe('an object that is no Windows event', () => {
  it.each([
    {},
    { EventID: 1 },
    { EventID: 1, Hostname: 'a' },
    { EventID: 'one', Hostname: 'a', Channel: 'Security' },
    { winlog: { event_id: 1, event_data: {} } },
    { Event: { System: { EventID: 1 } } },
    { Event: 'System' },
    { event: { code: '1', provider: 'Microsoft-Windows-Sysmon' } },
    { Computer: 'a', EventID: 1, EventData: '{broken' },
    { _source: [] },
  ])('%j is passed over', (object) => {
    expect(read(object)).toBeUndefined();
  });
});
