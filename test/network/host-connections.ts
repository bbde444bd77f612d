import { readWindowsShape } from '../../src/normalize/windows/shapes/shapes.ts';
import { normalizeWindows } from '../../src/normalize/windows/normalize-windows.ts';
import type { Connection, Flow } from '../../src/event/event.ts';
import type { RecordSink } from '../../src/formats/format.ts';
import { detectFormat } from '../../src/formats/registry.ts';
import type { WindowsRecord } from '../../src/formats/windows-record.ts';
import { readMembers } from '../../src/intake/read-members.ts';
import { isObject } from '../../src/normalize/json-object.ts';
import { readRecords } from './read-records.ts';

/** The connections that Windows hosts of a recording told of. */
export async function windowsConnections(path: string): Promise<readonly Connection[]> {
  const connections: Connection[] = [];
  for await (const { source, bytes } of membersOf(path)) {
    const take = (record: WindowsRecord, offset: number, length: number): void => {
      const event = normalizeWindows(record, { source, offset, length });
      if (event?.kind === 'connection') connections.push(event);
    };
    const sink: RecordSink = {
      wantsJson: () => true,
      wantsWindows: () => true,
      json: (value, offset, length) => {
        const read = isObject(value) ? readWindowsShape(value) : undefined;
        if (read !== undefined) take(read.record, offset, length);
      },
      windows: take,
      raw: () => {},
      reject: () => {},
    };
    const decoder = detectFormat(bytes)?.open(source, sink);
    decoder?.push(bytes);
    decoder?.end();
  }
  return connections;
}

/** The flows that the network sensors of a recording told of. */
export async function flowEvents(path: string): Promise<readonly Flow[]> {
  const flows: Flow[] = [];
  for await (const { source, bytes } of membersOf(path))
    for (const event of readRecords(bytes, source).events) if (event.kind === 'flow') flows.push(event);
  return flows;
}

async function* membersOf(path: string): AsyncGenerator<{ source: string; bytes: Buffer }> {
  for await (const member of readMembers([path], () => {})) {
    const chunks: Buffer[] = [];
    for await (const chunk of member.open()) chunks.push(Buffer.from(chunk));
    yield { source: member.source, bytes: Buffer.concat(chunks) };
  }
}
