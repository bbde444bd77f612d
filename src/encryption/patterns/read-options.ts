/** Splits the arguments of a tool that a pattern describes into options, their values, and operands. */
import type { CommandWord } from '../command-line/command-word.ts';
import type { WordRange } from '../tools/tool.ts';
import { comparable } from './mark.ts';

/** The options a pattern names, in comparable spelling; every other word with a dash is a flag. */
export interface OptionSpellings {
  readonly flags: ReadonlySet<string>;
  readonly values: ReadonlySet<string>;
  /** Beginnings of words whose rest is a value; longer ones first. */
  readonly glued: readonly string[];
  /** `-abc` is `-a -b -c`: so unless the tool has long names behind one dash. */
  readonly clusters: boolean;
  /** The tool takes `/name` options. */
  readonly slashes: boolean;
}

export interface ReadOption {
  readonly spelling: string;
  readonly value: string | undefined;
  readonly range: WordRange | undefined;
}

export interface Operand {
  readonly text: string;
  readonly range: WordRange;
}

export interface ReadArguments {
  readonly options: readonly ReadOption[];
  readonly operands: readonly Operand[];
}

/** More letters than that behind one dash are no options. */
const LONGEST_CLUSTER = 32;
const SLASH_OPTION = /^\/[A-Za-z?][\w-]{0,31}$/;

class OptionReader {
  readonly options: ReadOption[] = [];
  readonly operands: Operand[] = [];
  readonly #words: readonly CommandWord[];
  readonly #spellings: OptionSpellings;
  #at = 0;

  constructor(words: readonly CommandWord[], spellings: OptionSpellings) {
    this.#words = words;
    this.#spellings = spellings;
  }

  read(): void {
    for (; this.#at < this.#words.length; this.#at++) {
      const { text } = this.#words[this.#at] ?? { text: '' };
      if (text === '--') {
        for (this.#at++; this.#at < this.#words.length; this.#at++) this.#operand();
        return;
      }
      if (this.#whole(text) || this.#glued(text) || this.#divided(text) || this.#cluster(text)) continue;
      if (this.#isUnknownOption(text)) this.#flag(comparable(text));
      else this.#operand();
    }
  }

  #operand(): void {
    const { text } = this.#words[this.#at] ?? { text: '' };
    this.operands.push({ text, range: { word: this.#at, start: 0, end: text.length } });
  }

  #flag(spelling: string): void {
    this.options.push({ spelling, value: undefined, range: undefined });
  }

  #valued(spelling: string, word: number, start: number): void {
    const { text } = this.#words[word] ?? { text: '' };
    this.options.push({
      spelling,
      value: text.slice(start),
      range: { word, start, end: text.length },
    });
  }

  /** The word is an option; its value is the next word. */
  #whole(text: string): boolean {
    const spelling = comparable(text);
    const { flags, values } = this.#spellings;
    if (values.has(spelling)) {
      const next = this.#words[this.#at + 1]?.text;
      const another = next === undefined || (spelling.startsWith('/') && SLASH_OPTION.test(next));
      if (another) this.#flag(spelling);
      else this.#valued(spelling, ++this.#at, 0);
      return true;
    }
    if (!flags.has(spelling)) return false;
    this.#flag(spelling);
    return true;
  }

  #glued(text: string): boolean {
    const lower = text.toLowerCase();
    const beginning = this.#spellings.glued.find(
      (each) => text.length > each.length && (each.length > 2 ? lower : text).startsWith(each),
    );
    if (beginning === undefined) return false;
    this.#valued(beginning, this.#at, beginning.length);
    return true;
  }

  /** `--name=value`, `/name:value`. */
  #divided(text: string): boolean {
    if (!text.startsWith('-') && !(this.#spellings.slashes && text.startsWith('/'))) return false;
    for (const mark of ['=', ':']) {
      const at = text.indexOf(mark);
      if (at < 2) continue;
      const spelling = comparable(text.slice(0, at));
      const { flags, values } = this.#spellings;
      if (!values.has(spelling) && !flags.has(spelling)) continue;
      this.#valued(spelling, this.#at, at + 1);
      return true;
    }
    return false;
  }

  #cluster(text: string): boolean {
    if (!this.#spellings.clusters || !/^-[^-]./.test(text)) return false;
    const word = this.#at;
    for (let letter = 1; letter < Math.min(text.length, LONGEST_CLUSTER); letter++) {
      const spelling = `-${text.charAt(letter)}`;
      if (!this.#spellings.values.has(spelling)) {
        this.#flag(spelling);
        continue;
      }
      if (letter + 1 < text.length) this.#valued(spelling, word, letter + 1);
      else if (word + 1 < this.#words.length) this.#valued(spelling, ++this.#at, 0);
      else this.#flag(spelling);
      break;
    }
    return true;
  }

  #isUnknownOption(text: string): boolean {
    if (text.startsWith('-')) return text.length > 1;
    if (!this.#spellings.slashes || !text.startsWith('/')) return false;
    const at = text.indexOf(':');
    return SLASH_OPTION.test(at < 0 ? text : text.slice(0, at));
  }
}

/** Reads `words`, which stand behind the program. Linear in their number and length. */
export function readOptions(words: readonly CommandWord[], spellings: OptionSpellings): ReadArguments {
  const reader = new OptionReader(words, spellings);
  reader.read();
  return { options: reader.options, operands: reader.operands };
}
