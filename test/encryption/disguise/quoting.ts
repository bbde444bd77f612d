/** How each reader writes a text as one word or literal, and how texts are taken apart. */
import type { Dice } from './disguise.ts';

export function base64(text: string | Buffer): string {
  return Buffer.from(text).toString('base64');
}

export function wideBase64(text: string): string {
  return Buffer.from(text, 'utf16le').toString('base64');
}

export function hex(text: string): string {
  return Buffer.from(text).toString('hex');
}

export function backwards(text: string): string {
  return Array.from(text).reverse().join('');
}

export function codesOf(text: string): number[] {
  return Array.from(text, (letter) => letter.codePointAt(0) ?? 0);
}

export function rot13(text: string): string {
  return text.replace(/[a-z]/gi, (letter) => {
    const base = letter <= 'Z' ? 65 : 97;
    return String.fromCharCode(((letter.charCodeAt(0) - base + 13) % 26) + base);
  });
}

export function isAscii(text: string): boolean {
  return /^[\t\n\r\x20-\x7e]*$/.test(text);
}

/** `'text'` of POSIX shells. */
export function posixLiteral(text: string): string {
  return `'${text.replaceAll("'", `'\\''`)}'`;
}

/** `'text'` of PowerShell. */
export function powershellLiteral(text: string): string {
  return `'${text.replaceAll("'", "''")}'`;
}

/** `"text"` as one argument of a Windows program. */
export function windowsArgument(text: string): string {
  return `"${text.replace(/(\\*)"/g, '$1$1\\"').replace(/(\\+)$/, '$1$1')}"`;
}

/** `"text"` of Python and JavaScript. */
export function codeLiteral(text: string): string {
  return JSON.stringify(text);
}

/** `'text'` of Perl, PHP and Ruby. */
export function plainLiteral(text: string): string {
  return `'${text.replaceAll('\\', '\\\\').replaceAll("'", "\\'")}'`;
}

/** The text in two to five pieces. */
export function pieces(text: string, dice: Dice): string[] {
  const cuts = Array.from({ length: 1 + dice.roll(4) }, () => 1 + dice.roll(Math.max(1, text.length - 1)));
  const sorted = [...new Set([0, ...cuts, text.length])].sort((a, b) => a - b);
  return sorted.slice(1).map((end, index) => text.slice(sorted[index], end));
}

/** Letters in random case. */
export function anyCase(text: string, dice: Dice): string {
  return text.replace(/[a-z]/gi, (letter) =>
    dice.roll(2) === 0 ? letter.toLowerCase() : letter.toUpperCase(),
  );
}

/** Splits into stretches outside and inside of quotes; `change` is applied outside. */
export function outsideQuotes(text: string, change: (stretch: string) => string): string {
  return text.replace(/'(?:[^']|'')*'|"(?:[^"]|"")*"|[^'"]+/g, (stretch) =>
    /^['"]/.test(stretch) ? stretch : change(stretch),
  );
}

/** A letter sequence that does not stand in the text. */
export function freshToken(text: string, dice: Dice): string {
  for (;;) {
    const token = Array.from({ length: 3 }, () => String.fromCharCode(65 + dice.roll(26))).join('');
    if (!text.toUpperCase().includes(token)) return token;
  }
}
