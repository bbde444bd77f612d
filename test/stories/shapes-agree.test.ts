import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isProcessEvent } from '../../src/event/event.ts';
import type { TelemetryEvent } from '../../src/event/event.ts';
import { detectFormat } from '../../src/formats/registry.ts';
import type { WindowsRecord } from '../../src/formats/windows-record.ts';
import { isObject } from '../../src/normalize/json-object.ts';
import { normalizeWindows } from '../../src/normalize/windows/normalize-windows.ts';
import { readWindowsShape } from '../../src/normalize/windows/shapes/shapes.ts';
import { RENDERERS } from '../../src/stories/render/renderers.ts';
import type { Story } from '../../src/stories/story.ts';
import { RecordingSink } from '../recording-sink.ts';
import { arbitraryStory } from './arbitrary-story.ts';
import { SAMPLE_STORY } from './sample-story.ts';

class EventSink extends RecordingSink {
  readonly events: TelemetryEvent[] = [];

  override json(value: unknown): void {
    const read = isObject(value) ? readWindowsShape(value) : undefined;
    if (read !== undefined) this.windows(read.record);
  }

  override windows(record: WindowsRecord): void {
    const event = normalizeWindows(record, { source: 'story', offset: 0, length: 0 });
    if (event !== undefined) this.events.push(event);
  }
}

/** The events that are read back from a story rendered in one shape. */
function eventsOf(story: Story, shape: string): readonly TelemetryEvent[] {
  const sink = new EventSink();
  for (const { name, bytes } of RENDERERS.find(({ id }) => id === shape)?.render(story) ?? []) {
    const decoder = detectFormat(bytes)?.open(name, sink);
    decoder?.push(bytes);
    decoder?.end();
  }
  expect(sink.rejected).toEqual([]);
  return sink.events;
}

/** What every full shape must agree on, as sorted text. Security times are whole seconds in NXLog. */
function facts(events: readonly TelemetryEvent[]): readonly string[] {
  return events
    .filter(({ code }) => code !== 400 && code !== 800 && code !== 4103)
    .map((event) => {
      if (event.kind === 'health') return [event.kind, event.code, event.host, event.state];
      if (!isProcessEvent(event)) return [event.kind];
      const base = [event.kind, event.code, event.host, event.pid, event.image];
      const second = Math.floor(event.time / 1000);
      switch (event.kind) {
        case 'launch':
          return [
            ...base,
            second,
            event.uid,
            event.commandLine,
            event.parentPid,
            event.parentImage,
            event.session,
          ];
        case 'connection': {
          const { direction, protocol, localAddress, localPort, remoteAddress, remotePort } = event;
          return [
            ...base,
            event.uid,
            direction,
            protocol,
            localAddress,
            localPort,
            remoteAddress,
            remotePort,
          ];
        }
        case 'script':
          return [...base, event.blockId, event.part, event.parts, event.text];
        case 'name':
          return [...base, event.uid, event.name, ...event.addresses.toSorted()];
        case 'file':
          return [...base, event.uid, event.path];
        default:
          return [...base, event.uid];
      }
    })
    .map((row) => JSON.stringify(row))
    .sort();
}

const FULL = ['event-xml', 'nxlog', 'nxlog-2019', 'winlogbeat', 'winlogbeat-ecs', 'azure'];

describe('one story in every shape', () => {
  it.each(FULL)('gives the same events from evtx and %s', (shape) => {
    expect(facts(eventsOf(SAMPLE_STORY, shape))).toEqual(facts(eventsOf(SAMPLE_STORY, 'evtx')));
  });

  it.each(FULL)('does so for any story: %s', (shape) => {
    fc.assert(
      fc.property(arbitraryStory(3), (story) => {
        expect(facts(eventsOf(story, shape))).toEqual(facts(eventsOf(story, 'evtx')));
      }),
      { numRuns: 20 },
    );
  });
});
