/** Variables of a cmd.exe text: what it sets itself, and letters cut out of those every Windows has. */

/** A text with the offset of every character. */
export interface PlacedText {
  readonly text: string;
  readonly map: readonly number[];
}

/** The same on every ordinary Windows; only parts are cut out of them, whole ones stay as written. */
const KNOWN: ReadonlyMap<string, string> = new Map([
  ['allusersprofile', 'C:\\ProgramData'],
  ['commonprogramfiles', 'C:\\Program Files\\Common Files'],
  ['commonprogramfiles(x86)', 'C:\\Program Files (x86)\\Common Files'],
  ['comspec', 'C:\\Windows\\system32\\cmd.exe'],
  ['driverdata', 'C:\\Windows\\System32\\Drivers\\DriverData'],
  ['homedrive', 'C:'],
  ['os', 'Windows_NT'],
  ['pathext', '.COM;.EXE;.BAT;.CMD;.VBS;.VBE;.JS;.JSE;.WSF;.WSH;.MSC'],
  ['processor_architecture', 'AMD64'],
  ['programdata', 'C:\\ProgramData'],
  ['programfiles', 'C:\\Program Files'],
  ['programfiles(x86)', 'C:\\Program Files (x86)'],
  ['programw6432', 'C:\\Program Files'],
  [
    'psmodulepath',
    'C:\\Program Files\\WindowsPowerShell\\Modules;C:\\Windows\\system32\\WindowsPowerShell\\v1.0\\Modules',
  ],
  ['public', 'C:\\Users\\Public'],
  ['systemdrive', 'C:'],
  ['systemroot', 'C:\\Windows'],
  ['windir', 'C:\\Windows'],
]);
const USE =
  /([%!])([A-Za-z_()#$'+,.?@[\]{}~-][\w()#$'+,.?@[\]{}~-]{0,63})(?::(?:~(-?\d{1,5})?(?:,(-?\d{1,5}))?|([^%!=\s]{1,64})=([^%!]{0,256})))?\1/g;
const SET = /^\s*set\s+(?!\/)"?([^\s="][^="]{0,127})=/i;
const MOST = 1024;
/** Characters all expansions of one text may add. */
const LONGEST = 262_144;

export class CmdVariables {
  readonly #values = new Map<string, PlacedText>();
  #left = LONGEST;

  /** Keeps what `set name=value` sets. */
  note({ text, map }: PlacedText): void {
    const found = SET.exec(text);
    if (found === null || this.#values.size >= MOST) return;
    const from = found[0].length;
    const quoted = found[0].includes('"') ? text.indexOf('"', from) : -1;
    const to = quoted < 0 ? text.length : quoted;
    this.#values.set((found[1] ?? '').toLowerCase(), {
      text: text.slice(from, to),
      map: map.slice(from, to),
    });
  }

  /** The text with what is known put in; `undefined` when nothing is. */
  expand({ text, map }: PlacedText): PlacedText | undefined {
    if (!text.includes('%') && !text.includes('!')) return undefined;
    let made = '';
    const places: number[] = [];
    let from = 0;
    for (const use of text.matchAll(USE)) {
      const value = this.#valueOf(use, map[use.index] ?? 0);
      if (value === undefined) continue;
      made += text.slice(from, use.index) + value.text;
      for (let at = from; at < use.index; at++) places.push(map[at] ?? 0);
      for (const offset of value.map) places.push(offset);
      from = use.index + use[0].length;
    }
    if (from === 0) return undefined;
    for (let at = from; at < text.length; at++) places.push(map[at] ?? 0);
    return { text: made + text.slice(from), map: places };
  }

  #valueOf(
    [all, , name = '', start, length, old, by]: RegExpMatchArray,
    place: number,
  ): PlacedText | undefined {
    const cut = all.includes(':~');
    const own = this.#values.get(name.toLowerCase());
    const known = own === undefined && (cut || old !== undefined) ? KNOWN.get(name.toLowerCase()) : undefined;
    const value =
      own ?? (known === undefined ? undefined : { text: known, map: known.split('').map(() => place) });
    if (value === undefined || (this.#left -= value.text.length) < 0) return undefined;
    if (cut) return slice(value, Number(start ?? 0), length === undefined ? undefined : Number(length));
    if (old === undefined) return value;
    const parts = value.text.toLowerCase().split(old.toLowerCase());
    const grown = value.text.length + parts.length * (by?.length ?? 0);
    if ((this.#left -= grown) < 0) return undefined;
    return replace(value, parts, old.length, by ?? '', place);
  }
}

/** `%name:~start,length%`; negative numbers count from the end. */
function slice({ text, map }: PlacedText, start: number, length: number | undefined): PlacedText {
  const from = start < 0 ? Math.max(0, text.length + start) : start;
  const to = length === undefined ? text.length : length < 0 ? text.length + length : from + length;
  return { text: text.slice(from, Math.max(from, to)), map: map.slice(from, Math.max(from, to)) };
}

function replace(
  { text, map }: PlacedText,
  parts: readonly string[],
  removed: number,
  by: string,
  place: number,
): PlacedText {
  let made = '';
  const places: number[] = [];
  let at = 0;
  for (const [index, part] of parts.entries()) {
    if (index > 0) {
      made += by;
      for (let unit = 0; unit < by.length; unit++) places.push(place);
      at += removed;
    }
    made += text.slice(at, at + part.length);
    for (let unit = 0; unit < part.length; unit++) places.push(map[at + unit] ?? place);
    at += part.length;
  }
  return { text: made, map: places };
}
