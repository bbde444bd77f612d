/** Scans tasks one after another; the same code runs inline and in every worker thread. */
import type { HuntSettings } from '../config/hunt-settings.ts';
import { externalTest } from '../egress/networks.ts';
import type { Observation } from '../engine/observation.ts';
import { Observer } from '../engine/observer.ts';
import type { ObserverSettings } from '../engine/observer.ts';
import type { TextRecogniser } from '../engine/text-recogniser.ts';
import type { Member } from '../intake/member.ts';
import { problemFrom } from '../intake/intake-problem.ts';
import { fallbackHost } from './fallback-host.ts';
import { MemberScan } from './member-scan.ts';
import { newRecogniser } from './new-recogniser.ts';
import { scanRange } from './scan-range.ts';
import { ScanAccount } from './scan-report.ts';
import type { ScanReport } from './scan-report.ts';
import type { ScanTask } from './scan-task.ts';

export interface ScanOptions {
  readonly settings: HuntSettings;
  /** Parse every record, relevant or not, so that counts by kind are exact. */
  readonly readAll: boolean;
}

export class Scanner {
  readonly #recogniser: TextRecogniser;
  readonly #observerSettings: ObserverSettings;
  readonly #readAll: boolean;
  /** Host of records that name none, as the user said. */
  readonly #host: string | undefined;
  readonly #emit: (observation: Observation) => void;
  readonly #onBytes: (bytes: number) => void;

  constructor(
    { settings, readAll }: ScanOptions,
    emit: (observation: Observation) => void,
    onBytes: (bytes: number) => void,
  ) {
    const { networks, since, until, patterns } = settings;
    this.#recogniser = newRecogniser(patterns);
    this.#host = settings.host;
    this.#observerSettings = { isExternal: externalTest(networks), since, until };
    this.#readAll = readAll;
    this.#emit = emit;
    this.#onBytes = onBytes;
  }

  /** Reads one task; a file's members one after another, a range by itself. */
  scan(task: ScanTask): Promise<ScanReport> {
    return this.#account(async (account, newScan) => {
      if (task.range !== undefined) {
        const scan = newScan(task.path);
        account.take(scan, scanRange(task.path, task.range, scan, this.#onBytes));
        return;
      }
      // Loaded only where it is needed: threads that read ranges start sooner without the archive readers.
      const { scanFile } = await import('./scan-members.ts');
      const named = task.named ? task.path : undefined;
      await scanFile(task.path, { account, newScan, onBytes: this.#onBytes, named });
    }, task.path);
  }

  /** Reads members that are already at hand (rendered stories). */
  scanMembers(members: Iterable<Member>): Promise<ScanReport> {
    return this.#account(async (account, newScan) => {
      const { scanMembers } = await import('./scan-members.ts');
      await scanMembers(members, { account, newScan, onBytes: this.#onBytes, named: undefined });
    }, 'members');
  }

  async #account(
    read: (account: ScanAccount, newScan: (source: string) => MemberScan) => Promise<void>,
    source: string,
  ): Promise<ScanReport> {
    const account = new ScanAccount();
    const observer = new Observer(this.#recogniser, this.#observerSettings);
    try {
      await read(account, (member) => {
        const context = { source: member, fallbackHost: this.#host ?? fallbackHost(member) };
        return new MemberScan(context, observer, this.#emit, this.#readAll);
      });
    } catch (error) {
      // A file may vanish or its disk fail while it is read: the other inputs are read all the same.
      if (!isSystemError(error)) throw error;
      account.problems.push(problemFrom(error, source, 'INPUT_UNREADABLE'));
    }
    return account.report(observer.tallies);
  }
}

function isSystemError(error: unknown): boolean {
  return error instanceof Error && 'syscall' in error;
}
