/** PowerShell's records of an act: 4104 and 4103 in its own channel, 400 and 800 in the classic one. */
import type { StoryProcess } from '../../process-identity.ts';
import { chosenGuid } from '../../stable-choice.ts';
import type { BindingsAct, ScriptAct, StoryAct, StoryMachine } from '../../timeline.ts';
import { CHANNELS, type UnnumberedRecord, type WindowsChannel } from './story-record.ts';
import { userText } from './sysmon-records.ts';
import { bindingsMessage, engineMessage, pipelineMessage, scriptMessage } from './windows-message.ts';

const VERSION = '5.1.19041.3570';
const OPERATIONAL = 'Microsoft-Windows-PowerShell/Operational';

/** Words for which PowerShell logs a block at level Warning, even with script block logging off (a few of many). */
const SUSPICIOUS = [
  'Cryptography',
  'CreateEncryptor',
  'CryptoStream',
  'FromBase64String',
  'EncodedCommand',
  'Add-Type',
];

/** Records PowerShell writes of an act. An engine start is logged with the first act of a process that was seen. */
export function powershellRecords(act: StoryAct, started: Set<StoryProcess>): readonly UnnumberedRecord[] {
  if (act.kind !== 'script' && act.kind !== 'bindings') return [];
  const records: UnnumberedRecord[] = [];
  if (act.process.seen && !started.has(act.process)) records.push(engineStart(act));
  started.add(act.process);
  if (act.kind === 'script') records.push(...scriptBlocks(act));
  else records.push(...pipeline(act));
  return records;
}

function scriptBlocks(act: ScriptAct): readonly UnnumberedRecord[] {
  const whole = act.parts.map(({ text }) => text).join('');
  const level = SUSPICIOUS.some((word) => whole.includes(word)) ? 3 : 5;
  return act.parts.map((part, index) => {
    const data = {
      MessageNumber: String(part.number),
      MessageTotal: String(act.total),
      ScriptBlockText: part.text,
      ScriptBlockId: act.blockId,
      Path: act.path,
    };
    const message = scriptMessage(part, act.total, act.blockId, act.path);
    return record(
      act,
      OPERATIONAL,
      { eventId: 4104, task: 2, category: 'Execute a Remote Command' },
      data,
      message,
      {
        level,
        opcode: 15,
        opcodeName: 'On create calls',
        lateBy: index,
      },
    );
  });
}

function pipeline(act: BindingsAct): readonly UnnumberedRecord[] {
  const { command } = act;
  const lines = [
    `CommandInvocation(${command}): "${command}"`,
    ...act.parameters.map(
      ([name, value]) => `ParameterBinding(${command}): name="${name}"; value="${value}"`,
    ),
  ];
  const payload = `${lines.join('\r\n')}\r\n`;
  const hostId = hostIdOf(act.process);
  const context = [
    `        Severity = Informational`,
    `        Host Name = ConsoleHost`,
    `        Host Version = ${VERSION}`,
    `        Host ID = ${hostId}`,
    `        Host Application = ${act.process.commandLine}`,
    `        Engine Version = ${VERSION}`,
    `        Runspace ID = ${runspaceOf(act.process)}`,
    `        Pipeline ID = 1`,
    `        Command Name = ${command}`,
    `        Command Type = Cmdlet`,
    `        Script Name = `,
    `        Command Path = `,
    `        Sequence Number = 16`,
    `        User = ${userText(act.process)}`,
    `        Connected User = `,
    `        Shell ID = Microsoft.PowerShell`,
    '',
  ].join('\r\n');
  const classicContext = [
    '\tDetailSequence=1',
    '\tDetailTotal=1',
    '',
    '\tSequenceNumber=15',
    '',
    `\tUserId=${userText(act.process)}`,
    `\tHostName=ConsoleHost`,
    `\tHostVersion=${VERSION}`,
    `\tHostId=${hostId}`,
    `\tHostApplication=${act.process.commandLine}`,
    `\tEngineVersion=${VERSION}`,
    `\tRunspaceId=${runspaceOf(act.process)}`,
    '\tPipelineId=1',
    '\tScriptName=',
    `\tCommandLine=${command}`,
  ].join('\r\n');
  const data = { ContextInfo: context, UserData: '', Payload: payload };
  const classic = { param1: command, param2: classicContext, param3: payload };
  return [
    record(
      act,
      OPERATIONAL,
      { eventId: 4103, task: 106, category: 'Executing Pipeline' },
      data,
      bindingsMessage(payload, context),
      { level: 4, opcode: 20, opcodeName: 'To be used when operation is just executing a method', lateBy: 0 },
    ),
    record(
      act,
      'Windows PowerShell',
      { eventId: 800, task: 8, category: 'Pipeline Execution Details' },
      classic,
      pipelineMessage(command, classicContext, payload),
      { level: 4, opcode: 0, opcodeName: 'Info', lateBy: 2 },
    ),
  ];
}

function engineStart(act: ScriptAct | BindingsAct): UnnumberedRecord {
  const details = [
    '\tNewEngineState=Available',
    '\tPreviousEngineState=None',
    '',
    '\tSequenceNumber=13',
    '',
    '\tHostName=ConsoleHost',
    `\tHostVersion=${VERSION}`,
    `\tHostId=${hostIdOf(act.process)}`,
    `\tHostApplication=${act.process.commandLine}`,
    `\tEngineVersion=${VERSION}`,
    `\tRunspaceId=${runspaceOf(act.process)}`,
    '\tPipelineId=',
    '\tCommandName=',
    '\tCommandType=',
    '\tScriptName=',
    '\tCommandPath=',
    '\tCommandLine=',
  ].join('\r\n');
  const data = { param1: 'Available', param2: 'None', param3: details };
  const kind = { eventId: 400, task: 4, category: 'Engine Lifecycle' };
  return record(act, 'Windows PowerShell', kind, data, engineMessage(details), {
    level: 4,
    opcode: 0,
    opcodeName: 'Info',
    lateBy: 0,
  });
}

function hostIdOf(process: StoryProcess): string {
  return chosenGuid('powershell host', process.guid);
}

function runspaceOf(process: StoryProcess): string {
  return chosenGuid('powershell runspace', process.guid);
}

interface Kind {
  readonly eventId: number;
  readonly task: number;
  readonly category: string;
}

interface Manner {
  readonly level: number;
  readonly opcode: number;
  readonly opcodeName: string;
  readonly lateBy: number;
}

function record(
  act: { readonly time: number; readonly machine: StoryMachine; readonly process: StoryProcess },
  channel: WindowsChannel,
  kind: Kind,
  data: Record<string, string>,
  message: string,
  { lateBy, ...manner }: Manner,
): UnnumberedRecord {
  const { machine, process } = act;
  const facts = CHANNELS[channel];
  return {
    ...facts,
    ...kind,
    ...manner,
    channel,
    version: facts.classic ? 0 : 1,
    computer: machine.logsAs.powershell === 'name' ? machine.name : machine.fqdn,
    loggedTime: act.time + lateBy,
    // The classic channel does not say who logged: its Execution section holds zeros (measured).
    executionPid: facts.classic ? 0 : process.pid,
    threadId: facts.classic ? 0 : process.pid + 8,
    activityId: facts.classic ? undefined : `{${chosenGuid('activity', process.guid).toUpperCase()}}`,
    user: facts.classic ? undefined : process.account.sid,
    account: facts.classic ? undefined : process.account,
    data,
    message,
  };
}
