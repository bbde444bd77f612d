import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { windowsRecord } from '../../../test/windows-record.ts';
import type { TelemetryEvent } from '../../event/event.ts';
import type { WindowsRecord } from '../../formats/windows-record.ts';
import { normalizeWindows } from './normalize-windows.ts';

function powershell(
  eventId: number,
  data: Readonly<Record<string, string>>,
  more?: Partial<WindowsRecord>,
  provider = 'Microsoft-Windows-PowerShell',
): TelemetryEvent | undefined {
  const record = windowsRecord(provider, eventId, data, { executionPid: 2316, ...more });
  return normalizeWindows(record, { source: 's', offset: 0, length: 1 });
}

const ID = 'cfb62125-2aea-48f2-8c59-cd69f4e9b515';

describe('4104', () => {
  it('is logged by the process that runs it', () => {
    const event = powershell(4104, {
      ScriptBlockId: ID.toUpperCase(),
      ScriptBlockText: '1',
      MessageNumber: '2',
      MessageTotal: '4',
    });
    expect(event).toMatchObject({
      form: 'block',
      pid: 2316,
      blockId: ID,
      part: 2,
      parts: 4,
      text: '1',
      path: undefined,
    });
  });

  it('keeps its text as it is: a dash is a script too, a last part may be empty', () => {
    expect(powershell(4104, { ScriptBlockId: ID, ScriptBlockText: '-' })).toMatchObject({ text: '-' });
    expect(powershell(4104, { ScriptBlockId: ID, MessageNumber: '9', MessageTotal: '9' })).toMatchObject({
      text: '',
      part: 9,
    });
  });

  it('of PowerShell 7 comes from a provider of its own', () => {
    expect(powershell(4104, { ScriptBlockId: ID, ScriptBlockText: '1' }, {}, 'PowerShellCore')).toMatchObject(
      {
        kind: 'script',
        text: '1',
      },
    );
  });

  it('has no owner where the shape lost the logging process', () => {
    const event = powershell(4104, { ScriptBlockId: ID, ScriptBlockText: '1' }, { executionPid: undefined });
    expect(event).toMatchObject({ pid: undefined });
  });

  /** As OTRF's nine parts of which NXLog kept only the message; the words are localised. */
  const heads = [
    'Creating Scriptblock text (3 of 9):',
    'Création du texte Scriptblock (3 sur 9) :',
    'Scriptblocktext wird erstellt (3 von 9):',
  ];
  const tails = [
    (id: string, path: string): string => `ScriptBlock ID: ${id}\r\nPath: ${path}`,
    (id: string, path: string): string => `ID du bloc de script : ${id}\r\nChemin d’accès : ${path}`,
    (id: string, path: string): string => `ScriptBlock-ID: ${id}\r\nPfad: ${path}`,
  ];

  it.each([0, 1, 2])(
    'is read from its message alone (language %i), whatever the script holds',
    (language) => {
      const scripts = fc.array(
        fc.constantFrom(
          'if($x){',
          '}',
          '\r\n',
          '\r\n\r\n',
          '\n\n',
          ' ',
          'ScriptBlock ID: 11111111-2222-3333-4444-555555555555',
          '(1 of 2):',
          'é',
          '',
        ),
        { maxLength: 12 },
      );
      fc.assert(
        fc.property(scripts, fc.constantFrom('', 'C:\\Modules\\a b.psm1'), (pieces, path) => {
          const script = pieces.join('');
          const message = `${heads[language]}\r\n${script}\r\n\r\n${tails[language]?.(ID, path)}`;
          expect(powershell(4104, {}, { message })).toMatchObject({
            form: 'block',
            blockId: ID,
            part: 3,
            parts: 9,
            text: script,
            path: path === '' ? undefined : path,
          });
        }),
      );
    },
  );

  it('is read from a message whose line ends a shipper changed', () => {
    const message = `Creating Scriptblock text (1 of 2):\nline 1\n\nline 2\n\nScriptBlock ID: ${ID}\nPath: `;
    expect(powershell(4104, {}, { message })).toMatchObject({ text: 'line 1\n\nline 2', part: 1, parts: 2 });
  });

  it.each([
    '',
    'Creating Scriptblock text',
    `Creating Scriptblock text (1 of 2): ${ID}`,
    `(1 of 2):\r\nx\r\n\r\nno id`,
  ])('is none in the message %j', (message) => {
    expect(powershell(4104, {}, { message })).toBeUndefined();
  });
});

describe('4103', () => {
  /** As the French 4103 of `process_4103_fr`. */
  const FRENCH =
    'CommandInvocation (Out-Default) : « Out-Default »\r\nLiaison de paramètre (Out-Default) : nom = « InputObject » ; valeur = « x »';

  it('is kept in the language it was written in', () => {
    expect(powershell(4103, { Payload: FRENCH, ContextInfo: 'Contexte' })).toMatchObject({
      form: 'bindings',
      text: FRENCH,
      pid: 2316,
    });
  });

  it('is read from its message where the payload was lost', () => {
    const message = `${FRENCH}\r\n\r\n\r\n\r\nContexte :\r\n        Gravité = Informational\r\n\r\n\r\nDonnées utilisateur :\r\n`;
    expect(powershell(4103, {}, { message })).toMatchObject({ text: FRENCH });
    expect(powershell(4103, {}, { message: message.replaceAll('\r\n', '\n') })).toMatchObject({
      text: FRENCH.replaceAll('\r\n', '\n'),
    });
  });

  it('without any payload means nothing', () => {
    expect(powershell(4103, { ContextInfo: 'x' })).toBeUndefined();
    expect(powershell(4103, {}, { message: '\r\n\r\n\r\nContext:' })).toBeUndefined();
  });
});

describe('the classic log', () => {
  const DETAILS =
    '\tHostName=ConsoleHost\r\n\tHostApplication=powershell.exe -enc AAAA\r\n\tEngineVersion=5.1';

  it.each([
    [400, { param1: 'Available', param2: 'None', param3: DETAILS }],
    [800, { param1: 'Get-Date', param2: DETAILS, param3: 'CommandInvocation(Get-Date): "Get-Date"' }],
  ])('%i names no process, only the command line it was started with', (eventId, data) => {
    expect(powershell(eventId, data, { executionPid: 0 }, 'PowerShell')).toMatchObject({
      form: 'host-application',
      pid: undefined,
      text: 'powershell.exe -enc AAAA',
    });
  });

  it('may hold it in the message only', () => {
    const message = `Engine state is changed from None to Available.\n\nDetails:\n${DETAILS.replaceAll('\r\n', '\n')}`;
    expect(powershell(400, {}, { message }, 'PowerShell')).toMatchObject({
      text: 'powershell.exe -enc AAAA',
    });
  });

  it('of which nothing was kept means nothing', () => {
    expect(powershell(800, {}, {}, 'PowerShell')).toBeUndefined();
    expect(powershell(400, { param3: '\tHostApplication=\r\n\tx=1' }, {}, 'PowerShell')).toBeUndefined();
  });
});
