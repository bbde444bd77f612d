import { byteOrder, FORMAT } from './snapshot-format.ts';
import type { SnapshotLine } from './snapshot-format.ts';

/** The header of a snapshot, or a sentence that says why it cannot be read here. */
export function parseHeader(line: string, secret: string): SnapshotLine | string {
  let value: unknown;
  try {
    value = JSON.parse(line);
  } catch {
    return 'this is no baseline';
  }
  if (typeof value !== 'object' || value === null || !('postern' in value) || value.postern !== 'baseline') {
    return 'this is no baseline';
  }
  const format = 'format' in value ? value.format : undefined;
  if (format !== FORMAT)
    return `format ${String(format)} of baselines is not known here; this is format ${FORMAT}`;
  const text = (key: string): string => {
    const found: unknown = Reflect.get(value, key);
    return typeof found === 'string' ? found : '';
  };
  const count = (key: string): number => {
    const found: unknown = Reflect.get(value, key);
    return typeof found === 'number' && Number.isSafeInteger(found) ? found : -1;
  };
  if (text('byteOrder') !== byteOrder()) {
    return `it was written by a machine with ${text('byteOrder')} byte order, this one has ${byteOrder()}`;
  }
  if (text('secret') !== secret) return 'it was learned with another secret, so its names cannot be compared';
  const header: SnapshotLine = {
    postern: 'baseline',
    format: FORMAT,
    byteOrder: byteOrder(),
    config: text('config'),
    secret,
    profiles: count('profiles'),
    texts: count('texts'),
  };
  return header.profiles < 0 || header.texts < 0 ? 'its first line is incomplete' : header;
}
