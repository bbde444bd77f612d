import { visibleText } from './visible-text.ts';

const special = /[&<>"'`]/g;
const entities: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
  '`': '&#96;',
};

/** Makes untrusted text safe as HTML text or quoted attribute value; unseen characters become visible escapes. */
export function escapeHtml(text: string): string {
  return visibleText(text).replace(special, (c) => entities[c] ?? c);
}

/** As `escapeHtml`, but line feeds and tabs stay: for `<pre>`, where the layout of a script is part of the evidence. */
export function escapeHtmlBlock(text: string): string {
  return text
    .replaceAll('\r\n', '\n')
    .split('\n')
    .map((line) => line.split('\t').map(escapeHtml).join('\t'))
    .join('\n');
}
