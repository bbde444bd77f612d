/** A renderer of Windows stories: a set of sensors and the shape their records travel in. */
import { resolveStory } from '../../resolve-story.ts';
import type { Lack, RenderedFile, Renderer } from '../renderer.ts';
import type { StoryRecord } from './story-record.ts';
import { ALL_SENSORS, windowsRecords, type WindowsSensors } from './windows-records.ts';

/** Lays records out in files; `name` is the file name without its suffix. */
export type WindowsShape = (records: readonly StoryRecord[], name: string) => readonly RenderedFile[];

export interface WindowsRendererParts {
  readonly id: string;
  readonly title: string;
  readonly shape: WindowsShape;
  readonly sensors?: WindowsSensors;
  /** What the shape cannot carry, beside the sensors that are absent. */
  readonly lacks?: readonly Lack[];
}

export function windowsRenderer({
  id,
  title,
  shape,
  sensors = ALL_SENSORS,
  lacks = [],
}: WindowsRendererParts): Renderer {
  return {
    id,
    title,
    platform: 'windows',
    lacks: [...absent(sensors), ...lacks],
    render: (story) => shape(windowsRecords(resolveStory(story), sensors), story.id),
  };
}

function absent(sensors: WindowsSensors): readonly Lack[] {
  const lacks: Lack[] = [];
  if (!sensors.sysmon) lacks.push('sysmon');
  if (!sensors.security) lacks.push('security');
  if (!sensors.powershell) lacks.push('powershell');
  if (!sensors.sysmon && !sensors.commandLines) lacks.push('command-line');
  return lacks;
}

/** A shape of one text file with one line, or one element, for each record. */
export function lineShape(suffix: string, line: (record: StoryRecord) => string): WindowsShape {
  return (records, name) => [
    { name: `${name}${suffix}`, bytes: Buffer.from(records.map(line).join(''), 'utf8') },
  ];
}
