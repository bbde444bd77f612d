import * as fc from 'fast-check';
import { isProcessEvent } from '../src/event/event.ts';
import type { TelemetryEvent } from '../src/event/event.ts';
import { ProcessFacts } from '../src/hosts/process-facts.ts';
import { ProcessTable } from '../src/hosts/process-table.ts';
import type { Process } from '../src/hosts/process.ts';

/** The process table that a host’s events make. */
export function tableOf(events: readonly TelemetryEvent[], pids?: ReadonlyMap<string, number>): ProcessTable {
  const facts = new ProcessFacts(1000);
  for (const event of events) if (isProcessEvent(event)) facts.add(event);
  return new ProcessTable(facts, pids);
}

/** Every order of a few events; what must hold, must hold in all of them. */
export function inAnyOrder(events: readonly TelemetryEvent[], check: (table: ProcessTable) => void): void {
  fc.assert(
    fc.property(
      fc.shuffledSubarray([...events], { minLength: events.length, maxLength: events.length }),
      (shuffled) => check(tableOf(shuffled)),
    ),
    { numRuns: 30 },
  );
}

/** Who had the pid at the time. */
export const at = (table: ProcessTable, pid: number, time: number, image?: string): Process | undefined =>
  table.locate({ uid: undefined, pid, image }, time)?.process;
