const NAMED: Readonly<Record<string, string>> = { lt: '<', gt: '>', amp: '&', quot: '"', apos: "'" };
const LONGEST_REFERENCE = 10;
const REPLACEMENT = '\ufffd';

/**
 * Replaces the five entities of XML and character references. What is no reference stays as it is written: damaged
 * telemetry is more use than none. No other entity exists, so nothing can expand.
 */
export function decodeEntities(text: string): string {
  let ampersand = text.indexOf('&');
  if (ampersand < 0) return text;
  let decoded = '';
  let done = 0;
  while (ampersand >= 0) {
    const end = text.indexOf(';', ampersand);
    if (end < 0) break;
    const character =
      end - ampersand <= LONGEST_REFERENCE ? resolve(text.slice(ampersand + 1, end)) : undefined;
    if (character !== undefined) {
      decoded += text.slice(done, ampersand) + character;
      done = end + 1;
    }
    ampersand = text.indexOf('&', character === undefined ? ampersand + 1 : done);
  }
  return decoded + text.slice(done);
}

function resolve(name: string): string | undefined {
  if (!name.startsWith('#')) return Object.hasOwn(NAMED, name) ? NAMED[name] : undefined;
  const hexadecimal = name[1] === 'x' || name[1] === 'X';
  const digits = name.slice(hexadecimal ? 2 : 1);
  if (!(hexadecimal ? /^[0-9a-fA-F]+$/ : /^\d+$/).test(digits)) return undefined;
  const code = Number.parseInt(digits, hexadecimal ? 16 : 10);
  return code > 0x10ffff || (code >= 0xd800 && code <= 0xdfff) ? REPLACEMENT : String.fromCodePoint(code);
}
