import { printable } from './printable.ts';

/** What went wrong with a whole input; the rest of the inputs is read all the same. */
export interface IntakeProblem {
  readonly code: IntakeProblemCode;
  /** What, where and what to do, with nothing in it that a terminal would obey. */
  readonly sentence: string;
  /** The path, with the way inside an archive: `case.zip!logs/a.json`. */
  readonly source: string;
}

export type IntakeProblemCode = keyof typeof SENTENCES;

/** Takes problems as they are met. */
export type OnProblem = (problem: IntakeProblem) => void;

const SENTENCES = {
  INPUT_NOT_FOUND: '{source} does not exist: check the path.',
  INPUT_UNREADABLE: '{source} cannot be read ({detail}): check its permissions and its disk.',
  INPUT_NOT_A_FILE: '{source} is neither a file nor a folder ({detail}): save its content to a file first.',
  INPUT_EMPTY: '{source} holds no files: check that it is the right folder or archive.',
  FORMAT_UNKNOWN: '{source} was not read: {detail} is no telemetry format Postern knows.',
  ARCHIVE_BROKEN:
    '{source} is damaged ({detail}): what could be read before the damage was used; get a fresh copy.',
  ARCHIVE_DIRECTORY_BROKEN:
    '{source} has a damaged directory ({detail}): its files were read one after another; compare it with the original.',
  ARCHIVE_TRAILING_BYTES: '{source} was read, but bytes after its compressed data were ignored ({detail}).',
  ARCHIVE_TOO_LARGE:
    '{source} unpacks to more than is allowed ({detail}): if you trust it, unpack it and give the folder.',
  ARCHIVE_TOO_NESTED: '{source} is an archive inside too many others: unpack it and give the folder.',
  ARCHIVE_ENCRYPTED: '{source} is protected by a password: unpack it and give the folder.',
  ARCHIVE_UNSUPPORTED:
    '{source} is compressed in a way that cannot be read ({detail}): unpack it and give the folder.',
} as const;

/** Words a problem from the table above. `detail` says what exactly, in a few words. */
export function intakeProblem(code: IntakeProblemCode, source: string, detail = ''): IntakeProblem {
  // In one pass, because the source is text from outside and may itself hold a mark.
  const sentence = SENTENCES[code].replaceAll(/\{(source|detail)\}/g, (mark) =>
    printable(mark === '{source}' ? source : detail),
  );
  return { code, sentence, source };
}

/** Thrown inside `intake` by whatever reads a member; the member ends there and the problem is reported. */
export class IntakeFault extends Error {
  override readonly name = 'IntakeFault';
  readonly code: IntakeProblemCode;

  constructor(code: IntakeProblemCode, detail: string, cause?: unknown) {
    super(detail, { cause });
    this.code = code;
  }
}

/** The problem that an error met while reading `source` stands for. */
export function problemFrom(error: unknown, source: string, otherwise: IntakeProblemCode): IntakeProblem {
  if (error instanceof IntakeFault) return intakeProblem(error.code, source, error.message);
  const code = systemCode(error);
  if (code === 'ENOENT') return intakeProblem('INPUT_NOT_FOUND', source);
  if (code !== undefined && /^E(?!RR_)/.test(code))
    return intakeProblem('INPUT_UNREADABLE', source, SYSTEM_WORDS[code] ?? code);
  return intakeProblem(otherwise, source, error instanceof Error ? error.message : 'unknown reason');
}

const SYSTEM_WORDS: Readonly<Record<string, string>> = {
  EACCES: 'permission denied',
  EPERM: 'permission denied',
  EISDIR: 'it is a folder',
  ELOOP: 'a symbolic link leads back to itself',
  EIO: 'the disk reports an error',
  EMFILE: 'too many files are open',
  ENAMETOOLONG: 'the path is too long',
};

function systemCode(error: unknown): string | undefined {
  if (!(error instanceof Error) || !('code' in error)) return undefined;
  return typeof error.code === 'string' ? error.code : undefined;
}
