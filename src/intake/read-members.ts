import { Readable } from 'node:stream';
import { fromBufferPromise, openPromise } from 'yauzl';
import type { ZipFile } from 'yauzl';
import type { ArchiveEntry } from './archive-entry.ts';
import { decodeText } from './decode-text.ts';
import { ExpansionBudget } from './expansion-guard.ts';
import { fileHead, freshFileChunks, reusedFileChunks } from './file-chunks.ts';
import { gunzip } from './gunzip.ts';
import { DEFAULT_INTAKE_LIMITS } from './intake-limits.ts';
import type { IntakeLimits } from './intake-limits.ts';
import { IntakeFault, intakeProblem, problemFrom } from './intake-problem.ts';
import type { IntakeProblemCode, OnProblem } from './intake-problem.ts';
import { listFiles } from './list-files.ts';
import type { OnSkipped } from './list-files.ts';
import type { Member } from './member.ts';
import { isJunkPath, MemberNames } from './member-names.ts';
import { PackedInput } from './packed-input.ts';
import { PACKING_HEAD, packingOf } from './packing.ts';
import { peek } from './peek.ts';
import { tarEntries } from './tar-entries.ts';
import { textEncodingOf } from './text-encoding.ts';
import { ZIP_OPTIONS, zipEntries } from './zip-entries.ts';
import { salvageZip } from './zip-salvage.ts';

export interface IntakeOptions {
  /** Bounds that differ from `DEFAULT_INTAKE_LIMITS`. */
  readonly limits?: Partial<IntakeLimits>;
  /** Told of every file and folder that is passed over as junk. */
  readonly onSkipped?: OnSkipped;
}

/**
 * Everything there is to read in files, folders and archives, one member after another. How a file is packed is judged
 * by its content, never by its name. Bad input is reported to `onProblem` and the rest is read all the same.
 */
export async function* readMembers(
  paths: readonly string[],
  onProblem: OnProblem,
  options: IntakeOptions = {},
): AsyncGenerator<Member> {
  for (const { path, size } of await listFiles(paths, onProblem, options.onSkipped)) {
    yield* new FileReader(onProblem, options).read(path, size);
  }
}

/** Reads one input file, which may hold many members. */
class FileReader {
  readonly #onProblem: OnProblem;
  readonly #onSkipped: OnSkipped;
  readonly #limits: IntakeLimits;
  readonly #budget: ExpansionBudget;
  /** One damage shows in every layer above it; it is reported where it shows first. */
  readonly #reported = new Set<unknown>();

  constructor(onProblem: OnProblem, options: IntakeOptions) {
    this.#onProblem = onProblem;
    this.#onSkipped = options.onSkipped ?? ((): void => {});
    this.#limits = { ...DEFAULT_INTAKE_LIMITS, ...options.limits };
    this.#budget = new ExpansionBudget(this.#limits);
  }

  async *read(path: string, size: number): AsyncGenerator<Member> {
    try {
      const head = await fileHead(path, PACKING_HEAD);
      const packing = packingOf(head);
      if (packing === 'zip') yield* this.#expandAll(path, this.#zipFile(path), 1);
      else if (packing !== 'none') yield* this.#expand(path, freshFileChunks(path), undefined, 0);
      else {
        const member = this.#member(path, size, reusedFileChunks(path));
        yield textEncodingOf(head) === 'other' ? { ...member, path } : member;
      }
    } catch (error) {
      this.#report(error, path, 'INPUT_UNREADABLE');
    }
  }

