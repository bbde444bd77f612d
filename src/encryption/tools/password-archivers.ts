import { OptionSet } from './option-set.ts';
import type { Tool, ToolArguments, ToolReading, WordRange } from './tool.ts';

interface Found {
  readonly packs: boolean;
  readonly unpacks: boolean;
  readonly password: boolean;
  readonly secrets: readonly WordRange[];
  readonly algorithm: string | undefined;
  readonly operands: readonly string[];
}

/** A password glued to its switch: `-gwinter`, `-p:winter`. */
function glued(words: ToolArguments['words'], pattern: RegExp): WordRange[] {
  return words.flatMap(({ text }, word) => {
    const found = pattern.exec(text);
    return found === null || found[0].length === text.length
      ? []
      : [{ word, start: found[0].length, end: text.length }];
  });
}

function verbOf(words: ToolArguments['words']): string {
  return (words[0]?.text ?? '').toLowerCase();
}

const READERS: Readonly<Record<string, (words: ToolArguments['words']) => Found>> = {
  zpaq: (words) => {
    const options = new OptionSet(words, {
      long: 'key method threads to until index not only',
      singleDash: true,
    });
    const verb = options.operands[0] ?? '';
    const secrets = options.ranges('key');
    return {
      packs: verb.startsWith('a'),
      unpacks: verb.startsWith('x'),
      password: secrets.length > 0,
      secrets,
      algorithm: 'aes-256-ctr',
      operands: options.operands.slice(1),
    };
  },
  dar: (words) => {
    const options = new OptionSet(words, {
      short: 'cxtlARJKS$ZYPGOgXIsbEFT',
      long: 'create extract key ref-key fs-root go-into exclude include slice',
    });
    const stated = options.value('K', 'key');
    const secrets = options.ranges('K', 'key').flatMap((range) => secretPart(range, stated ?? ''));
    const operands = [
      ...options.values('c', 'create', 'x', 'extract'),
      ...options.values('R', 'fs-root', 'g', 'go-into'),
    ];
    const cipher = /^(aes|blowfish|bf|twofish|serpent|camellia|scrambling|scram):/i
      .exec(stated ?? '')?.[1]
      ?.toLowerCase();
    return {
      packs: options.has('c', 'create'),
      unpacks: options.has('x', 'extract'),
      password: stated !== undefined,
      secrets,
      algorithm: cipher ?? 'aes-256',
      operands,
    };
  },
  arj: (words) => ({
    packs: /^[aumfk]$/.test(verbOf(words)),
    unpacks: /^[xe]$/.test(verbOf(words)),
    password: words.some((word) => /^[-/]g/i.test(word.text)),
    secrets: glued(words, /^[-/]g/i),
    algorithm: words.some((word) => /^[-/]hg/i.test(word.text)) ? 'gost' : undefined,
    operands: words
      .slice(1)
      .filter((word) => !/^[-/]/.test(word.text))
      .map((word) => word.text),
  }),
  // FreeArc; Arcanist's `arc diff` has no such verb.
  arc: (words) => ({
    packs: /^(?:a|u|f|m|create)$/.test(verbOf(words)),
    unpacks: /^[xe]$/.test(verbOf(words)),
    password: words.some((word) => /^-h?p./i.test(word.text)),
    secrets: glued(words, /^-h?p/i),
    algorithm: 'aes-256-ctr',
    operands: words
      .slice(1)
      .filter((word) => !word.text.startsWith('-'))
      .map((word) => word.text),
  }),
  bz: (words) => ({
    packs: /^(?:a|c|bc)$/.test(verbOf(words)),
    unpacks: /^(?:x|e|bx)$/.test(verbOf(words)),
    password: words.some((word) => /^-p:/i.test(word.text)),
    secrets: glued(words, /^-p:/i),
    algorithm: undefined,
    operands: words
      .slice(1)
      .filter((word) => !word.text.startsWith('-'))
      .map((word) => word.text),
  }),
  unar: (words) => {
    const options = new OptionSet(words, { short: 'poekE', long: 'password output-directory encoding' });
    const secrets = options.ranges('p', 'password');
    return {
      packs: false,
      unpacks: true,
      password: secrets.length > 0,
      secrets,
      algorithm: undefined,
      operands: options.operands,
    };
  },
};

/** `aes:winter`, `:winter`, `winter`; a key that is asked for is none. */
function secretPart(range: WordRange, value: string): WordRange[] {
  const colon = value.indexOf(':');
  const start = range.start + colon + 1;
  return start < range.end ? [{ ...range, start }] : [];
}

function read({ program, words }: ToolArguments): ToolReading | undefined {
  const found = READERS[program]?.(words);
  if (found === undefined) return undefined;
  const { packs, unpacks, password, secrets, algorithm, operands } = found;
  if (!password)
    return { class: packs ? 'compression' : 'none', secrets, reason: `${program} without a password` };
  if (!packs && !unpacks) return { class: 'none', secrets, reason: `${program} reads or tests an archive` };
  return {
    class: 'symmetric',
    form: program,
    direction: packs ? 'encrypt' : 'decrypt-claimed',
    algorithm,
    keySource: secrets.length > 0 ? 'command-line' : 'prompt',
    inputs: packs ? operands.slice(1) : operands.slice(0, 1),
    outputs: packs ? operands.slice(0, 1) : [],
    secrets,
    reason: `${program} ${packs ? 'writes an archive' : 'unpacks'} with a password`,
  };
}

/** Archivers with a password that are met less often: zpaq, dar, ARJ, Bandizip, unar. */
export const passwordArchivers: Tool = {
  id: 'archiver',
  names: ['zpaq', 'dar', 'arj', 'arc', 'bz', 'unar'],
  gate: ['zpaq', 'dar', 'arj', 'arc', 'bz.exe', 'bandizip', 'unar'],
  read,
  examples: {
    positive: [
      {
        line: 'zpaq a out.zpaq /srv -key winter',
        platform: 'posix',
        class: 'symmetric',
        direction: 'encrypt',
        algorithm: 'aes-256-ctr',
        inputs: ['/srv'],
        outputs: ['out.zpaq'],
        secrets: ['winter'],
      },
      {
        line: 'dar -c out -R /srv -K aes:winter',
        platform: 'posix',
        class: 'symmetric',
        algorithm: 'aes',
        secrets: ['winter'],
      },
      {
        line: 'arj.exe a -gwinter out.arj C:\\d',
        platform: 'windows',
        class: 'symmetric',
        direction: 'encrypt',
        secrets: ['winter'],
      },
      { line: 'arc a -hpwinter out.arc C:\\d', platform: 'windows', class: 'symmetric', secrets: ['winter'] },
      {
        line: 'unar -p winter a.rar',
        platform: 'posix',
        class: 'symmetric',
        direction: 'decrypt-claimed',
        secrets: ['winter'],
      },
    ],
    negative: [
      { line: 'zpaq a out.zpaq /srv', platform: 'posix' },
      { line: 'dar -l out', platform: 'posix' },
      { line: 'unar a.rar', platform: 'posix' },
    ],
  },
};
