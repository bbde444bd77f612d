/** Whose a connection and a script is, and how surely. */
import type { Attribution } from '../analytics/host-view.ts';
import type { ConnectionFact } from '../hosts/connection-facts.ts';
import type { Process } from '../hosts/process.ts';
import { processRole } from '../hosts/process-role.ts';
import type { Located, ProcessTable } from '../hosts/process-table.ts';
import type { WholeScript } from './script-facts.ts';

/** A connection told by Sysmon without a pid and by the filtering platform with one ties that guid to that pid. */
export function learnedPids(connections: readonly ConnectionFact[]): Map<string, number> {
  const pids = new Map<string, number>();
  for (const { told } of connections) {
    const tellings = [...told.values()];
    const uid = tellings.find((event) => event.uid !== undefined && event.pid === undefined)?.uid;
    const pid = tellings.find((event) => event.uid === undefined)?.pid;
    if (uid === undefined || pid === undefined) continue;
    const known = pids.get(uid);
    pids.set(uid, known === undefined ? pid : Math.min(known, pid));
  }
  return pids;
}

/** The owner of a connection: the sensor that names it by a unique id first, then pid and life span. */
export function attributeConnection(
  table: ProcessTable,
  fact: ConnectionFact,
): { process: Process; attribution: Attribution } | undefined {
  const tellings = [...fact.told].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, event]) => event);
  const native = tellings.find((event) => event.uid !== undefined && table.byUid(event.uid) !== undefined);
  const both =
    new Set(tellings.map((event) => event.sensor)).size > 1
      ? '; Sysmon and the filtering platform agree'
      : '';
  if (native?.uid !== undefined) {
    const process = table.byUid(native.uid);
    if (process !== undefined) {
      const reason = `Sysmon names the process by its ProcessGuid${both}`;
      return { process, attribution: { method: 'native', confidence: 1, reason } };
    }
  }
  for (const event of tellings) {
    const located = table.locateOrAssume(event, event.time);
    if (located === undefined) continue;
    const reason = `the record names ${located.reason}${both}`;
    return {
      process: located.process,
      attribution: { method: 'native', confidence: located.confidence, reason },
    };
  }
  return undefined;
}

/** Processes by their command line: the only thing the classic PowerShell log names. */
export function commandIndex(table: ProcessTable): ReadonlyMap<string, readonly Process[]> {
  const index = new Map<string, Process[]>();
  for (const process of table.processes) {
    if (process.commandLine === undefined) continue;
    const command = process.commandLine.trim();
    const known = index.get(command);
    if (known === undefined) index.set(command, [process]);
    else known.push(process);
  }
  return index;
}

/** PowerShell's own log is written by the process itself; the classic log names none, only its command line. */
export function locateScript(
  table: ProcessTable,
  commands: ReadonlyMap<string, readonly Process[]>,
  { event, text }: WholeScript,
): Located | undefined {
  if (event.pid !== undefined) return table.locateOrAssume(event, event.time);
  if (event.form !== 'host-application') return undefined;
  const same = (commands.get(text.trim()) ?? []).filter(
    (process) =>
      (process.image === undefined || processRole(process) === 'script-host') &&
      process.firstSeen <= event.time + 5_000 &&
      event.time <= (process.end ?? Number.POSITIVE_INFINITY) + 5_000,
  );
  const only = same.length === 1 ? same[0] : undefined;
  if (only === undefined) return undefined;
  return { process: only, confidence: 0.6, reason: 'the host application has its command line' };
}
