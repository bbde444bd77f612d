/** What 4103 shows: objects really built, texts really run. What a pipeline displays or filters is nothing. */
import type { TextView } from '../layers/text-view.ts';
import { cryptoClass } from '../languages/powershell/cipher-classes.ts';
import type { PowershellCall } from '../patterns/powershell-calls.ts';
import { patternOfBindings } from '../patterns/powershell-facts.ts';
import type { RecognitionDraft } from '../recognition-draft.ts';
import type { Binding, BoundCommand } from './command-bindings.ts';
import { readCommandBindings } from './command-bindings.ts';

/** Parameters whose value is run as PowerShell, by command. */
const SCRIPTS: Readonly<Record<string, readonly string[]>> = {
  'invoke-expression': ['command'],
  'foreach-object': ['process', 'begin', 'end'],
  'invoke-command': ['scriptblock'],
  'start-job': ['scriptblock', 'initializationscript'],
};

function value(command: BoundCommand, parameter: string): Binding | undefined {
  return command.bindings.find((binding) => binding.parameter.toLowerCase() === parameter);
}

/** Reads a stretch of the text in its own layer, so that it is told as what it is. */
function readInner(
  draft: RecognitionDraft,
  view: TextView,
  { start, end, value: text }: Binding,
  command: boolean,
): void {
  if (text.trim() === '') return;
  const map = Array.from({ length: text.length }, (_, index) => start + index);
  const layer = draft.addLayer(command ? 'command-line' : 'script-text', view, { start, end, map }, text);
  if (layer !== undefined) (command ? draft.readers.windowsCommand : draft.readers.powershell)(draft, layer);
}

function readNewObject(draft: RecognitionDraft, view: TextView, command: BoundCommand): void {
  const type = value(command, 'typename');
  const found = type === undefined ? undefined : cryptoClass(type.value);
  if (type === undefined || found === undefined) return;
  const { algorithm } = found;
  const symmetric = found.class === 'symmetric';
  draft.addOperation(view, [[type.start, type.end]], {
    rule: symmetric ? 'powershell/binding-cipher-object' : `powershell/binding-${found.class}-object`,
    tool: '.net',
    class: found.class,
    direction: 'unknown',
    algorithm,
    tier: symmetric ? 2 : 1,
    confidence: symmetric ? 0.8 : 0.7,
    reason: symmetric
      ? `${(algorithm ?? 'symmetric').toUpperCase()} cipher object really built; 4103 does not log the methods called on it`
      : `${found.class} object built`,
  });
}

function readSecureString(draft: RecognitionDraft, view: TextView, command: BoundCommand): void {
  const key = value(command, 'key') ?? value(command, 'securekey');
  const plain = value(command, 'asplaintext');
  const text = value(command, 'string');
  if (plain !== undefined && text !== undefined) draft.addSecret(view, text.start, text.end);
  if (key === undefined) return;
  const encrypts = command.command.toLowerCase().startsWith('convertfrom');
  draft.addSecret(view, key.start, key.end);
  draft.addOperation(view, [[key.start, key.end]], {
    rule: 'powershell/secure-string-key',
    tool: 'powershell',
    direction: encrypts ? 'encrypt' : 'decrypt-claimed',
    algorithm: 'aes',
    tier: 3,
    confidence: 0.9,
    reason: `${command.command} was run with a key`,
  });
}

function readTransfer(draft: RecognitionDraft, command: BoundCommand): void {
  const method = value(command, 'method')?.value.toLowerCase();
  const kind = value(command, 'transfertype')?.value.toLowerCase();
  const sends = method === 'post' || method === 'put' || kind?.startsWith('upload') === true;
  draft.addTrait(
    sends || value(command, 'infile') !== undefined || value(command, 'body') !== undefined
      ? 'upload'
      : 'download',
  );
}

function readRegistry(draft: RecognitionDraft, command: BoundCommand): void {
  const name = `${value(command, 'path')?.value ?? ''}\\${value(command, 'name')?.value ?? ''}`;
  if (/EnableScriptBlock(?:Invocation)?Logging/i.test(name) && value(command, 'value')?.value === '0')
    draft.addTrait('logging-tamper');
}

function readCommand(draft: RecognitionDraft, view: TextView, command: BoundCommand): void {
  const name = command.command.toLowerCase();
  for (const parameter of SCRIPTS[name] ?? []) {
    const script = value(command, parameter);
    if (script === undefined) continue;
    if (name === 'invoke-expression') draft.addTrait('in-memory-execution');
    readInner(draft, view, script, false);
  }
  switch (name) {
    case 'new-object':
      readNewObject(draft, view, command);
      break;
    case 'convertfrom-securestring':
    case 'convertto-securestring':
      readSecureString(draft, view, command);
      break;
    case 'invoke-wmimethod':
    case 'invoke-cimmethod': {
      const given = value(command, 'argumentlist') ?? value(command, 'arguments');
      if (given !== undefined) readInner(draft, view, given, true);
      break;
    }
    case 'start-process':
      readStartProcess(draft, view, command);
      break;
    case 'invoke-webrequest':
    case 'invoke-restmethod':
    case 'start-bitstransfer':
      readTransfer(draft, command);
      break;
    case 'set-itemproperty':
    case 'new-itemproperty':
      readRegistry(draft, command);
      break;
    default: {
      const call = draft.patterns.powershell?.commands.get(name);
      if (call !== undefined) readOfPattern(draft, view, command, call);
    }
  }
}

function readOfPattern(
  draft: RecognitionDraft,
  view: TextView,
  command: BoundCommand,
  call: PowershellCall,
): void {
  const key = (call.script.key ?? []).flatMap((name) => value(command, String(name).toLowerCase()) ?? []);
  if (call.script.keyed === true && key.length === 0) return;
  for (const { start, end } of key) draft.addSecret(view, start, end);
  const named = command.bindings.map(({ start, end }): [number, number] => [start, end]).slice(0, 8);
  const at = Math.max(0, view.text.indexOf(command.command));
  draft.addOperation(view, named.length > 0 ? named : [[at, at + command.command.length]], {
    ...patternOfBindings(call, (parameter) => value(command, parameter)?.value),
    keySource: 'unknown',
  });
}

/** Program and arguments are two bindings; together they are the command line that was started. */
function readStartProcess(draft: RecognitionDraft, view: TextView, command: BoundCommand): void {
  const file = value(command, 'filepath');
  const given = value(command, 'argumentlist');
  if (file === undefined) return;
  if (value(command, 'windowstyle')?.value.toLowerCase() === 'hidden') draft.addTrait('hidden-window');
  const program = file.value.includes(' ') ? `"${file.value}"` : file.value;
  const text = given === undefined ? program : `${program} ${given.value}`;
  const start = Math.min(file.start, given?.start ?? file.start);
  const end = Math.max(file.end, given?.end ?? file.end);
  const layer = draft.addLayer('command-line', view, { start, end }, text);
  if (layer !== undefined) draft.readers.windowsCommand(draft, layer);
}

/** Reads a 4103 text into the draft. */
export function readBindings(draft: RecognitionDraft, view: TextView): void {
  for (const command of readCommandBindings(view.text)) readCommand(draft, view, command);
}
