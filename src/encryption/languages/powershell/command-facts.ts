/** What single commands of a script show: objects built, texts run, secure strings, transfers. */
import { CIPHER_COMMANDS, readCipherCommand } from './cipher-commands.ts';
import { argument } from './command-argument.ts';
import { asText } from './constant.ts';
import { csharpCode, csharpUses } from './csharp-facts.ts';
import type { FactCollector } from './fact-collector.ts';
import { isNativeCipher, nativeCiphersIn } from './native-cipher.ts';
import { isGroup } from './node-cursor.ts';
import type { ScriptNode } from './node.ts';
import { readSecureString } from './secure-string-facts.ts';
import type { CommandArgument, CommandUse } from './script-observer.ts';
import { tableArguments } from './splatted.ts';
import { SCRIPT_LOGGING } from './trait-words.ts';

function newObject(collector: FactCollector, use: CommandUse): void {
  const type = argument(use, 'typename', 1, 0) ?? use.given.find(({ parameter }) => parameter === undefined);
  const name = asText(type?.value);
  if (name === undefined) return;
  collector.built(name, use);
  if (/sockets\.(?:tcpclient|udpclient|socket)$/i.test(name)) collector.facts.socket = true;
}

function invokeExpression(collector: FactCollector, use: CommandUse): void {
  const given = argument(use, 'command', 1, 0);
  if (given !== undefined) collector.stage(given.value, given);
  else if (use.inputStretch !== undefined) collector.stage(use.input, use.inputStretch);
}

/** PowerShell started from PowerShell: what it runs is text. */
function startProcess(collector: FactCollector, use: CommandUse): void {
  const list = argument(use, 'argumentlist', 1, 1) ?? argument(use, 'args', 4);
  startsProgram(collector, use, argument(use, 'filepath', 1, 0), list);
}

function scheduledAction(collector: FactCollector, use: CommandUse): void {
  startsProgram(collector, use, argument(use, 'execute', 1, 0), argument(use, 'argument', 1, 1));
}

/** `Invoke-WmiMethod Win32_Process Create -ArgumentList 'cmd /c ...'`. */
function wmiMethod(collector: FactCollector, use: CommandUse): void {
  if (!use.given.some(({ value }) => asText(value)?.toLowerCase() === 'win32_process')) return;
  for (const given of use.given)
    if (typeof given.value === 'string' && /\s/.test(given.value))
      collector.stage(given.value, given, 'windows-command');
}

/** `Invoke-CimMethod Win32_Process Create @{CommandLine = 'cmd /c ...'}`. */
function cimMethod(collector: FactCollector, use: CommandUse): void {
  const table = use.nodes.find((node) => isGroup(node, '@{'));
  const known = (value: readonly ScriptNode[]): string | undefined =>
    value.length === 1 && value[0]?.kind === 'string' && value[0].holes?.length === 0
      ? value[0].text
      : undefined;
  const line =
    table === undefined
      ? undefined
      : tableArguments(table, known).find(({ parameter }) => parameter === 'commandline');
  if (line !== undefined) collector.stage(line.value, line, 'windows-command');
}

function startsProgram(
  collector: FactCollector,
  use: CommandUse,
  program: CommandArgument | undefined,
  list: CommandArgument | undefined,
): void {
  const file = asText(program?.value);
  const window = asText(argument(use, 'windowstyle', 1)?.value);
  if (window?.toLowerCase() === 'hidden') collector.facts.traits.add('hidden-window');
  if (file === undefined || list?.value === undefined || !/^[\w.:\\/ ()-]{1,260}$/.test(file)) return;
  const value = list.value;
  const text =
    typeof value === 'string'
      ? value
      : Array.isArray(value)
        ? value.map((item) => asText(item) ?? '').join(' ')
        : undefined;
  if (text === undefined) return;
  collector.facts.stages.push({
    start: use.start,
    end: use.end,
    kind: 'command',
    text: `${file.includes(' ') ? `"${file}"` : file} ${text}`,
    executed: true,
    language: 'windows-command',
  });
}

function webRequest(collector: FactCollector, use: CommandUse): void {
  const method = asText(argument(use, 'method', 2)?.value)?.toLowerCase();
  const sends =
    method === 'post' ||
    method === 'put' ||
    argument(use, 'infile', 2) !== undefined ||
    argument(use, 'body', 1) !== undefined;
  collector.facts.traits.add(sends ? 'upload' : 'download');
}

