/** What a command is certain to print, worked out from its text; nothing is run. */
import { decodeText } from '../layers/decode-text.ts';
import { inflateBlob } from '../layers/inflate-blob.ts';
import type { TextView } from '../layers/text-view.ts';
import type { RecognitionDraft } from '../recognition-draft.ts';
import type { CommandWord, SimpleCommand } from './command-word.ts';
import { joinWords } from './command-word.ts';
import { splitPosixCommands } from './posix-commands.ts';
import { programName } from './program-name.ts';
import { echoOutput, printfOutput } from './shell-printf.ts';
import { STREAM_FILTERS } from './stream-filters.ts';
import { withoutWrappers } from './wrappers.ts';

/** A printed text and the stretch of a view it was made from. */
export interface StaticOutput {
  readonly content: string | Uint8Array;
  /** Name of the layer kind: the last thing that was done to it. */
  readonly kind: string;
  readonly view: TextView;
  readonly start: number;
  readonly end: number;
  /** Where every character stands, when nothing but quotes was taken off. */
  readonly map: readonly number[] | undefined;
}

/** Stages of one pipeline looked through. */
const MOST_STAGES = 16;
const INFLATERS = /^(?:gunzip|zcat|gzcat|gzip|pigz|zlib-flate)$/;

function textOf(content: string | Uint8Array): string | undefined {
  return typeof content === 'string' ? content : decodeText(content);
}

function printed(
  command: SimpleCommand,
  program: string,
  words: readonly CommandWord[],
): StaticOutput | undefined {
  const first = words[0];
  const last = words[words.length - 1];
  if (first === undefined || last === undefined) return undefined;
  const args = words.map(({ text }) => text);
  const place = { view: command.view, start: first.start, end: last.end };
  const shown = program === 'printf' ? shownWord(words) : undefined;
  if (shown !== undefined)
    return { ...place, content: shown.text, kind: 'printf', map: joinWords([shown]).map };
  if (program === 'printf') {
    const content = printfOutput(args);
    return content === undefined ? undefined : { ...place, content, kind: 'printf', map: undefined };
  }
  const { text, skipped, plain } = echoOutput(args);
  const map = plain ? joinWords(words.slice(skipped)).map : undefined;
  return { ...place, content: text, kind: 'echo', map };
}

/** `which openssl`, `command -v openssl`: a path that ends in the name. */
function lookedUp({ words, view }: SimpleCommand): StaticOutput | undefined {
  const [program, ...rest] = words.map(({ text }) => text);
  const options = rest.slice(0, -1);
  const name = words[words.length - 1];
  const looks =
    (program === 'which' && options.length === 0) ||
    ((program === 'command' || program === 'type') && /^-[vVpP]$/.test(options.join(' ')));
  if (!looks || name === undefined || rest.length === 0 || !/^[\w./+-]+$/.test(name.text)) return undefined;
  return { content: name.text, kind: 'which', view, start: name.start, end: name.end, map: undefined };
}

/** The word that `printf` prints as it stands: `printf text`, `printf %s text`. */
function shownWord(words: readonly CommandWord[]): CommandWord | undefined {
  const [first, second] = words;
  if (words.length === 2 && /^%s(?:\\n)?$/.test(first?.text ?? '')) return second;
  return words.length === 1 && !/[%\\]/.test(first?.text ?? '%') ? first : undefined;
}

function inlineOutput(view: TextView): StaticOutput {
  return { content: view.text, kind: 'here-document', view, start: 0, end: view.text.length, map: undefined };
}

function inputOf(draft: RecognitionDraft, command: SimpleCommand, stages: number): StaticOutput | undefined {
  const inline = command.stdin?.text;
  if (inline !== undefined) return inlineOutput(inline);
  return command.pipedFrom === undefined ? undefined : staticOutput(draft, command.pipedFrom, stages - 1);
}

/** What `command` prints, or `undefined` when that depends on anything outside the text. */
export function staticOutput(
  draft: RecognitionDraft,
  command: SimpleCommand,
  stages: number = MOST_STAGES,
): StaticOutput | undefined {
  if (stages <= 0) return undefined;
  const bare = withoutWrappers(command, 'posix');
  const program = programName(bare.words[0]?.text ?? '');
  const words = bare.words.slice(1);
  if (program === 'echo' || program === 'printf') return printed(bare, program, words);
  const path = lookedUp(command);
  if (path !== undefined) return path;
  const filter = STREAM_FILTERS.get(program);
  if (filter === undefined && !INFLATERS.test(program)) return undefined;
  const input = inputOf(draft, bare, stages);
  if (input === undefined || !draft.spendFoldWork(input.content.length)) return undefined;
  if (filter === undefined) {
    const bytes = typeof input.content === 'string' ? Buffer.from(input.content, 'latin1') : input.content;
    const inflated = inflateBlob(draft, bytes);
    return inflated === undefined
      ? undefined
      : { ...input, content: inflated.bytes, kind: inflated.kind, map: undefined };
  }
  const text = textOf(input.content);
  const passed =
    text === undefined
      ? undefined
      : filter(
          words.map((word) => word.text),
          text.trimEnd(),
        );
  if (passed === undefined) return undefined;
  return passed.kind === 'pipe' ? input : { ...input, ...passed, map: undefined };
}

/** Adds what a command prints as a layer that will be read as a script; `undefined` when it is not text. */
export function addOutputLayer(draft: RecognitionDraft, output: StaticOutput): TextView | undefined {
  const text = textOf(output.content);
  if (text === undefined) {
    draft.addOpaque(output.kind, output.view, output.start, output.end);
    return undefined;
  }
  // Text that stands in the view as it is needs no layer.
  if (output.kind === 'here-document') return output.view.part(output.start, output.end);
  return draft.addLayer(output.kind, output.view, output, text);
}

const SUBSTITUTION = /^\s*(?:\$\(|<\(|`)/;

/** The commands of a text that is one substitution and nothing else: `$(...)`, `<(...)`, backticks. */
export function substitutedCommands(view: TextView): readonly SimpleCommand[] | undefined {
  const open = SUBSTITUTION.exec(view.text)?.[0];
  if (open === undefined) return undefined;
  const end = view.text.trimEnd().length - 1;
  if (view.text.charAt(end) !== (open.endsWith('`') ? '`' : ')') || end < open.length) return undefined;
  return splitPosixCommands(view.part(open.length, end));
}