  /** Yields a stream as a member, or what is packed in it. */
  async *#expand(
    source: string,
    chunks: AsyncIterable<Buffer>,
    size: number | undefined,
    layers: number,
  ): AsyncGenerator<Member> {
    const { head, bytes, failure, close } = await peek(chunks, PACKING_HEAD);
    try {
      const packing = packingOf(head);
      if (failure !== undefined && head.length === 0) this.#report(failure.error, source, 'ARCHIVE_BROKEN');
      else if (packing === 'none') yield this.#member(source, size, bytes);
      else if (layers >= this.#limits.layers) this.#onProblem(intakeProblem('ARCHIVE_TOO_NESTED', source));
      else if (packing === 'gzip')
        yield* this.#expand(source, this.#gunzip(source, bytes), undefined, layers + 1);
      else if (packing === 'tar') yield* this.#expandAll(source, tarEntries(bytes), layers + 1);
      else yield* this.#expandAll(source, this.#nestedZip(source, bytes), layers + 1);
    } finally {
      await close();
    }
  }

  async *#expandAll(
    source: string,
    entries: AsyncIterable<ArchiveEntry>,
    layers: number,
  ): AsyncGenerator<Member> {
    const names = new MemberNames();
    let count = 0;
    let faulty = false;
    try {
      for await (const { name, size, bytes } of entries) {
        const inside = `${source}!${names.name(name)}`;
        if (isJunkPath(name)) this.#onSkipped(inside);
        else {
          if (++count > this.#limits.members)
            throw new IntakeFault('ARCHIVE_TOO_LARGE', `over ${this.#limits.members} members`);
          yield* this.#expand(inside, bytes, size, layers);
        }
      }
    } catch (error) {
      faulty = true;
      this.#report(error, source, 'ARCHIVE_BROKEN');
    }
    if (count === 0 && !faulty) this.#onProblem(intakeProblem('INPUT_EMPTY', source));
  }

  async *#zipFile(path: string): AsyncGenerator<ArchiveEntry> {
    const zip = await this.#openZip(path, () => openPromise(path, ZIP_OPTIONS));
    if (zip === undefined) yield* salvageZip(new PackedInput(freshFileChunks(path)), this.#budget);
    else yield* zipEntries(zip, this.#budget);
  }

  async *#nestedZip(source: string, chunks: AsyncIterable<Buffer>): AsyncGenerator<ArchiveEntry> {
    const held: Buffer[] = [];
    let size = 0;
    for await (const chunk of chunks) {
      held.push(Buffer.from(chunk));
      size += chunk.length;
      if (size > this.#limits.nestedZipBytes)
        throw new IntakeFault('ARCHIVE_TOO_LARGE', 'a zip in another archive is held in memory');
    }
    const bytes = Buffer.concat(held);
    const zip = await this.#openZip(source, () => fromBufferPromise(bytes, ZIP_OPTIONS));
    if (zip === undefined) yield* salvageZip(new PackedInput(Readable.from([bytes])), this.#budget);
    else yield* zipEntries(zip, this.#budget);
  }

  /** `undefined` when the directory of the archive cannot be found or read. */
  async #openZip(source: string, open: () => Promise<ZipFile>): Promise<ZipFile | undefined> {
    try {
      return await open();
    } catch (error) {
      const detail = error instanceof Error ? (error.message.split('. ', 1)[0] ?? '') : '';
      this.#onProblem(intakeProblem('ARCHIVE_DIRECTORY_BROKEN', source, detail));
      return undefined;
    }
  }

  #gunzip(source: string, chunks: AsyncIterable<Buffer>): AsyncIterable<Buffer> {
    const input = new PackedInput(chunks);
    const unpacked = gunzip(input, (bytes) =>
      this.#onProblem(intakeProblem('ARCHIVE_TRAILING_BYTES', source, `${bytes} bytes`)),
    );
    return this.#budget.guard(unpacked, () => input.taken);
  }

  #member(source: string, size: number | undefined, bytes: AsyncIterable<Buffer>): Member {
    return { source, size, open: () => this.#reporting(source, decodeText(bytes)) };
  }

  async *#reporting(source: string, bytes: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
    try {
      yield* bytes;
    } catch (error) {
      this.#report(error, source, 'ARCHIVE_BROKEN');
    }
  }

  #report(error: unknown, source: string, otherwise: IntakeProblemCode): void {
    if (this.#reported.has(error)) return;
    this.#reported.add(error);
    this.#onProblem(problemFrom(error, source, otherwise));
  }
}
