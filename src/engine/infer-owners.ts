/**
 * Whose a flow may be that only a network sensor saw, on a host whose own telemetry tells of no connections: who names its
 * destination, or who could have sent it just then. Several are several, each at a part of the confidence; never a silent pick.
 */
import type { Attribution } from '../analytics/host-view.ts';
import { carriesForOthers } from '../hosts/carriers.ts';
import type { JoinedFlow } from '../hosts/flow-match/joined-flow.ts';
import { processRole } from '../hosts/process-role.ts';
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
    this.#processes = processes
      .filter((process) => process.start !== undefined && mayConnect(process))
      .sort((a, b) => (a.start ?? 0) - (b.start ?? 0) || (a.key < b.key ? -1 : 1));
    this.#starts = this.#processes.map(({ start }) => start ?? 0);
  }

  ownersOf(flow: JoinedFlow): readonly InferredOwner[] {
    const until = flow.start + CLOCKS;
    const names = [flow.destinationAddress, flow.destinationName, flow.tls?.serverName, flow.http?.host].filter(
      (name) => name !== undefined && name.length > 3,
    );
    const named = this.#between(flow.start - NAMED_BEFORE, until).filter(
      (process) => isAlive(process, flow.start) && names.some((name) => namesPlace(process.commandLine, name ?? '')),
    );
    if (named.length > 0) return rate(named, NAMED, (others) => `its command line names the destination${others}`);
    const possible = this.#between(flow.start - ASSUMED_LIFE, until).filter((process) => {
      const role = processRole(process);
      return isAlive(process, flow.start) && (role === 'dual-use-transfer' || role === 'script-host');
    });
    return rate(possible, COULD_BE, (others) => `it ran when the flow began and can send${others}`);
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
  return !carriesForOthers(process.image, process.signer, process.platform);
}

function isAlive({ start = 0, end }: Process, at: number): boolean {
  return end === undefined ? at - start <= NAMED_BEFORE : end + CLOCKS >= at;
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
