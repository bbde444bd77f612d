/** cmd.exe: what follows `/c`, and how it is cut into commands. Rules: `cmd /?` and the observed lexer phases. */
import { LIMITS } from '../layers/limits.ts';
import type { TextView } from '../layers/text-view.ts';
import type { RecognitionDraft } from '../recognition-draft.ts';
import { CmdVariables } from './cmd-variables.ts';
import type { PlacedText } from './cmd-variables.ts';
import type { SimpleCommand } from './command-word.ts';
import { splitWindowsWords } from './windows-words.ts';

/** The command text after `/c`, `/k` or `/r` (which may be glued to it), with the outer quotes taken off. */
export function cmdTail(view: TextView, programEnd: number): TextView | undefined {
  const text = view.text;
  let at = programEnd;
  for (;;) {
    while (text.charAt(at) === ' ' || text.charAt(at) === '\t' || text.charAt(at) === ',') at++;
    if (text.charAt(at) !== '/' && text.charAt(at) !== '-') return undefined;
    const letter = text.charAt(at + 1).toLowerCase();
    if (letter === 'c' || letter === 'k' || letter === 'r')
      return withoutOuterQuotes(view.part(at + 2, text.length));
    at += 2;
    while (at < text.length && !' \t/'.includes(text.charAt(at))) at++;
  }
}

function withoutOuterQuotes(tail: TextView): TextView {
  const text = tail.text;
  const start = text.length - text.trimStart().length;
  if (text.charAt(start) !== '"') return tail;
  const last = text.lastIndexOf('"');
  if (last === start) return tail.part(start + 1, text.length);
  const second = text.indexOf('"', start + 1);
  // Exactly two quotes round a program name stay: `cmd /c "C:\Program Files\x.exe" arg`.
  if (second === last && text.slice(last + 1).trim() !== '') return tail;
  const unquoted = tail.blank(start, start + 1);
  return unquoted.blank(last, last + 1);
}

