/** One followed log: its bytes become observations, and it knows how far back it must be read again after a restart. */
import type { Observation } from '../engine/observation.ts';
import type { Format, RecordDecoder } from '../formats/format.ts';
import { detectFormat, HEAD_LENGTH } from '../formats/registry.ts';
import type { PlacedGroup } from '../formats/audit/stitch-audit.ts';
import type { FileIdentity } from '../intake/file-identity.ts';
import { FollowedFile } from '../intake/followed-file.ts';
import type { FilePosition, FollowedBytes } from '../intake/followed-file.ts';
import { MemberScan } from './member-scan.ts';
import type { EventObserver } from './member-scan.ts';

/** A position worth remembering, and the newest event time before it. */
interface Mark extends FilePosition {
  readonly newest: number;
}

const MARK_EVERY = 256 * 1024;
const NEWLINE = 0x0a;
/** A growing file may hold no whole line yet; with this much its format can be told. */
const ENOUGH_TO_TELL = 512;

export interface SourceSettings {
  readonly fallbackHost: string;
  readonly observer: EventObserver;
  readonly onObservation: (observation: Observation) => void;
  readonly onNote: (sentence: string) => void;
}

export class FollowedSource implements FollowedBytes {
  readonly path: string;
  /** Parts of records torn at a rotation, until their other part comes. */
  readonly fragments: PlacedGroup[] = [];
  readonly #settings: SourceSettings;
  readonly #file: FollowedFile;
  #scan: MemberScan;
  #format: Format | undefined;
  #decoder: RecordDecoder | undefined;
  #head: Buffer = Buffer.alloc(0);
  #identity: FileIdentity | undefined;
  /** Offset of the next byte. */
  #offset = 0;
  #begun = 0;
  #marked = 0;
  #newest = Number.NEGATIVE_INFINITY;
  #marks: Mark[] = [];
  #rejected = 0;

  constructor(path: string, settings: SourceSettings, from: FilePosition | undefined) {
    this.path = path;
    this.#settings = settings;
    this.#scan = this.#newScan();
    this.#file = new FollowedFile(path, this, from);
  }

  poll(): number {
    const read = this.#file.poll();
    // A short file that will not grow for now: told by what there is.
    if (read === 0 && this.#decoder === undefined && this.#head.length > 0) this.#open();
    return read;
  }

  close(): void {
    this.#file.close();
  }

  /** Where to read again from so that every event at or after `time` is seen; older marks are forgotten. */
  lowWater(time: number): FilePosition | undefined {
    let index = this.#marks.findLastIndex((mark) => mark.newest < time);
    if (index < 0) index = 0;
    this.#marks = this.#marks.slice(index);
    const mark = this.#marks[0];
    if (mark === undefined) return undefined;
    const current = this.#file.identity;
    const identity = current !== undefined && current.inode === mark.identity.inode ? current : mark.identity;
    return { identity, offset: mark.offset };
  }

  begin(identity: FileIdentity, offset: number): void {
    this.#identity = identity;
    this.#offset = offset;
    this.#begun = offset;
    this.#marked = offset;
    this.#head = Buffer.alloc(0);
    this.#scan = this.#newScan();
    this.#decoder = undefined;
    // A file that goes on after a rename is of the format its beginning had.
    if (offset > 0 && this.#format?.openAt === undefined) this.#format = undefined;
    this.#marks.push({ identity, offset, newest: this.#newest });
  }

  bytes(chunk: Buffer): void {
    this.#offset += chunk.length;
    if (this.#decoder === undefined) {
      this.#head = Buffer.concat([this.#head, chunk]);
      if (this.#head.length >= ENOUGH_TO_TELL) this.#open();
    } else this.#decoder.push(chunk);
    this.#mark(chunk);
  }

  end(): void {
    if (this.#decoder === undefined && this.#head.length > 0) this.#open();
    this.#decoder?.end();
    this.#takeFragments();
  }

  note(sentence: string): void {
    this.#settings.onNote(sentence);
  }

  #open(): void {
    const head = this.#head.length > HEAD_LENGTH ? this.#head.subarray(0, HEAD_LENGTH) : this.#head;
    const format = detectFormat(head);
    if (format === undefined) {
      if (this.#head.length < HEAD_LENGTH) return;
      this.note(`${this.path}: the format is not understood; it is not read`);
      this.#head = Buffer.alloc(0);
      return;
    }
    this.#format = format;
    this.#decoder =
      this.#begun > 0 && format.openAt !== undefined
        ? format.openAt(this.path, this.#scan, this.#begun)
        : format.open(this.path, this.#scan);
    this.#decoder.push(this.#head);
    this.#head = Buffer.alloc(0);
  }

  /** Only the start of a line can be gone back to. */
  #mark(chunk: Buffer): void {
    this.#takeFragments();
    if (this.#offset - this.#marked < MARK_EVERY || this.#identity === undefined) return;
    if (this.#decoder !== undefined && this.#format?.openAt === undefined) return;
    const newline = chunk.lastIndexOf(NEWLINE);
    if (newline < 0) return;
    this.#marked = this.#offset;
    const offset = this.#offset - chunk.length + newline + 1;
    this.#marks.push({ identity: this.#identity, offset, newest: this.#newest });
  }

  #takeFragments(): void {
    this.fragments.push(...this.#scan.fragments.splice(0));
    if (this.#scan.rejectedCount > this.#rejected) {
      const last = this.#scan.rejected.at(-1);
      this.note(
        `${this.path}: ${this.#scan.rejectedCount} records could not be read${last === undefined ? '' : ` (${last.detail})`}`,
      );
      this.#rejected = this.#scan.rejectedCount * 2;
    }
  }

  #newScan(): MemberScan {
    const { observer, onObservation, fallbackHost } = this.#settings;
    this.#rejected = 0;
    return new MemberScan(
      { source: this.path, fallbackHost },
      observer,
      (observation) => {
        this.#newest = Math.max(this.#newest, observation.event.time);
        onObservation(observation);
      },
      false,
    );
  }
}
