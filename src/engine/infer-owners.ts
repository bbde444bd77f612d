/**
 * Whose a flow may be that only a network sensor saw, on a host whose own telemetry tells of no connections: who names its
 * destination, or who could have sent it just then. Several are several, each at a part of the confidence; never a silent pick.
 */
import type { Attribution } from '../analytics/host-view.ts';
import { transferOf } from '../analytics/transfer-of.ts';
import { carriesForOthers } from '../hosts/carriers.ts';
import type { JoinedFlow } from '../hosts/flow-match/joined-flow.ts';
import { isUserWritable, processRole } from '../hosts/process-role.ts';
import { ancestors, sameTask } from '../hosts/process.ts';
import type { Process } from '../hosts/process.ts';

export interface InferredOwner {
  readonly process: Process;
  readonly attribution: Attribution;
}

/** Clocks of a sensor and a host that nothing compares. */
const CLOCKS = 2_000;
/** A program whose end nobody told is taken to be alive so long. */
const ASSUMED_LIFE = 60_000;
const NAMED = 0.7;
const COULD_BE = 0.4;
const MOST_OWNERS = 4;
/** A program that names the destination may run for long before it connects. */
const NAMED_BEFORE = 3_600_000;

export class OwnerInference {
  /** By start. */
  readonly #processes: readonly Process[];
  readonly #starts: readonly number[];

  constructor(processes: readonly Process[]) {
    // An image that `exec` replaced is gone, whatever it was: a forked child bears its parent's image for a moment only.
    const gone = new Set(processes.map(({ replaced }) => replaced));
    this.#processes = processes
      .filter((process) => process.start !== undefined && !gone.has(process) && mayConnect(process))
      .sort((a, b) => (a.start ?? 0) - (b.start ?? 0) || (a.key < b.key ? -1 : 1));
    this.#starts = this.#processes.map(({ start }) => start ?? 0);
  }

  /** `lookedUp` is the name the host got the address for, if it asked. */
  ownersOf(flow: JoinedFlow, lookedUp: string | undefined): readonly InferredOwner[] {
    const until = flow.start + CLOCKS;
    const names = [
      lookedUp,
      flow.destinationAddress,
      flow.destinationName,
      flow.tls?.serverName,
      flow.http?.host,
    ].filter((name) => name !== undefined && name.length > 3);
    const named = alive(
      this.#between(flow.start - NAMED_BEFORE, until).filter((process) =>
        names.some((name) => namesPlace(process.commandLine, name ?? '')),
      ),
      flow.start,
    );
    if (named.length > 0) {
      const doers = [...named, ...named.flatMap((process) => this.#helpersOf(process, flow.start))];
      return rate(
        withoutStarters(doers),
        NAMED,
        (others) => `its command line names the destination${others}`,
      );
    }
    const possible = alive(this.#between(flow.start - ASSUMED_LIFE, until).filter(canSend), flow.start);
    return rate(
      withoutStarters(possible),
      COULD_BE,
      (others) => `it ran when the flow began and can send${others}`,
    );
  }

  /** What a process started to connect for it: `ssh` of `scp`. */
  #helpersOf(process: Process, at: number): Process[] {
    return alive(
      this.#between(process.start ?? 0, at + CLOCKS).filter(
        (child) =>
          child.parent !== undefined &&
          sameTask(child.parent, process) &&
          processRole(child) === 'dual-use-transfer' &&
          canSend(child),
      ),
      at,
    );
  }

  #between(from: number, until: number): Process[] {
    let low = 0;
    let high = this.#starts.length;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if ((this.#starts[middle] ?? 0) < from) low = middle + 1;
      else high = middle;
    }
    const found: Process[] = [];
    for (let i = low; i < this.#processes.length; i++) {
      const process = this.#processes[i];
      if (process === undefined || (process.start ?? 0) > until) break;
      found.push(process);
    }
    return found;
  }
}

function rate(
  processes: readonly Process[],
  confidence: number,
  reason: (others: string) => string,
): InferredOwner[] {
  if (processes.length > MOST_OWNERS) return [];
  const others = processes.length === 1 ? ', as nobody else' : `; so do ${processes.length - 1} others`;
  return processes.map((process) => ({
    process,
    attribution: {
      method: 'inferred',
      confidence: Math.round((confidence / processes.length) * 100) / 100,
      reason: `only a network sensor saw the flow: ${reason(others)}`,
    },
  }));
}

function mayConnect(process: Process): boolean {
  const role = processRole(process);
  if (role === 'browser' || role === 'os-service' || role === 'shell') return false;
  return !carriesForOthers(process.image, process.signer, process.platform, process.commandLine);
}

/** Those alive at the moment; only where there is none, those that ended just before by another clock. */
function alive(processes: readonly Process[], at: number): Process[] {
  const living = processes.filter(({ start = 0, end }) =>
    end === undefined ? at - start <= NAMED_BEFORE : end >= at,
  );
  return living.length > 0 ? living : processes.filter(({ end }) => end !== undefined && end + CLOCKS >= at);
}

/** Interpreters, programs nobody vouches for, and tools whose command line says that they move something. */
function canSend(process: Process): boolean {
  const role = processRole(process);
  if (role === 'script-host') return true;
  if (role === 'dual-use-transfer') return transferOf(process) !== undefined;
  const { signer } = process;
  const isVouchedFor = signer !== undefined && (signer.platformBinary || signer.team !== undefined);
  return role === 'unknown' && !isVouchedFor && (signer !== undefined || isUserWritable(process.image));
}

/** Who started another one that could have sent did not send itself. */
function withoutStarters(processes: readonly Process[]): Process[] {
  const distinct = [...new Set(processes)];
  return distinct.filter(
    (process) =>
      !distinct.some(
        (other) => other !== process && ancestors(other).some((ancestor) => sameTask(ancestor, process)),
      ),
  );
}

/** As a word of its own: `10.0.0.1` does not name `10.0.0.10`. */
function namesPlace(command: string | undefined, name: string): boolean {
  if (command === undefined) return false;
  const text = command.toLowerCase();
  for (let from = text.indexOf(name); from >= 0; from = text.indexOf(name, from + 1)) {
    if (!isPart(text[from - 1]) && !isPart(text[from + name.length])) return true;
  }
  return false;
}

function isPart(letter: string | undefined): boolean {
  return letter !== undefined && /[\w.-]/.test(letter);
}
