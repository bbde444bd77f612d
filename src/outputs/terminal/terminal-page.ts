import { escapeTerminal } from '../escape-terminal.ts';
import { abbreviateMiddle, cells, headCells } from './cell-width.ts';
import { paint, type Style, type StyledText } from './styled-text.ts';
import { foldText, wrapText } from './wrap-text.ts';

export interface TerminalOptions {
  /** Columns; 100 when the output is no terminal. */
  readonly width: number;
  readonly colour: boolean;
}

/** Below this nothing readable can be laid out; lines are then this wide. */
const narrowest = 24;
/** Long text beyond this is cut before it is laid out: a report is read, the rest is in the HTML and JSON. */
const longestProse = 4000;

/**
 * Lays out a report line by line. Every text it is given is escaped here, once, so no section can forget it; line
 * feeds and colour sequences of the result are its own.
 */
export class TerminalPage {
  readonly width: number;
  readonly #colour: boolean;
  readonly #lines: string[] = [];

  constructor(options: TerminalOptions) {
    this.width = Math.max(narrowest, Math.floor(options.width));
    this.#colour = options.colour;
  }

  blank(): void {
    if (this.#lines.length > 0 && this.#lines.at(-1) !== '') this.#lines.push('');
  }

  /** Running text, wrapped; continuation lines begin at `hanging` cells. */
  prose(pieces: readonly StyledText[] | string, indent: number = 0, hanging: number = indent): void {
    this.#flow(typeof pieces === 'string' ? [{ text: pieces, style: 'plain' }] : pieces, indent, hanging);
  }

  /** A label in its own column, then running text; on narrow pages the label stands on its own line. */
  row(
    label: string,
    pieces: readonly StyledText[] | string,
    column: number = 16,
    style: Style = 'label',
  ): void {
    const text = typeof pieces === 'string' ? [{ text: pieces, style: 'plain' as const }] : pieces;
    if (this.width < 60) {
      if (label !== '') this.prose([{ text: label, style }], 2);
      this.#flow(text, 4, 4);
      return;
    }
    const used = cells(label);
    const indent = Math.max(column, used + 3);
    const pad = ' '.repeat(indent - 2 - used);
    this.#flow(text, indent, indent, { lead: `  ${paint({ text: label, style }, this.#colour)}${pad}` });
  }

  /** The text column of `row`, for what follows one. */
  get column(): number {
    return this.width < 60 ? 4 : 16;
  }

  /** Text exactly as it is, behind a gutter, at most `most` lines; line breaks of the text are line breaks here. */
  verbatim(text: string, most: number, style: Style = 'evidence'): void {
    const room = this.width - this.column - 2;
    const gutter = `${' '.repeat(this.column)}${paint({ text: '│', style: 'faint' }, this.#colour)} `;
    const kept = text.slice(0, most * room).split(/\r\n|\n/);
    const lines = kept.flatMap((line) => foldText(escapeTerminal(line), room));
    const cut = lines.length > most || text.length > most * room;
    for (const line of lines.slice(0, most))
      this.#lines.push(`${gutter}${paint({ text: line, style }, this.#colour)}`);
    if (cut) this.#lines.push(`${gutter}${paint({ text: '…', style: 'faint' }, this.#colour)}`);
  }

  /** One line behind the text column, its middle taken out if it is too long. */
  abbreviated(text: string, style: Style = 'faint', lines: number = 1): void {
    const room = this.width - this.column;
    const short = abbreviateMiddle(
      escapeTerminal(text.length > 200_000 ? text.slice(0, 200_000) : text),
      room * lines,
    );
    for (const line of foldText(short, room))
      this.#lines.push(`${' '.repeat(this.column)}${paint({ text: line, style }, this.#colour)}`);
  }

  /** One line as given, spaces kept; the caller has made it fit, what does not is cut. */
  line(pieces: readonly StyledText[]): void {
    let room = this.width;
    let line = '';
    for (const { text, style } of pieces) {
      const safe = escapeTerminal(text);
      const head = room > 0 ? headCells(safe, room) : '';
      const kept = cells(head) <= room ? head : '';
      room -= cells(kept);
      line += paint({ text: kept, style }, this.#colour);
    }
    this.#lines.push(line);
  }

  /** A heading over a rule of the page's width. */
  heading(text: string): void {
    this.blank();
    this.prose([{ text, style: 'strong' }]);
    this.#lines.push(paint({ text: '─'.repeat(this.width), style: 'faint' }, this.#colour));
  }

  toString(): string {
    // No-break spaces only kept words together while lines were laid out.
    return `${this.#lines.join('\n').replaceAll('\u00a0', ' ').trimEnd()}\n`;
  }

  #flow(
    pieces: readonly StyledText[],
    indent: number,
    hanging: number,
    options: { lead?: string } = {},
  ): void {
    const safe = pieces.map(({ text, style }) => ({
      text: escapeTerminal(text.slice(0, longestProse)),
      style,
    }));
    const room = this.width - Math.max(indent, hanging);
    for (const [index, line] of wrapText(safe, room).entries()) {
      const lead = index === 0 ? (options.lead ?? ' '.repeat(indent)) : ' '.repeat(hanging);
      this.#lines.push(`${lead}${line.map((piece) => paint(piece, this.#colour)).join('')}`);
    }
  }
}
