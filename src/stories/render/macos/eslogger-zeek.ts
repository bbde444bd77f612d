import { resolveStory } from '../../resolve-story.ts';
import { posixEvents } from '../posix/posix-events.ts';
import { TextFiles } from '../posix/text-files.ts';
import { addZeekLogs } from '../posix/zeek-logs.ts';
import type { Renderer } from '../renderer.ts';
import { esEvent, esMessage, EsSequence } from './es-json.ts';

/** eslogger on every Mac, which knows processes and no connections, and Zeek on the wire, which knows the reverse. */
export const esloggerZeek: Renderer = {
  id: 'eslogger-zeek',
  title: 'eslogger with Zeek',
  platform: 'macos',
  lacks: ['network-process'],
  render: (story) => {
    const timeline = resolveStory(story);
    const files = new TextFiles();
    const sequences = new Map<string, EsSequence>();
    const silent = new Set<string>();
    for (const event of posixEvents(timeline)) {
      const { handle, name } = event.machine;
      if (event.kind === 'silence') {
        if (event.begins) silent.add(handle);
        else silent.delete(handle);
        continue;
      }
      const told = esEvent(event);
      if (told === undefined) continue;
      const sequence = sequences.get(handle) ?? new EsSequence();
      sequences.set(handle, sequence);
      // What is dropped is numbered all the same.
      const { own, all } = sequence.next(told.name);
      if (silent.has(handle)) continue;
      const message = { schema_version: 1, ...esMessage(told, event.time, own), global_seq_num: all };
      files.addJson(`${story.id}/${name.toLowerCase()}/eslogger.jsonl`, message);
    }
    addZeekLogs(timeline, `${story.id}/zeek`, files);
    return files.files();
  },
};
