/** Code and commands found inside a script, and how they are read in turn. */
import { guessLanguage } from '../guess-language.ts';
import type { ScriptLanguage } from '../language.ts';
import { decodeBase64, decodeHex } from '../../layers/base64.ts';
import { decodeText } from '../../layers/decode-text.ts';
import { inflateBlob } from '../../layers/inflate-blob.ts';
import type { TextView } from '../../layers/text-view.ts';
import type { RecognitionDraft } from '../../recognition-draft.ts';
import type { Token } from '../syntax/token.ts';
import { textOffset } from '../syntax/token.ts';
import { offsetsOf, textOf } from './constant-text.ts';
import type { Stretch, Value } from './value.ts';

const MOST_STAGES = 32;
const LEAST_LITERAL = 40;
const LEAST_BLOB = 64;
const WINDOWS =
  /(?:^|[\s"'\\/=])(?:cmd|powershell|pwsh|mshta|[wc]script|forfiles|schtasks|rundll32|conhost|pcalua|wmic)(?:\.exe)?(?=$|[\s"'])|\.exe(?=$|[\s"'])|%\w{1,40}(?:%|:~)|^\s*(?:call\s|start\s|for\s+\/f\s|@\w|set\s+"?\w+=)|[\w/]\^\w|(?:^|[\s"'=])[A-Za-z]:\\/i;
/** Code of PowerShell that a script carries in its strings, to be written somewhere or sent. */
const STORED = /new-object|\]::|\$\w+\s{0,4}=|\.create(?:en|de)cryptor\s?\(/gi;

/** Words put together as a command line that is split into the same words again. */
export function commandLine(values: readonly Value[]): { text: string; map: number[] } {
  let text = '';
  const map: number[] = [];
  for (const [index, value] of values.slice(0, 512).entries()) {
    const word =
      textOf(value) ?? value.number?.toString() ?? `\${${(value.place ?? 'value').replace(/\W+/g, '_')}}`;
    const offsets = value.text === undefined ? undefined : offsetsOf(value);
    const quoted = values.length > 1 && (word === '' || /[^\w@%+=:,./{}$-]/.test(word));
    const add = (piece: string, at: number): void => {
      text += piece;
      for (let unit = 0; unit < piece.length; unit++) map.push(at);
    };
    const first = offsets?.[0] ?? value.start;
    add(`${index > 0 ? ' ' : ''}${quoted ? "'" : ''}`, first);
    for (let unit = 0; unit < word.length; unit++) {
      const letter = word.charAt(unit);
      add(quoted && letter === "'" ? `'\\''` : letter, offsets?.[unit] ?? value.start);
    }
    if (quoted) add("'", offsets?.[offsets.length - 1] ?? value.start);
  }
  return { text, map };
}

export class ScriptStages {
  /** Code is run that could not be seen here. */
  runsUnseen = false;
  readonly #draft: RecognitionDraft;
  readonly #view: TextView;
  readonly #language: ScriptLanguage;
  readonly #seen = new Set<string>();
  readonly #pending: (() => void)[] = [];
  readonly #hidden: Stretch[] = [];

  constructor(draft: RecognitionDraft, view: TextView, language: ScriptLanguage) {
    this.#draft = draft;
    this.#view = view;
    this.#language = language;
    this.#seen.add(view.text);
  }

  /** A text is run as code. */
  code(value: Value, language: ScriptLanguage | undefined): void {
    if (value.text !== undefined && this.#seen.has(value.text)) return;
    const text = textOf(value);
    const range = { start: value.start, end: Math.max(value.end, value.start + 1) };
    if (text === undefined) {
      this.runsUnseen = true;
      const { bytes } = value;
      if (bytes !== undefined) this.#pending.push(() => this.#blob(bytes, value.decoded ?? 'blob', range));
      return;
    }
    const known = language ?? this.#language;
    const map = value.text === undefined || value.decoded !== undefined ? undefined : offsetsOf(value);
    this.#add(
      value.decoded ?? 'string',
      text,
      this.#rangeOf(map, range),
      map,
      value.partial === true ? 0.8 : 1,
      (view) => this.#draft.readers.script(this.#draft, view, known),
    );
  }

  /** Words, or one text, are run as a command. */
  command(values: readonly Value[], shell: 'posix' | 'windows' | undefined, certainty: number): void {
    const only = values.length === 1 ? values[0]?.text : undefined;
    if (only !== undefined && this.#seen.has(only)) return;
    const { text, map } = commandLine(values);
    if (text.trim() === '' || /^\$\{\w*\}$/.test(text)) return;
    const { readers } = this.#draft;
    const windows = shell === 'windows' || (shell === undefined && WINDOWS.test(text));
    const first = values[0];
    const range = this.#rangeOf(map, {
      start: first?.start ?? 0,
      end: Math.max(first?.end ?? 1, (first?.start ?? 0) + 1),
    });
    this.#add('command', text, range, map, certainty, (view) =>
      (windows ? readers.windowsCommand : readers.posixCommand)(this.#draft, view),
    );
  }

  /** Literals that a decoder or a writer in sight may make code of, by ways that folding cannot follow. */
  literals(tokens: readonly Token[], decodes: boolean): void {
    for (const token of tokens) {
      if (token.kind !== 'text' || token.text.length < LEAST_LITERAL || this.#pending.length >= MOST_STAGES)
        continue;
      const { text, start, end } = token;
      if (decodes) {
        const bytes = decodeHex(text) ?? decodeBase64(text);
        const plain = bytes === undefined ? undefined : decodeText(bytes);
        if (plain !== undefined)
          this.#add('literal', plain, { start, end }, undefined, this.runsUnseen ? 0.9 : 0.6, (view) =>
            this.#guess(view),
          );
        else if (bytes !== undefined && bytes.length >= LEAST_BLOB && this.runsUnseen)
          this.#pending.push(() => this.#blob(bytes, 'blob', { start, end }));
      }
      const signs = text.length < 65_536 ? (text.match(STORED)?.length ?? 0) : 0;
      if (signs >= 3) this.#stored(token);
    }
  }

  /** PowerShell in a string; a piece of a template begins where the quote of the piece before it ends. */
  #stored(token: Token): void {
    const from = /^\s{0,8}["'][)\]};\s]{0,8}/.exec(token.text)?.[0].length ?? 0;
    const text = token.text.slice(from);
    const map = Array.from({ length: text.length }, (_, index) => textOffset(token, from + index));
    this.#add('string', text, { start: token.start, end: token.end }, map, 0.5, (view) =>
      this.#draft.readers.powershell(this.#draft, view),
    );
  }

  /** Reads what was gathered, in the order of finding. */
  read(): void {
    for (const stage of this.#pending.slice(0, MOST_STAGES)) stage();
  }

  #guess(view: TextView): void {
    const language = guessLanguage(view.text) ?? this.#language;
    this.#draft.readers.script(this.#draft, view, language);
  }

  #rangeOf(map: readonly number[] | undefined, range: Stretch): Stretch {
    if (map === undefined || map.length === 0) return range;
    let { start, end } = { start: Infinity, end: 0 };
    for (const offset of map) {
      start = Math.min(start, offset);
      end = Math.max(end, offset + 1);
    }
    return { start, end };
  }

  #add(
    kind: string,
    text: string,
    { start, end }: Stretch,
    map: readonly number[] | undefined,
    certainty: number,
    read: (view: TextView) => void,
  ): void {
    if (this.#seen.has(text) || this.#pending.length >= MOST_STAGES) return;
    this.#seen.add(text);
    this.#pending.push(() => {
      const layer = this.#draft.addLayer(kind, this.#view, { start, end, map }, text);
      if (layer !== undefined) this.#draft.withCertainty(certainty, () => read(layer));
    });
  }

  /** Bytes that are no text: compressed code, or something that stays hidden. */
  #blob(bytes: Buffer, kind: string, { start, end }: Stretch): void {
    const inflated = inflateBlob(this.#draft, bytes);
    const text = inflated === undefined ? undefined : decodeText(inflated.bytes);
    if (inflated === undefined || text === undefined) {
      const inside = this.#hidden.some((range) => range.start <= start && end <= range.end);
      this.#hidden.push({ start, end });
      if (bytes.length >= LEAST_BLOB && !inside) this.#draft.addOpaque(kind, this.#view, start, end);
      return;
    }
    if (this.#seen.has(text)) return;
    this.#seen.add(text);
    const layer = this.#draft.addLayer(inflated.kind, this.#view, { start, end }, text);
    if (layer !== undefined) this.#guess(layer);
  }
}
