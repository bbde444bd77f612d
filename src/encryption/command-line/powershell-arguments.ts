/**
 * Arguments of powershell.exe and pwsh, read as CommandLineParameterParser does: every unambiguous beginning of a
 * parameter counts, and `/`, en dash, em dash and horizontal bar are dashes too.
 */
import { decodeBase64 } from '../layers/base64.ts';
import { decodeUtf16Command } from '../layers/decode-text.ts';
import type { TextView } from '../layers/text-view.ts';
import type { RecognitionDraft } from '../recognition-draft.ts';
import type { CommandWord } from './command-word.ts';
import { joinWords } from './command-word.ts';

type Parameter = 'encoded' | 'command' | 'file' | 'window' | 'value' | 'switch';

/** Full name, shortest beginning, meaning; the first that fits wins, as in the original. */
const PARAMETERS: readonly (readonly [string, number, Parameter])[] = [
  ['version', 1, 'value'],
  ['help', 1, 'switch'],
  ['nologo', 3, 'switch'],
  ['noexit', 3, 'switch'],
  ['noprofileloadtime', 12, 'switch'],
  ['noprofile', 3, 'switch'],
  ['noninteractive', 4, 'switch'],
  ['sta', 1, 'switch'],
  ['mta', 1, 'switch'],
  ['login', 1, 'switch'],
  ['commandwithargs', 9, 'command'],
  ['command', 1, 'command'],
  ['windowstyle', 1, 'window'],
  ['file', 1, 'file'],
  ['encodedarguments', 8, 'value'],
  ['encodedcommand', 1, 'encoded'],
  ['executionpolicy', 2, 'value'],
  ['configurationname', 6, 'value'],
  ['configurationfile', 14, 'value'],
  ['custompipename', 2, 'value'],
  ['outputformat', 1, 'value'],
  ['inputformat', 1, 'value'],
  ['interactive', 3, 'switch'],
  ['settingsfile', 8, 'value'],
  ['psconsolefile', 1, 'value'],
  ['workingdirectory', 2, 'value'],
];
const ALIASES: Readonly<Record<string, Parameter>> = {
  ec: 'encoded',
  ea: 'value',
  ep: 'value',
  of: 'value',
  if: 'value',
  wd: 'value',
  cwa: 'command',
  '?': 'switch',
};

/** What a parameter means; `undefined` for words that are none. */
function parameterOf(word: string): Parameter | undefined {
  const match = /^(?:--?|[/–—―])([a-z?]+)$/i.exec(word);
  const name = match?.[1]?.toLowerCase();
  if (name === undefined) return undefined;
  return (
    ALIASES[name] ?? PARAMETERS.find(([full, least]) => name.length >= least && full.startsWith(name))?.[2]
  );
}

/** Does this look like an encoded command, whatever the program is called? A renamed host gives itself away by it. */
export function hasEncodedCommandShape(words: readonly CommandWord[]): boolean {
  return words.some((word, index) => {
    const value = words[index + 1]?.text ?? '';
    if (value.length < 24 || parameterOf(word.text) !== 'encoded') return false;
    const bytes = decodeBase64(value);
    if (bytes === undefined) return false;
    const text = decodeUtf16Command(bytes);
    return text !== undefined && /^[\t\n\r\x20-\x7e]{8}/.test(text);
  });
}

function readEncoded(draft: RecognitionDraft, view: TextView, word: CommandWord): void {
  draft.addTrait('encoded');
  // A rendered list ("..., ...") or the quote of an outer language may cling to the end.
  const body = /^[A-Za-z0-9+/_-]*={0,3}/.exec(word.text)?.[0] ?? '';
  const clean = body.length === word.text.length || /^[,;"')\s]/.test(word.text.slice(body.length));
  const bytes = clean ? decodeBase64(body) : undefined;
  const text = bytes === undefined ? undefined : decodeUtf16Command(bytes);
  if (text === undefined) {
    draft.addOpaque('encoded-command', view, word.start, word.end);
    return;
  }
  const layer = draft.addLayer('encoded-command', view, { start: word.start, end: word.end }, text);
  if (layer !== undefined) draft.readers.powershell(draft, layer);
}

function readCommandTail(draft: RecognitionDraft, view: TextView, words: readonly CommandWord[]): void {
  const first = words[0];
  const last = words[words.length - 1];
  if (first === undefined || last === undefined || first.text === '-') return;
  const { text, map } = joinWords(words);
  const layer = draft.addLayer('command', view, { start: first.start, end: last.end, map }, text);
  if (layer !== undefined) draft.readers.powershell(draft, layer);
}

/** Reads the arguments after the program: encoded commands, command tails, the window style. */
export function readPowershellArguments(
  draft: RecognitionDraft,
  view: TextView,
  words: readonly CommandWord[],
): void {
  for (let index = 0; index < words.length; index++) {
    const word = words[index];
    if (word === undefined) return;
    const parameter = parameterOf(word.text);
    const value = words[index + 1];
    switch (parameter) {
      case 'switch':
        break;
      case 'value':
        index++;
        break;
      case 'window':
        index++;
        if (value !== undefined && /^(?:h|1$)/i.test(value.text)) draft.addTrait('hidden-window');
        break;
      case 'encoded':
        index++;
        if (value !== undefined) readEncoded(draft, view, value);
        break;
      case 'file':
        return;
      case 'command':
        readCommandTail(draft, view, words.slice(index + 1));
        return;
      default:
        readCommandTail(draft, view, words.slice(index));
        return;
    }
  }
}
