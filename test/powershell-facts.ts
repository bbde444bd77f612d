/** PowerShell’s own records of the same act. */
import { COMPUTER, IMAGE, COMMAND, SID, START } from './windows-fact-names.ts';
import type { WindowsFact } from './windows-shapes.ts';

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
