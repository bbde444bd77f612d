import { escapeHtml, escapeHtmlBlock } from '../escape-html.ts';

/** Text that is HTML already: what the template below made, or a constant of ours. A plain string never passes for it. */
export class Markup {
  readonly #text: string;

  constructor(text: string) {
    this.#text = text;
  }

  toString(): string {
    return this.#text;
  }
}

export type Interpolated = string | number | Markup | undefined | readonly Interpolated[];

/** Names, titles and sentences; longer texts are shown by `preformatted`, which its caller limits. */
const longestText = 10_000;

function limited(text: string): string {
  if (text.length <= longestText) return text;
  return `${text.slice(0, longestText)} … ${text.length - longestText} characters not shown`;
}

function render(value: Interpolated): string {
  if (value === undefined) return '';
  if (value instanceof Markup) return value.toString();
  if (typeof value === 'string') return escapeHtml(limited(value));
  if (typeof value === 'number') return String(value);
  return value.map(render).join('');
}

/**
 * The one way to write HTML: what is interpolated is escaped unless it came out of this template. Attribute values
 * are always quoted by the template that holds them. `undefined` is nothing, arrays are joined.
 *
 * @example html`<p title="${title}">${text}</p>`
 */
export function html(strings: TemplateStringsArray, ...values: readonly Interpolated[]): Markup {
  return new Markup(strings.map((part, index) => part + render(values[index])).join(''));
}

/** Text for `<pre>`: line feeds and tabs keep their meaning, all else is escaped. */
export function preformatted(text: string): Markup {
  return new Markup(escapeHtmlBlock(text));
}
