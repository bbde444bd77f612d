/** What `postern recognise` does, loaded only when it is asked for. */
import { createInterface } from 'node:readline';
import { DEFAULT_CONFIG } from '../config/default-config.ts';
import { UsageError } from '../config/usage-error.ts';
import type { EncryptionOperation, Recognition } from '../encryption/encryption-operation.ts';
import { createRecogniser } from '../encryption/recognise.ts';
import type { Recogniser } from '../encryption/recognise.ts';
import { recogniseText } from '../encryption/recognise-text.ts';
import type { TextPlatform } from '../encryption/recognise-text.ts';
import { verdictOf } from '../encryption/verdict.ts';
import { escapeTerminal } from '../outputs/escape-terminal.ts';
import { colourWanted } from '../outputs/terminal/colour-wanted.ts';
import { renderRecognition } from '../outputs/terminal/recognition-page.ts';
import { visibleJson } from '../outputs/visible-text.ts';
import { inflate } from '../run/inflate.ts';
import { maskRecognition } from '../run/redact.ts';
import type { CliContext } from './context.ts';
import { EXIT } from './exit-codes.ts';
import { patternsOf } from './pattern-flags.ts';
import type { RecogniseFlags } from './recognise-command.ts';

/** More than any command line or script block there is; the rest is not read. */
const LONGEST_INPUT = 4 * 1024 * 1024;

export async function runRecognise(
  this: CliContext,
  flags: RecogniseFlags,
  ...words: string[]
): Promise<void> {
  const patterns = await patternsOf(flags.patterns, DEFAULT_CONFIG, undefined);
  const recogniser = createRecogniser({ inflate, patterns });
  if (flags.batch === true) {
    if (words.length > 0) throw new UsageError('--batch reads standard input; it takes no text as argument.');
    this.process.exitCode = (await answerBatch(this, recogniser, flags)) === 0 ? EXIT.ok : EXIT.incomplete;
    return;
  }
  const text = words.length > 0 ? words.join(' ') : await readInput(this);
  if (text.trim() === '')
    throw new UsageError('There is no text to read; give it as argument or on standard input.');
  const read = recognise(recogniser, text, flags);
  const recognition = flags.showSecrets === true ? read : maskRecognition(read);
  const { stdout, env } = this.process;
  if (flags.json === true)
    stdout.write(`${visibleJson(JSON.stringify({ verdict: answer(read), ...recognition }))}\n`);
  else
    stdout.write(
      renderRecognition(recognition, { width: stdout.columns ?? 100, colour: colourWanted(stdout, env) }),
    );
}

function recognise(recogniser: Recogniser, text: string, flags: RecogniseFlags): Recognition {
  if (flags.language !== undefined) return recogniser.recogniseScript(text, flags.language);
  return recogniseText(recogniser, text, flags.platform ?? guessPlatform(text));
}

/** Drive letters, `.exe` and cmdlets are Windows; everything else is read by POSIX rules. */
function guessPlatform(text: string): TextPlatform {
  const head = text.slice(0, 65_536);
  return /[a-z]:\\|\.exe\b|powershell|\$env:|\[[A-Za-z.]{3,60}\]::|\b(?:New|Get|Set|Invoke|ConvertTo|ConvertFrom)-[A-Z]|%[A-Za-z]{2,20}%/i.test(
    head,
  )
    ? 'windows'
    : 'linux';
}

/** One answer a line, in the order of the questions; a line that is no question is named on stderr. */
async function answerBatch(
  context: CliContext,
  recogniser: Recogniser,
  flags: RecogniseFlags,
): Promise<number> {
  const { stdout, stderr } = context.process;
  let number = 0;
  let broken = 0;
  for await (const line of createInterface({ input: context.input ?? process.stdin, crlfDelay: Infinity })) {
    number++;
    if (line.trim() === '') continue;
    const question = readQuestion(line);
    if (question === undefined) {
      broken++;
      stderr.write(`line ${number} is no {"id", "platform", "text"}: ${escapeTerminal(line.slice(0, 80))}\n`);
      continue;
    }
    const recognition = recognise(recogniser, question.text, {
      ...flags,
      ...(question.platform === undefined ? {} : { platform: question.platform }),
    });
    stdout.write(`${visibleJson(JSON.stringify({ id: question.id, ...answer(recognition) }))}\n`);
  }
  return broken;
}

interface Question {
  readonly id: unknown;
  readonly platform: TextPlatform | undefined;
  readonly text: string;
}

function readQuestion(line: string): Question | undefined {
  try {
    const value = JSON.parse(line) as { id?: unknown; platform?: unknown; text?: unknown } | null;
    if (typeof value?.text !== 'string') return undefined;
    return {
      id: value.id ?? null,
      platform: platformOf(value.platform),
      text: value.text.slice(0, LONGEST_INPUT),
    };
  } catch {
    return undefined;
  }
}

const PLATFORM_WORDS: readonly (readonly [RegExp, TextPlatform])[] = [
  [/windows/, 'windows'],
  [/macos|darwin/, 'macos'],
  [/linux/, 'linux'],
  [/esxi/, 'esxi'],
];

/** `Linux`, `darwin`; where several are named, or `any`, the text tells. */
function platformOf(value: unknown): TextPlatform | undefined {
  if (typeof value !== 'string') return undefined;
  const named = PLATFORM_WORDS.filter(([word]) => word.test(value.toLowerCase()));
  return named.length === 1 ? named[0]?.[1] : undefined;
}

interface Answer {
  readonly class: string;
  readonly operation: EncryptionOperation['direction'] | 'none';
  readonly algorithm: string | null;
  readonly tool: string | null;
  readonly keySource: string | null;
  readonly tier: number;
  readonly confidence: number;
  readonly opaque: boolean;
  readonly reason: string | null;
  /** What matched: `tool/openssl-enc`, `pattern/<id>`. */
  readonly rule: string | null;
}

function answer(recognition: Recognition): Answer {
  const { class: verdict, operation } = verdictOf(recognition);
  return {
    class: verdict,
    operation: verdict === 'none' ? 'none' : (operation?.direction ?? 'none'),
    algorithm: operation?.algorithm ?? null,
    tool: operation?.tool ?? null,
    keySource: operation?.keySource ?? null,
    tier: operation?.tier ?? 0,
    confidence: operation?.confidence ?? 0,
    opaque: recognition.opaque,
    reason: operation?.reason ?? null,
    rule: operation?.rule ?? null,
  };
}

async function readInput(context: CliContext): Promise<string> {
  const chunks: Buffer[] = [];
  let length = 0;
  for await (const chunk of context.input ?? process.stdin) {
    chunks.push(Buffer.from(chunk as Buffer));
    length += chunks.at(-1)?.length ?? 0;
    if (length > LONGEST_INPUT) break;
  }
  return Buffer.concat(chunks).toString('utf8').slice(0, LONGEST_INPUT);
}
