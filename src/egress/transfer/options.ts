/** Walks arguments as getopt-like tools do, so that a value of an option is never taken for an operand. */

interface KnownOption {
  readonly name: string;
  /** `optional` values are glued on (`-o5`, `--out=5`), never the next word. */
  readonly value: 'none' | 'needed' | 'optional';
}

export interface OptionRules {
  /** Long names may be shortened while they stay unique (getopt_long). */
  readonly abbreviated?: boolean;
  /** `-name` is a long option, as in OpenSSL, Go and Windows tools; letters do not cluster. */
  readonly singleDash?: boolean;
  /** What follows the first operand is not ours: another command, a remote one. */
  readonly stopAtOperand?: boolean;
  /** Long options of no known name take the next word: tools with hundreds of options of that kind. */
  readonly unknownTakeValue?: boolean;
  /** `/name` and `/name:value` are options too (Windows); names are compared in lower case. */
  readonly slash?: boolean;
}

export interface OptionGrammar extends OptionRules {
  readonly known: ReadonlyMap<string, KnownOption>;
}

/** One argument in order: an option with its value, or an operand (`name` undefined). */
export interface Argument {
  readonly name: string | undefined;
  readonly value: string | undefined;
}

/** The arguments of one call, asked for by the last name of each option in the grammar. */
export class Options {
  readonly sequence: readonly Argument[];
  readonly operands: readonly string[];
  readonly #values = new Map<string, string[]>();

  constructor(sequence: readonly Argument[]) {
    const operands: string[] = [];
    for (const { name, value } of sequence) {
      if (name === undefined) {
        if (value !== undefined) operands.push(value);
        continue;
      }
      let values = this.#values.get(name);
      if (values === undefined) this.#values.set(name, (values = []));
      if (value !== undefined) values.push(value);
    }
    this.sequence = sequence;
    this.operands = operands;
  }

  has(...names: readonly string[]): boolean {
    return names.some((name) => this.#values.has(name));
  }

  /** All values of these options, in order; of several options, one after the other. */
  values(...names: readonly string[]): string[] {
    return names.flatMap((name) => this.#values.get(name) ?? []);
  }

  /** The last value of the first of these options that has one. */
  value(...names: readonly string[]): string | undefined {
    for (const name of names) {
      const last = this.#values.get(name)?.at(-1);
      if (last !== undefined) return last;
    }
    return undefined;
  }
}

/**
 * Reads a grammar: names of one option joined by commas, `=` after those that need a value, `?` after those whose value may
 * only be glued on. The last name is the one to ask for. Options it does not list are flags.
 *
 * @example optionGrammar('T,upload-file= s,silent')
 */
export function optionGrammar(text: string, rules: OptionRules = {}): OptionGrammar {
  const known = new Map<string, KnownOption>();
  for (const token of text.split(/\s+/)) {
    if (token === '') continue;
    const last = token.at(-1);
    const value = last === '=' ? 'needed' : last === '?' ? 'optional' : 'none';
    const names = (value === 'none' ? token : token.slice(0, -1)).split(',');
    const name = names.at(-1) ?? '';
    for (const each of names) known.set(each, { name, value });
  }
  return { ...rules, known };
}

/** Splits arguments into options and operands; takes every list of words, and time linear in it. */
export function readOptions(words: readonly string[], grammar: OptionGrammar): Options {
  const sequence: Argument[] = [];
  const operand = (value: string): number => sequence.push({ name: undefined, value });
  for (let at = 0; at < words.length; at++) {
    const word = words[at] ?? '';
    const next = words[at + 1];
    if (word === '--') {
      for (const rest of words.slice(at + 1)) operand(rest);
      break;
    }
    const long = longText(word, grammar);
    if (long !== undefined) {
      const read = readLong(long, next, grammar);
      sequence.push(read.argument);
      if (read.tookNext) at++;
    } else if (word.startsWith('-') && word.length > 1) {
      if (readCluster(word, next, grammar, sequence)) at++;
    } else {
      operand(word);
      if (grammar.stopAtOperand === true) {
        for (const rest of words.slice(at + 1)) operand(rest);
        break;
      }
    }
  }
  return new Options(sequence);
}

/** The text after the dashes of a long option; `undefined` for anything else. */
function longText(word: string, { singleDash, slash, known }: OptionGrammar): string | undefined {
  if (word.startsWith('--')) return word.slice(2);
  if (singleDash === true && word.startsWith('-') && word.length > 1) return word.slice(1);
  if (slash !== true || !word.startsWith('/') || word.length < 2) return undefined;
  // A path on a foreign shell looks like an option; only names the tool has are.
  return known.has(nameOf(word.slice(1), true)) ? word.slice(1) : undefined;
}

function nameOf(text: string, slash: boolean): string {
  const cut = slash ? text.search(/[:=]/) : text.indexOf('=');
  const name = cut < 0 ? text : text.slice(0, cut);
  return slash ? name.toLowerCase() : name;
}

function readLong(
  text: string,
  next: string | undefined,
  grammar: OptionGrammar,
): { readonly argument: Argument; readonly tookNext: boolean } {
  const written = nameOf(text, grammar.slash === true);
  const glued = written.length < text.length ? text.slice(written.length + 1) : undefined;
  const option = findLong(written, grammar);
  const name = option?.name ?? written;
  if (glued !== undefined) return { argument: { name, value: glued }, tookNext: false };
  const needed =
    option === undefined
      ? grammar.unknownTakeValue === true && next !== undefined && !next.startsWith('-')
      : option.value === 'needed' && next !== undefined;
  return { argument: { name, value: needed ? next : undefined }, tookNext: needed };
}

function findLong(written: string, { known, abbreviated }: OptionGrammar): KnownOption | undefined {
  const exact = known.get(written);
  if (exact !== undefined || abbreviated !== true || written.length < 2) return exact;
  let found: KnownOption | undefined;
  for (const [name, option] of known) {
    if (name.length < 2 || !name.startsWith(written)) continue;
    // What is ambiguous today was not in older versions; the first of the list is the older name.
    if (found !== undefined && found.value !== option.value) return undefined;
    found ??= option;
  }
  return found;
}

/** `-abc value`, `-ovalue`; true when the next word was taken. */
function readCluster(
  word: string,
  next: string | undefined,
  { known }: OptionGrammar,
  sequence: Argument[],
): boolean {
  for (let at = 1; at < word.length; at++) {
    const letter = word.charAt(at);
    const option = known.get(letter);
    const name = option?.name ?? letter;
    const rest = word.slice(at + 1);
    if (option === undefined || option.value === 'none') {
      sequence.push({ name, value: undefined });
    } else if (rest !== '' || option.value === 'optional') {
      sequence.push({ name, value: rest === '' ? undefined : rest });
      return false;
    } else {
      sequence.push({ name, value: next });
      return next !== undefined;
    }
  }
  return false;
}
