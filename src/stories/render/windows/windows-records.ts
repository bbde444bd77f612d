/** All Windows records of a story in the order they were written, numbered as their channels number them. */
import type { StoryProcess } from '../../process-identity.ts';
import { chosenNumber } from '../../stable-choice.ts';
import type { StoryMachine, Timeline } from '../../timeline.ts';
import { powershellRecords } from './powershell-records.ts';
import { securityRecords } from './security-records.ts';
import type { StoryRecord } from './story-record.ts';
import { sysmonRecords } from './sysmon-records.ts';

/** Which sensors the site has. */
export interface WindowsSensors {
  readonly sysmon: boolean;
  readonly security: boolean;
  readonly powershell: boolean;
  /** The policy that adds command lines to 4688. */
  readonly commandLines: boolean;
}

export const ALL_SENSORS: WindowsSensors = {
  sysmon: true,
  security: true,
  powershell: true,
  commandLines: true,
};

/** The records the given sensors write of a timeline. Sysmon writes none between its stop and its next start. */
export function windowsRecords(timeline: Timeline, sensors: WindowsSensors): readonly StoryRecord[] {
  const started = new Set<StoryProcess>();
  const isStopped = sysmonStops(timeline);
  const written = timeline.acts
    .flatMap((act) => [
      ...(sensors.security ? securityRecords(act, sensors.commandLines) : []),
      ...(sensors.sysmon
        ? sysmonRecords(act).filter((record) => !isStopped(act.machine, record.loggedTime))
        : []),
      ...(sensors.powershell ? powershellRecords(act, started) : []),
    ])
    .map((record, index) => ({ record, index }))
    .sort((a, b) => a.record.loggedTime - b.record.loggedTime || a.index - b.index);
  const numbers = new Map<string, number>();
  return written.map(({ record }) => {
    const log = `${record.computer} ${record.channel}`;
    const recordId = numbers.get(log) ?? 1000 + chosenNumber(90_000, 'log', log);
    numbers.set(log, recordId + 1);
    return { ...record, recordId };
  });
}

/** Whether Sysmon is stopped on a machine at a time; the record of the stop itself still gets out. */
function sysmonStops(timeline: Timeline): (machine: StoryMachine, time: number) => boolean {
  const changes = timeline.acts.filter((act) => act.kind === 'sensor');
  return (machine, time) => {
    const last = changes.findLast(
      (act) =>
        act.machine === machine &&
        act.time + 20 < time &&
        (act.state === 'stopped' || act.state === 'started'),
    );
    return last?.state === 'stopped';
  };
}
