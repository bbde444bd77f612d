/** The finding as a story in time order: who started, what ran, what was encrypted, where it went. */
import type { Candidate, CandidateLink } from '../analytics/candidate.ts';
import { ancestors, baseName } from '../hosts/process.ts';
import type { Process } from '../hosts/process.ts';
import type { StoryStep } from './finding.ts';
import type { Redactor } from './redactor.ts';

const ORDER: readonly StoryStep['what'][] = [
  'process',
  'script',
  'tamper',
  'encryption',
  'file',
  'name',
  'connection',
  'end',
];

export function tellStory(
  { egress, view }: Candidate,
  links: readonly CandidateLink[],
  redact: Redactor,
): StoryStep[] {
  const steps: StoryStep[] = [];
  const cast = new Set<Process>([egress.process, ...links.map(({ operation }) => operation.process)]);
  for (const parent of ancestors(egress.process, 2)) cast.add(parent);
  for (const process of cast) {
    if (process.start === undefined) continue;
    const command =
      process.commandLine === undefined
        ? ''
        : `: ${shortened(redact.commandLine(process.commandLine, process.image))}`;
    const by = process.user === undefined ? '' : ` as ${process.user}`;
    const text = `${called(process)} started${by}${command}`;
    steps.push({ time: process.start, what: 'process', text, places: process.launchPlaces });
  }
  for (const script of view.scripts) {
    if (script.process !== egress.process || !script.recognition.traits.includes('logging-tamper')) continue;
    const text = `${called(script.process)} switches script logging or AMSI off`;
    steps.push({ time: script.time, what: 'tamper', text, places: script.places });
  }
  for (const { operation } of links) {
    const { reason } = operation.operation;
    const text = `${called(operation.process)}: ${reason} (${operation.seenIn})`;
    steps.push({ time: operation.time, what: 'encryption', text, places: operation.places });
  }
  if (egress.name !== undefined) {
    const whose = egress.name.source === 'dns-same-process' ? called(egress.process) : 'the host';
    const text = `${whose} looked up ${egress.name.name} and got ${egress.address}`;
    steps.push({ time: egress.name.time, what: 'name', text, places: [egress.name.place] });
  }
  const times = egress.connections === 1 ? 'once' : `${egress.connections} times`;
  const connected = `${called(egress.process)} connected to ${egress.address}:${egress.port}/${egress.protocol} ${times} (${egress.sensors.join(', ')})`;
  steps.push({ time: egress.first, what: 'connection', text: connected, places: egress.places });
  if (egress.process.end !== undefined) {
    const text = `${called(egress.process)} ended`;
    steps.push({ time: egress.process.end, what: 'end', text, places: egress.process.endPlaces });
  }
  return steps
    .sort(
      (a, b) =>
        a.time - b.time || ORDER.indexOf(a.what) - ORDER.indexOf(b.what) || (a.text < b.text ? -1 : 1),
    )
    .map((step) => ({ ...step, time: Math.floor(step.time) }));
}

function called(process: Process): string {
  const pid = process.pid === undefined ? '' : ` (${process.pid})`;
  return `${baseName(process.image) ?? 'unknown program'}${pid}`;
}

/** A story names a command; the whole of it stands with its process. */
const LONGEST_COMMAND = 240;

function shortened(command: string): string {
  return command.length <= LONGEST_COMMAND ? command : `${command.slice(0, LONGEST_COMMAND - 1)}…`;
}
