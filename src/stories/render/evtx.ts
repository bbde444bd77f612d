/** EVTX: one file for each channel of each host, named as Windows names them. */
import { writeEvtx } from '../evtx-writer.ts';
import type { RenderedFile, Renderer } from './renderer.ts';
import type { StoryRecord } from './windows/story-record.ts';
import { windowsRenderer } from './windows/windows-renderer.ts';

/** Lays records out as EVTX files, `ws01/Security.evtx`. */
export function evtxShape(records: readonly StoryRecord[]): readonly RenderedFile[] {
  const logs = new Map<string, StoryRecord[]>();
  for (const record of records) {
    const host = record.computer.split('.')[0]?.toLowerCase() ?? 'host';
    const name = `${host}/${record.channel.replaceAll('/', '%4')}.evtx`;
    const log = logs.get(name) ?? [];
    log.push(record);
    logs.set(name, log);
  }
  // A log on the machine that wrote it holds no rendered messages.
  return [...logs].map(([name, log]) => ({
    name,
    bytes: writeEvtx(log.map((record) => ({ ...record, message: undefined }))),
  }));
}

export const evtx: Renderer = windowsRenderer({ id: 'evtx', title: 'EVTX files', shape: evtxShape });
