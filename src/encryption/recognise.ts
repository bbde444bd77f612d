/** The recogniser: is anything encrypted here, how, and which text shows it? Pure; nothing is ever run. */
import { LRUCache } from 'lru-cache';

import { readBindings } from './bindings/read-bindings.ts';
import { readWindowsLine } from './command-line/read-command.ts';
import type { Recognition } from './encryption-operation.ts';
import type { ScriptLanguage } from './languages/language.ts';
import { readPowershell } from './languages/powershell/read-script.ts';
import { readAnyway, readLanguage } from './languages/read-language.ts';
import { mayHoldCode, mayMatter } from './languages/script-gate.ts';
import { readShellText } from './languages/shell/read-shell.ts';
import type { Decompress } from './layers/decompress.ts';
import { LIMITS } from './layers/limits.ts';
import type { TextView } from './layers/text-view.ts';
import { compilePatterns } from './patterns/compile-patterns.ts';
import type { EncryptionPattern } from './patterns/pattern.ts';
import type { LayerReaders } from './recognition-draft.ts';
import { RecognitionDraft } from './recognition-draft.ts';
import { mayMatterInBindings, mayMatterInCommandLine } from './text-gate.ts';

export interface Recogniser {
  /**
   * Reads a command line as one process got it, or a shell text. `image` is the program the sensor saw: it outranks
   * the first word, which the caller of a process may choose freely.
   */
  readonly recogniseCommandLine: (text: string, platform: 'windows' | 'posix', image?: string) => Recognition;
  /** Reads a script: a PowerShell block joined from its parts, a file's text, inline code. */
  readonly recogniseScript: (text: string, language: ScriptLanguage) => Recognition;
  /** Reads a PowerShell 4103 text. */
  readonly recogniseBindings: (text: string) => Recognition;
}

export interface RecogniserOptions {
  /** Inflates compressed stages; without it they stay opaque. */
  readonly inflate?: Decompress;
  /** Characters of text whose results are remembered; 16 million by default. */
  readonly remembered?: number;
  /** Tools and libraries that users describe; what they must keep is checked when they are read. */
  readonly patterns?: readonly EncryptionPattern[];
}

/** Who reads what stands inside of another text. */
export const READERS: LayerReaders = {
  powershell: readPowershell,
  windowsCommand: (draft, view) => readWindowsLine(draft, view),
  posixCommand: (draft, view) => readShellText(draft, view),
  script: readLanguage,
};
const NOTHING = { operations: [], secrets: [], traits: [] } as const;

/** What is said of a text that cannot matter. */
function plain(kind: string, text: string): Recognition {
  return {
    ...NOTHING,
    opaque: false,
    layers: [{ kind, start: 0, end: text.length, text, opaque: false, outer: 0 }],
  };
}

/**
 * Makes a recogniser. It remembers results by text, which changes nothing but the time.
 * Throws when patterns contradict each other or what is built in; `patternConflicts` tells of it beforehand.
 *
 * @example
 * const recogniser = createRecogniser({ inflate });
 * recogniser.recogniseCommandLine('openssl enc -aes-256-cbc -k x -in a', 'posix').operations[0]?.class; // 'symmetric'
 */
export function createRecogniser({
  inflate,
  remembered = 16_777_216,
  patterns = [],
}: RecogniserOptions = {}): Recogniser {
  const cache = new LRUCache<string, Recognition>({
    maxSize: remembered,
    maxEntrySize: Math.max(1, Math.floor(remembered / 8)),
    sizeCalculation: (_, key) => key.length + 1,
  });
  const decompress: Decompress = inflate ?? (() => undefined);
  const lexicon = compilePatterns(patterns);
  const added = lexicon.words;

  function recognise(
    kind: string,
    key: string,
    text: string,
    read: (draft: RecognitionDraft, view: TextView) => void,
  ): Recognition {
    const known = cache.get(key);
    if (known !== undefined) return known;
    const draft = new RecognitionDraft(kind, text, READERS, decompress, lexicon);
    read(draft, draft.root);
    const recognition = draft.finish();
    cache.set(key, recognition);
    return recognition;
  }

  /** A text beyond the bound is read as far as it goes, gate or no gate: what is cut off cannot be excluded. */
  function skips(text: string, matters: boolean): boolean {
    return !matters && text.length <= LIMITS.totalText;
  }

  return {
    recogniseCommandLine(text, platform, image) {
      const matters =
        mayMatterInCommandLine(text, added) ||
        mayHoldCode(text, added) ||
        (image !== undefined && mayMatterInCommandLine(image, added));
      if (skips(text, matters)) return plain('command-line', text);
      return recognise('command-line', `${platform}\n${image ?? ''}\n${text}`, text, (draft, view) =>
        platform === 'windows' ? readWindowsLine(draft, view, image) : readShellText(draft, view, image),
      );
    },
    recogniseScript(text, language) {
      const kind = language === 'powershell' ? 'script-block' : 'script';
      if (skips(text, mayMatter(text, language, added))) return plain(kind, text);
      return recognise(kind, `script ${language}\n${text}`, text, (draft, view) =>
        readAnyway(draft, view, language),
      );
    },
    recogniseBindings(text) {
      if (skips(text, mayMatterInBindings(text, added))) return plain('bindings', text);
      return recognise('bindings', `bindings\n${text}`, text, readBindings);
    },
  };
}
