/** The example that comes with Postern: four machines of one morning, each in another telemetry shape. */
import { gzipSync } from 'node:zlib';
import { eventXmlLine } from './render/event-xml.ts';
import { evtxShape } from './render/evtx.ts';
import { nxlogLine } from './render/nxlog.ts';
import type { RenderedFile } from './render/renderer.ts';
import { ALL_SENSORS, windowsRecords, type WindowsSensors } from './render/windows/windows-records.ts';
import { lineShape, type WindowsShape } from './render/windows/windows-renderer.ts';
import { winlogbeatLine } from './render/winlogbeat.ts';
import { resolveStory } from './resolve-story.ts';
import type { Story } from './story.ts';

interface ExampleMachine {
  /** Id of its story. */
  readonly story: string;
  readonly fileName: string;
  readonly shape: WindowsShape;
  readonly sensors: WindowsSensors;
}

/** The stories of the example and how each is rendered. Few sensors on some, to keep the files small. */
export const BUNDLED_EXAMPLE: readonly ExampleMachine[] = [
  {
    story: 'example-phished-desk',
    fileName: 'ws11',
    // Local exports of two channels; the classic PowerShell log was not taken.
    shape: (records) => evtxShape(records.filter(({ classic }) => !classic)),
    sensors: { ...ALL_SENSORS, security: false },
  },
  {
    story: 'example-file-server',
    fileName: 'fs02',
    shape: (records, name) => lineShape('.nxlog.json', nxlogLine)(records, name).map(compressed),
    sensors: ALL_SENSORS,
  },
  {
    story: 'example-laptop',
    fileName: 'lt07',
    shape: lineShape('.events.xml', eventXmlLine),
    sensors: ALL_SENSORS,
  },
  {
    story: 'example-quiet-desk',
    fileName: 'ws12',
    shape: lineShape('.winlogbeat.ndjson', winlogbeatLine),
    sensors: { ...ALL_SENSORS, security: false },
  },
];

/** The files of the example, below `examples/windows-case/`. Throws when one of its stories is not given. */
export function renderBundledExample(stories: readonly Story[]): readonly RenderedFile[] {
  return BUNDLED_EXAMPLE.flatMap((machine) => {
    const story = stories.find(({ id }) => id === machine.story);
    if (story === undefined) throw new Error(`the bundled example needs the story ${machine.story}`);
    return machine.shape(windowsRecords(resolveStory(story), machine.sensors), machine.fileName);
  });
}

function compressed(file: RenderedFile): RenderedFile {
  return { name: `${file.name}.gz`, bytes: gzipSync(file.bytes, { level: 9 }) };
}
