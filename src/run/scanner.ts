/** Scans tasks one after another; the same code runs inline and in every worker thread. */
import { externalTest } from '../egress/networks.ts';
import type { HuntSettings } from '../config/hunt-settings.ts';
import type { Observation } from '../engine/observation.ts';
import { Observer } from '../engine/observer.ts';
import { openJsonLines } from '../formats/json/json-lines.ts';
import { detectFormat } from '../formats/registry.ts';
import type { RecordDecoder } from '../formats/format.ts';
import { describeHead } from '../intake/describe-head.ts';
import type { Member } from '../intake/member.ts';
import { readMembers } from '../intake/read-members.ts';
import { readRange } from '../intake/read-range.ts';
import type { SourceSummary } from '../outputs/hunt-result.ts';
import { MemberScan } from './member-scan.ts';
import { newRecogniser } from './new-recogniser.ts';
import { ScanAccount } from './scan-report.ts';
import type { ScanReport } from './scan-report.ts';
import type { ScanTask } from './scan-task.ts';

export interface ScanOptions {
  readonly settings: HuntSettings;
  /** Parse every record, relevant or not, so that counts by kind are exact. */
  readonly readAll: boolean;
}

const HEAD = 65_536;
const NEWLINE = 0x0a;

export class Scanner {
  readonly #options: ScanOptions;
  readonly #emit: (observation: Observation) => void;
  readonly #onBytes: (bytes: number) => void;

  constructor(
    options: ScanOptions,
    emit: (observation: Observation) => void,
    onBytes: (bytes: number) => void,
  ) {
    this.#options = options;
    this.#emit = emit;
    this.#onBytes = onBytes;
  }

  /** Reads one task; a file's members one after another, a range by itself. */
  async scan(task: ScanTask): Promise<ScanReport> {
    const account = new ScanAccount();
    const observer = this.#newObserver();
    if (task.range === undefined) {
      await this.#scanMembers(
        readMembers([task.path], (problem) => account.problems.push(problem.sentence)),
        observer,
        account,
        task.named ? task.path : undefined,
      );
    } else {
      const scan = new MemberScan(task.path, observer, this.#emit, this.#options.readAll);
      account.take(scan, this.#scanRange(task.path, task.range.start, task.range.end, scan));
    }
    return account.report(observer.tallies);
  }

  /** Reads members that are already at hand (rendered stories). */
  async scanMembers(members: AsyncIterable<Member> | Iterable<Member>): Promise<ScanReport> {
    const account = new ScanAccount();
    const observer = this.#newObserver();
    await this.#scanMembers(members, observer, account, undefined);
    return account.report(observer.tallies);
  }

  #newObserver(): Observer {
    const { networks, since, until } = this.#options.settings;
    return new Observer(newRecogniser(), { isExternal: externalTest(networks), since, until });
  }

  async #scanMembers(
    members: AsyncIterable<Member> | Iterable<Member>,
    observer: Observer,
    account: ScanAccount,
    named: string | undefined,
  ): Promise<void> {
    for await (const member of members) {
      const scan = new MemberScan(member.source, observer, this.#emit, this.#options.readAll);
      account.take(scan, await this.#scanMember(member, scan, account.problems, named));
    }
  }

  async #scanMember(
    member: Member,
    scan: MemberScan,
    problems: string[],
    named: string | undefined,
  ): Promise<SourceSummary> {
    let decoder: RecordDecoder | undefined;
    let format = 'unrecognised';
    let head: Buffer = Buffer.alloc(0);
    let bytes = 0;
    const start = (): RecordDecoder | undefined => {
      const found = detectFormat(head);
      format = found?.id ?? format;
      decoder = found?.open(member.source, scan);
      decoder?.push(head);
      return decoder;
    };
    for await (const chunk of member.open()) {
      bytes += chunk.length;
      this.#onBytes(chunk.length);
      if (decoder !== undefined) decoder.push(chunk);
      else {
        head = Buffer.concat([head, chunk]);
        if (head.length >= HEAD && start() === undefined) break;
      }
    }
    if (decoder === undefined && bytes > 0 && head.length < HEAD) start();
    decoder?.end();
    if (bytes === 0) return scan.summary('empty', 0, 'the file is empty');
    if (decoder === undefined) {
      const note = `not understood: ${describeHead(head)}`;
      // Folders and archives hold all sorts of files; only one that was named itself is a disappointment worth a word.
      if (member.source === named) {
        problems.push(
          `${member.source} was not read: ${describeHead(head)} is no telemetry format Postern knows.`,
        );
      }
      return scan.summary('unrecognised', bytes, note);
    }
    return scan.summary(format, bytes, undefined);
  }

  /**
   * A segment of a line-based file: it begins after the first newline at or after `start - 1` and reads on past `end`
   * to the end of the line that began before it, so that every line belongs to exactly one segment.
   */
  #scanRange(path: string, start: number, end: number, scan: MemberScan): SourceSummary {
    let decoder: RecordDecoder | undefined;
    let position = start === 0 ? 0 : start - 1;
    let done = false;
    readRange(path, position, Number.MAX_SAFE_INTEGER, (bytes) => {
      let from = 0;
      if (decoder === undefined) {
        if (start > 0) {
          const newline = bytes.indexOf(NEWLINE);
          if (newline < 0 || position + newline + 1 >= end) {
            position += bytes.length;
            done = position >= end || newline >= 0;
            return !done;
          }
          from = newline + 1;
        }
        decoder = openJsonLines(path, scan, position + from);
      }
      let to = bytes.length;
      if (position + to >= end) {
        const newline = bytes.indexOf(NEWLINE, Math.max(from, end - 1 - position));
        if (newline >= 0) {
          to = newline + 1;
          done = true;
        }
      }
      decoder.push(bytes.subarray(from, to));
      this.#onBytes(to - from);
      position += bytes.length;
      return !done;
    });
    decoder?.end();
    return scan.summary('json-lines', end - start, undefined);
  }
}