/** Its variables, and commands that no program is named by. */
const ITS_OWN = /[%!][\w()]{1,40}(?::[^%!]{1,80})?[%!]|^\s*(?:[@(]|(?:call|start|set|for|if|echo)[\s,;("])/i;

/** Does the text hold what only cmd.exe understands: separators and carets outside of quotes, variables, `start`? */
export function isCmdText(text: string): boolean {
  let quoted = false;
  for (let at = 0; at < text.length; at++) {
    const letter = text.charAt(at);
    if (letter === '"') quoted = !quoted;
    else if (!quoted && (letter === '&' || letter === '|' || letter === '^')) return true;
  }
  return ITS_OWN.test(text);
}

interface Segment {
  text: string;
  map: number[];
  carets: boolean;
  redirects: { at: number; reads: boolean }[];
  /** Its input is the output of the segment before. */
  piped: boolean;
}

function emptySegment(piped: boolean): Segment {
  return { text: '', map: [], carets: false, redirects: [], piped };
}

/** Words behind which a bracket groups commands; anywhere else it is a letter. */
const OPENING = /^(?:in|do|else|call)$/i;
/** Letters of a word that are looked at. */
const LONGEST_WORD = 8;

/** The first word and the last one of what was read so far. */
class WordsSoFar {
  #first: string | undefined;
  #last = '';
  #ended = false;

  add(character: string): void {
    const blank = character === ' ' || character === '\t';
    if (blank || (character === '@' && this.#last === '')) {
      this.#ended = true;
      if (this.#last !== '') this.#first ??= this.#last;
      return;
    }
    if (this.#ended) this.#last = '';
    this.#ended = false;
    if (this.#last.length < LONGEST_WORD) this.#last += character;
  }

  /** Does a bracket here group commands? */
  get opens(): boolean {
    return this.#last === '' || OPENING.test(this.#last) || this.#first?.toLowerCase() === 'if';
  }
}

function segments(text: string): Segment[] {
  const found: Segment[] = [];
  let segment = emptySegment(false);
  let quoted = false;
  let depth = 0;
  let words = new WordsSoFar();
  const close = (piped: boolean): void => {
    const empty = segment.text.trim() === '';
    if (!empty) found.push(segment);
    segment = emptySegment(piped || (empty && segment.piped));
    words = new WordsSoFar();
  };
  const keep = (at: number): void => {
    segment.text += text.charAt(at);
    words.add(text.charAt(at));
    segment.map.push(at);
  };
  for (let at = 0; at < text.length; at++) {
    const character = text.charAt(at);
    if (character === '"') {
      quoted = !quoted;
      keep(at);
    } else if (quoted) keep(at);
    else if (character === '^') {
      segment.carets = true;
      at++;
      if (text.charAt(at) === '\r') at++;
      if (at < text.length && text.charAt(at) !== '\n') keep(at);
    } else if (character === '(' && words.opens) {
      depth++;
      close(false);
    } else if (character === ')' && depth > 0) {
      depth--;
      close(false);
    } else if ('&|\n\r'.includes(character)) close(character === '|');
    else {
      if (character === '>' || character === '<') {
        segment.redirects.push({ at: segment.text.length, reads: character === '<' });
      }
      keep(at);
    }
  }
  close(false);
  return found;
}

/** Words before a command that do not change what it does. */
const LEADING =
  /^\s*(?:[@,;=]|call[\s,;]|start[\s,;]|if\s+(?:\/i\s+)?(?:not\s+)?(?:(?:exist|defined|errorlevel)\s+\S+|\S{1,80}\s*==\s*\S{1,80})\s|do\s|else\s|\/[ck]\s)/i;
const START_OPTION =
  /^\s*(?:\/(?:b|i|min|max|wait|separate|shared|low|normal|high|realtime|w)|\/d\s*\S+|"[^"]*")(?=\s)/i;

/** Blanks `start /b "title"`, `call`, `@` and the like; offsets stay. */
function withoutLeading(view: TextView): TextView {
  let current = view;
  for (let round = 0; round < 8; round++) {
    const leading = LEADING.exec(current.text)?.[0];
    if (leading === undefined) break;
    current = current.blank(0, leading.length);
    if (!/start\s$/i.test(leading)) continue;
    for (let option = 0; option < 12; option++) {
      const found = START_OPTION.exec(current.text)?.[0];
      if (found === undefined) break;
      // A quoted word is a title only when a program follows it.
      if (current.text.slice(found.length).trim() === '') break;
      current = current.blank(0, found.length);
    }
  }
  return current;
}

/** Takes the redirections out of a segment and names their files. */
function withoutRedirects(view: TextView, redirects: Segment['redirects']): [TextView, string[], string[]] {
  const inputs: string[] = [];
  const outputs: string[] = [];
  let current = view;
  for (const { at, reads } of redirects) {
    if (current.text.charAt(at) === ' ') continue;
    let end = at;
    while ('<>'.includes(current.text.charAt(end)) && end < current.text.length) end++;
    const rest = current.text.slice(end);
    const word = splitWindowsWords(rest.slice(0, 2048), false)[0];
    const merged = rest.startsWith('&');
    const stop = merged ? end + 2 : end + (word?.end ?? 0);
    if (word !== undefined && !merged) (reads ? inputs : outputs).push(word.text);
    const before = current.text.charAt(at - 1);
    const start =
      before >= '0' && before <= '9' && (at < 2 || current.text.charAt(at - 2) === ' ') ? at - 1 : at;
    current = current.blank(start, Math.min(stop, current.text.length));
  }
  return [current, inputs, outputs];
}

/** Cuts a cmd.exe text into the commands it runs. Carets and variables are resolved in layers of their own. */
export function splitCmdCommands(
  draft: RecognitionDraft,
  view: TextView,
  variables = new CmdVariables(),
): SimpleCommand[] {
  const commands: SimpleCommand[] = [];
  for (const segment of segments(view.text).slice(0, LIMITS.commands)) {
    const expanded = variables.expand(segment);
    if (expanded !== undefined && draft.spendFoldWork(expanded.text.length)) {
      const layer = addSegment(draft, view, 'cmd-variables', segment, expanded);
      if (layer !== undefined) commands.push(...splitCmdCommands(draft, layer, variables));
      continue;
    }
    variables.note(segment);
    const command = commandOf(draft, view, segment);
    if (command === undefined) continue;
    const before = commands[commands.length - 1];
    commands.push(segment.piped && before !== undefined ? { ...command, pipedFrom: before } : command);
  }
  return commands;
}

function addSegment(
  draft: RecognitionDraft,
  view: TextView,
  kind: string,
  segment: Segment,
  { text, map }: PlacedText,
): TextView | undefined {
  const start = segment.map[0] ?? 0;
  const end = (segment.map[segment.map.length - 1] ?? start) + 1;
  return draft.addLayer(kind, view, { start, end, map }, text);
}

function commandOf(draft: RecognitionDraft, view: TextView, segment: Segment): SimpleCommand | undefined {
  const first = segment.map[0] ?? 0;
  const end = (segment.map[segment.map.length - 1] ?? 0) + 1;
  const plain = segment.carets
    ? addSegment(draft, view, 'cmd-carets', segment, segment)
    : view.part(first, end);
  if (plain === undefined) return undefined;
  const [command, inputs, outputs] = withoutRedirects(plain, segment.redirects.slice(0, 32));
  const bare = withoutLeading(command);
  const words = splitWindowsWords(bare.text);
  return words.length > 0 ? { view: bare, words, inputs, outputs } : undefined;
}