function addType(collector: FactCollector, use: CommandUse): void {
  for (const { value, start, end } of use.given) {
    if (typeof value !== 'string' || value.length < 20) continue;
    const code = csharpCode(value);
    for (const { kind, name } of csharpUses(code)) {
      if (kind === 'class') collector.built(name, { start, end });
      else
        collector.member({ name, type: undefined, variable: undefined, called: true, given: [], start, end });
    }
    for (const { name, calls } of nativeCiphersIn(code)) nativeInCode(collector, use, name, calls > 0);
  }
}

function nativeInCode(collector: FactCollector, use: CommandUse, name: string, called: boolean): void {
  const rc4 = /^systemfunction/i.test(name);
  collector.facts.direct.push({
    ...collector.sighting(use),
    rule: 'powershell/native-cipher',
    class: 'symmetric',
    direction: 'unknown',
    algorithm: rc4 ? 'rc4' : undefined,
    keySource: 'unknown',
    tier: called ? 2 : 1,
    confidence: called ? 0.75 : 0.6,
    reason: called ? `C# code calls ${name}` : `C# code declares ${name}`,
  });
}

function registryWrite(collector: FactCollector, use: CommandUse): void {
  const texts = use.given.map(({ value }) => asText(value) ?? '');
  const zero = texts.some((text) => text === '0');
  if (zero && texts.some((text) => text.length < 1000 && SCRIPT_LOGGING.test(text)))
    collector.facts.traits.add('logging-tamper');
}

function transfer(collector: FactCollector, use: CommandUse): void {
  const kind = asText(argument(use, 'transfertype', 2)?.value)?.toLowerCase();
  collector.facts.traits.add(kind?.startsWith('upload') === true ? 'upload' : 'download');
}

function cms(collector: FactCollector, use: CommandUse, encrypts: boolean): void {
  collector.facts.direct.push({
    ...collector.sighting(use),
    rule: 'powershell/cms-message',
    class: 'hybrid',
    direction: encrypts ? 'encrypt' : 'decrypt-claimed',
    algorithm: undefined,
    keySource: 'file',
    tier: 3,
    confidence: 0.9,
    reason: encrypts ? 'Protect-CmsMessage encrypts for a certificate' : 'Unprotect-CmsMessage decrypts',
  });
}

type Reader = (collector: FactCollector, use: CommandUse, source: string) => void;

const READERS: ReadonlyMap<string, Reader> = new Map<string, Reader>([
  ['new-object', newObject],
  ['invoke-expression', invokeExpression],
  ['iex', invokeExpression],
  ['start-process', startProcess],
  ['saps', startProcess],
  ['start', startProcess],
  ['new-scheduledtaskaction', scheduledAction],
  ['invoke-cimmethod', cimMethod],
  ['invoke-wmimethod', wmiMethod],
  ['iwmi', wmiMethod],
  ['invoke-webrequest', webRequest],
  ['iwr', webRequest],
  ['wget', webRequest],
  ['invoke-restmethod', webRequest],
  ['irm', webRequest],
  ['start-bitstransfer', transfer],
  ['add-type', addType],
  ['set-itemproperty', registryWrite],
  ['new-itemproperty', registryWrite],
  ['sp', registryWrite],
  ['reg', registryWrite],
  ['reg.exe', registryWrite],
  ['convertfrom-securestring', readSecureString],
  ['convertto-securestring', readSecureString],
  ...CIPHER_COMMANDS.map((command): [string, Reader] => [
    command.name,
    (collector, use, source) => readCipherCommand(collector, use, source, command),
  ]),
  ['protect-cmsmessage', (collector, use) => cms(collector, use, true)],
  ['unprotect-cmsmessage', (collector, use) => cms(collector, use, false)],
]);

/** Does a reader here know this command? Its name is in lower case. */
export function isReadCommand(name: string): boolean {
  return READERS.has(name);
}

/** Notes what one command shows. */
export function readCommandFacts(collector: FactCollector, use: CommandUse, source: string): void {
  // A module-qualified name is the same command: Microsoft.PowerShell.Utility\Invoke-Expression.
  const name = use.name.slice(use.name.lastIndexOf('\\') + 1);
  const reader = READERS.get(name);
  if (reader !== undefined) {
    reader(collector, use, source);
    return;
  }
  for (const { value, start, end } of use.given)
    if (typeof value === 'string' && isNativeCipher(value))
      nativeInCode(collector, { ...use, start, end }, value, false);
}
